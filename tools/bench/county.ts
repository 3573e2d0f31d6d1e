import { type Kysely, sql } from "kysely";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import type { Database } from "../../runtime/store/database.ts";
import type { FactSlice } from "../../runtime/store/facts.ts";

/** How large a made-up county is: figures × areas × years observations. */
export interface Extent {
  readonly figures: number;
  readonly areas: number;
  readonly years: number;
}

export const firstYear = 2004;

/** Areas of one level and the county over them; the same ones again where they are already there. */
export async function makeAreas(db: Kysely<Database>, count: number): Promise<number[]> {
  const known = await areaIdsOf(db);
  if (known.length > 0) return known;
  const levels = [
    { id: "KREIS", label_de: "Kreis", rank: 0, purposes: ["data"] },
    { id: "GEM", label_de: "Gemeinde", rank: 2, purposes: ["data"] },
  ];
  await db.insertInto("area_level").values(levels).execute();
  const about = {
    kind: "administrative",
    is_partition: true,
    author: "Bench",
    purpose: "Bench",
    criteria: "",
  } as const;
  await db
    .insertInto("division")
    .values(levels.map(({ id, label_de }) => ({ id: id.toLowerCase(), level_id: id, label_de, ...about })))
    .execute();
  const county = await db
    .insertInto("area")
    .values({ division_id: "kreis", level_id: "KREIS", code: "01999", name: "Kreis Bench" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`insert into area (division_id, level_id, code, name)
    select 'gem', 'GEM', '01999' || lpad(n::text, 4, '0'), 'Gemeinde ' || n from generate_series(1, ${count}) n`.execute(
    db,
  );
  await sql`insert into area_part (part_id, whole_id) select id, ${county.id} from area where level_id = 'GEM'`.execute(
    db,
  );
  return areaIdsOf(db);
}

async function areaIdsOf(db: Kysely<Database>): Promise<number[]> {
  const rows = await db.selectFrom("area").select("id").where("level_id", "=", "GEM").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

/** A delivery that counts, the `order`-th one. */
export async function makeDelivery(db: Kysely<Database>, order: number): Promise<number> {
  const hash = "0".repeat(64);
  await db
    .insertInto("file")
    .values({ hash, bytes: 0, first_name: "bench.csv", stored_at: new Date(0) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const delivery = {
    file_hash: hash,
    file_name: "bench.csv",
    state: "accepted",
    source: "{}",
    findings: "[]",
    disclosure: "none",
    accepted_order: order,
  } as const;
  return (await db.insertInto("delivery").values(delivery).returning("id").executeTakeFirstOrThrow()).id;
}

/** The catalogue's own figures first, so that its indicators can be asked for over HTTP. */
export function figureKeys(count: number): string[] {
  const known = [...loadCatalogue().baseFigures.keys()];
  return Array.from({ length: count }, (_, n) => known[n] ?? `BENCH_${n}`);
}

/** The same values as plain text, one row per observation, at most `limit` of them. */
export function* bareText(areaIds: readonly number[], size: Extent, limit: number): Generator<string> {
  let count = 0;
  let chunk = "";
  for (let figure = 0; figure < size.figures; figure += 1)
    for (let year = 0; year < size.years; year += 1)
      for (const [place, area] of areaIds.entries()) {
        if (count === limit) continue;
        count += 1;
        chunk += `${figure}\t${area}\t${firstYear + year}\t${amountOf(figure, place, year)}\n`;
        if (chunk.length < 65_536) continue;
        yield chunk;
        chunk = "";
      }
  yield chunk;
}

/** Slices of some figures, the first of which is figure number `from` of the county. */
export function* slicesOf(
  figures: readonly string[],
  from: number,
  areaIds: readonly number[],
  years: number,
): Generator<FactSlice> {
  const common = {
    breakdown: "",
    frequency: "year",
    areaIds,
    sheet: "",
    rows: null,
    columns: null,
    conversion: null,
  } as const;
  for (const [place, key] of figures.entries()) {
    const figure = from + place;
    for (let year = 0; year < years; year += 1) {
      // One in a hundred is withheld, as in files of small municipalities.
      const values = areaIds.map((_, row) =>
        (figure + row * 7 + year) % 100 === 0 ? "withheld" : amountOf(figure, row, year),
      );
      yield { ...common, figure: key, ordinal: firstYear + year, values };
    }
  }
}

function amountOf(figure: number, place: number, year: number): number {
  const base = ((place * 7_919) % 20_000) + 37 + ((figure * 31 + year * 17) % 400);
  return figure % 3 === 0 ? base / 8 : base;
}
