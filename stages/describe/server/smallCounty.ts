import type { Kysely } from "kysely";
import { periodPoint } from "../../../kernel/time/period.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { addSlices, figuresTouched, rebuildSeries } from "../../../runtime/store/facts.ts";
import { nameCounty } from "../../../runtime/store/foundCounty.ts";
import { noticeVersion } from "../../protect/protect.ts";

/*
 * A county small enough for the eye, for tests: two Ämter of two municipalities,
 * and a town with two quarters that is a unit of its own. Dahlem was formed in
 * 2021 from Altdahlem and Neudahlem.
 *
 *   K ─┬─ A1 ─┬─ G1 Altdorf        R1 (planning region): G1, G3
 *      │      └─ G2 Birkau         R2: G2, G4, G5
 *      ├─ A2 ─┬─ G3 Cronau
 *      │      └─ G4 Dahlem  (until 2020: G4a, G4b)
 *      └─ A3 ─── G5 Eichen ─┬─ Q1
 *                           └─ Q2
 */
export interface SmallCounty {
  readonly ids: Readonly<Record<string, number>>;
  /** Delivers values by area code; `file` names the delivery. Returns its number. */
  readonly deliver: (delivery: TestDelivery) => Promise<number>;
  /** Somebody agrees to the notice, as one does before seeing quarters; `here` is who sits at this machine. */
  readonly agree: (person?: string) => Promise<void>;
}

export interface TestDelivery {
  readonly file?: string;
  /** Figure, then period, then values by area. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Value>>>>>>;
  readonly breakdown?: string;
  readonly supersedes?: number;
  readonly disclosure?: string;
  /** As values carry it that were brought over from elsewhere before they were stored. */
  readonly conversion?: Readonly<Record<string, string>>;
  /** What the file prints beside the numbers of an area. */
  readonly marks?: Readonly<Record<string, Mark>>;
}

const levels = ["KREIS", "AMT", "GEM", "SUB"];
const names = ["Kreis", "Amt", "Gemeinde", "Quartier"];
const areas: readonly [code: string, level: string, name: string, division: string][] = [
  ["K", "KREIS", "Kleinkreis", "kreis"],
  ["A1", "AMT", "Amt Nord", "amt"],
  ["A2", "AMT", "Amt Süd", "amt"],
  ["A3", "AMT", "Stadt Eichen", "amt"],
  ["R1", "AMT", "Region West", "region"],
  ["R2", "AMT", "Region Ost", "region"],
  ["G1", "GEM", "Altdorf", "gem"],
  ["G2", "GEM", "Birkau", "gem"],
  ["G3", "GEM", "Cronau", "gem"],
  ["G4", "GEM", "Dahlem", "gem"],
  ["G5", "GEM", "Eichen", "gem"],
  ["G4a", "GEM", "Altdahlem", "gem"],
  ["G4b", "GEM", "Neudahlem", "gem"],
  ["Q1", "SUB", "Quartier Bahnhof", "sub"],
  ["Q2", "SUB", "Quartier Markt", "sub"],
];
const inside: Readonly<Record<string, readonly string[]>> = {
  K: ["A1", "A2", "A3", "R1", "R2"],
  A1: ["G1", "G2"],
  A2: ["G3", "G4"],
  A3: ["G5"],
  R1: ["G1", "G3"],
  R2: ["G2", "G4", "G5"],
  G5: ["Q1", "Q2"],
};

/** A county of five municipalities, small enough to be computed by hand, for tests of what pages answer. */
export async function smallCounty(db: Kysely<Database>): Promise<SmallCounty> {
  await nameCounty(db, { name: "Kleinkreis", fictional: true, notice: { de: "Erfundener Kreis." } });
  await db
    .insertInto("area_level")
    .values(levels.map((id, rank) => ({ id, label_de: names[rank] ?? id, rank, purposes: ["data"] })))
    .execute();
  const divisions = ["kreis", "amt", "region", "gem", "sub"];
  await db
    .insertInto("division")
    .values(
      divisions.map((id) => ({
        id,
        level_id: id === "region" ? "AMT" : id.toUpperCase(),
        label_de: id,
        kind: id === "region" ? ("planning" as const) : ("administrative" as const),
        is_partition: true,
        author: "Kreis",
        purpose: "Verwaltung",
        criteria: "Gesetz",
      })),
    )
    .execute();
  const stored = await db
    .insertInto("area")
    .values(
      areas.map(([code, level, name, division]) => ({
        division_id: division,
        level_id: level,
        code,
        name,
        valid_from: code === "G4" ? "2021-01-01" : null,
        valid_to: code === "G4a" || code === "G4b" ? "2021-01-01" : null,
      })),
    )
    .returning(["id", "code"])
    .execute();
  const ids = Object.fromEntries(stored.map((row) => [row.code, row.id]));
  const id = (code: string) => {
    const found = ids[code];
    if (found === undefined) throw new Error(`no such area in the small county: ${code}`);
    return found;
  };
  await db
    .insertInto("area_part")
    .values(
      Object.entries(inside).flatMap(([whole, parts]) =>
        parts.map((part) => ({ part_id: id(part), whole_id: id(whole), share: 1 })),
      ),
    )
    .execute();
  await db
    .insertInto("boundary_version")
    .values({ id: "gem-2021", division_id: "gem", valid_on: "2021-12-31", source: "Land", licence: "dl-de/by-2-0" })
    .execute();
  await db
    .insertInto("boundary_change")
    .values(
      ["a", "b"].map((part) => ({
        level_id: "GEM",
        happened_on: "2021-01-01",
        kind: "merge" as const,
        from_code: `G4${part}`,
        from_name: part === "a" ? "Altdahlem" : "Neudahlem",
        to_code: "G4",
        to_name: "Dahlem",
        share_population: 1,
        share_area: 1,
        source: "Land",
      })),
    )
    .execute();
  let order = 0;
  const deliver = async (delivery: TestDelivery): Promise<number> => {
    const file = delivery.file ?? `lieferung-${order + 1}.csv`;
    return db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("file")
        .values({ hash: `hash-${file}`, bytes: 1, first_name: file, stored_at: new Date("2024-01-02") })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      order += 1;
      const { id: deliveryId } = await transaction
        .insertInto("delivery")
        .values({
          file_hash: `hash-${file}`,
          file_name: file,
          state: "accepted",
          reader: "csv",
          source: JSON.stringify({ title: `Tabelle ${file}`, publisher: "Statistikstelle", licence: "dl-de/by-2-0" }),
          findings: "[]",
          disclosure: delivery.disclosure ?? "none",
          supersedes_id: delivery.supersedes ?? null,
          accepted_order: order,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto("delivery_step")
        .values({
          delivery_id: deliveryId,
          state: "accepted",
          happened_at: new Date("2024-02-01T09:00:00Z"),
          person: "Sozialplanung",
        })
        .execute();
      await addSlices(transaction, deliveryId, slicesOf(delivery, id));
      await rebuildSeries(transaction, await figuresTouched(transaction, deliveryId));
      return deliveryId;
    });
  };
  const agree = async (person = "here"): Promise<void> => {
    const row = { person_id: person, person_name: person, wording: noticeVersion, agreed_at: new Date("2024-01-02") };
    await db.insertInto("fine_data_consent").values(row).execute();
  };
  return { ids, deliver, agree };
}

/** Row 2 is the first below the head; every figure and period has its column. */
function* slicesOf(delivery: TestDelivery, id: (code: string) => number) {
  let column = 1;
  for (const [figure, periods] of Object.entries(delivery.figures)) {
    for (const [period, values] of Object.entries(periods)) {
      const point = periodPoint(period);
      if (point === undefined) throw new Error(`no period: ${period}`);
      column += 1;
      const codes = Object.keys(values);
      yield {
        figure,
        breakdown: delivery.breakdown ?? "",
        frequency: point.frequency,
        ordinal: point.ordinal,
        areaIds: codes.map(id),
        values: Object.values(values),
        sheet: "Tabelle1",
        rows: codes.map((_, row) => row + 2),
        columns: codes.map(() => column),
        conversion: delivery.conversion ?? null,
        marks: codes.map((code) => delivery.marks?.[code] ?? null),
      };
    }
  }
}
