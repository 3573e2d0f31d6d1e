import { type Kysely, sql } from "kysely";
import { periodAt } from "../../../kernel/time/period.ts";
import { columnOf, valueAt } from "../../../kernel/value/column.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type PackedSeries, readSeries } from "../../../runtime/store/facts.ts";
import { storedConversions } from "../../../runtime/store/storedConversions.ts";
import { release } from "../../protect/protect.ts";
import { heldBackFrom } from "../../protect/server/protect.ts";
import type { Profile, Source } from "../contract.ts";
import { figureOverAreas } from "../figures/figureOverAreas.ts";
import { type AgeBand, ageBand } from "../population/ageBand.ts";
import { type AgeTree, pyramidSentence } from "../population/pyramidSentence.ts";
import { isOpenToReader } from "./asked.ts";
import type { DataState } from "./dataState.ts";
import { sourceOf } from "./sourcesOf.ts";

const population = "BEV_INSG";

/**
 * Residents by age and sex as the population tree shows them: of the newest year
 * up to the one asked for in which both were delivered together. Null without.
 */
export async function pyramidOf(
  db: Kysely<Database>,
  state: DataState,
  area: number,
  upTo: number | null,
): Promise<Profile["pyramid"]> {
  const figure = state.figures.get(population);
  const topic = state.catalogue.baseFigures.get(population)?.topic ?? "";
  if (figure === undefined || !isOpenToReader(state, state.spaces.area(area), topic)) return null;
  const split = figure.slices.flatMap((slice) => {
    const field = fieldOf(slice.breakdown);
    const fits = field !== undefined && slice.frequency === "year" && (upTo === null || slice.ordinal <= upTo);
    return fits ? [{ ...slice, ...field }] : [];
  });
  const ordinal = Math.max(...split.map((slice) => slice.ordinal));
  if (!Number.isFinite(ordinal)) return null;
  const now = split.filter((slice) => slice.ordinal === ordinal);
  const bands = [...new Map(now.map((slice) => [slice.age, slice.band]))].sort((a, b) => a[1].from - b[1].from);
  const { county } = state.spaces;
  const areaIds = [...new Set([...state.spaces.within(area), ...state.spaces.within(county.id)])];
  const packed = await readSeries(db, {
    figures: [population],
    breakdown: null,
    frequency: "year",
    areaIds,
    from: ordinal,
    to: ordinal,
  });
  const { rows: pattern } = await sql<{ breakdown: string; area_id: number }>`
    select breakdown, area_id from ${heldBackFrom(state.sight.heldBack)} held
    where figure_id = ${figure.id} and frequency = 'year' and ordinal = ${ordinal}`.execute(db);
  const heldBack = new Set(pattern.map((cell) => `${cell.breakdown} ${cell.area_id}`));
  const converted = new Set(
    (await storedConversions(db, [population]))
      .filter((cell) => cell.frequency === "year" && cell.ordinal === ordinal)
      .map((cell) => `${cell.breakdown} ${cell.areaId}`),
  );
  const released = (breakdowns: readonly (string | undefined)[], id: number): Value[] => {
    const cells = breakdowns.map((breakdown) => {
      if (breakdown === undefined) return { value: "unknown" as Value, held: 0 };
      return cellOf(state, packed, breakdown, ordinal, id, { heldBack, converted });
    });
    const counts = cells.map((cell) => cell.value);
    const withheld = Uint8Array.from(cells, (cell) => cell.held);
    return [...release({ values: counts }, { parts: [{ rule: figure.rule, counts, withheld }] }).values];
  };
  const tree = (id: number): AgeTree => {
    const column = (sex: "male" | "female") =>
      released(
        bands.map(([age]) => now.find((one) => one.age === age && one.sex === sex)?.breakdown),
        id,
      );
    const [total = "unknown"] = released([""], id);
    return { ages: bands.map(([, band]) => band), male: column("male"), female: column("female"), total };
  };
  const own = tree(area);
  if (![...own.male, ...own.female].some((value) => typeof value === "number")) return null;
  const whole = area === county.id ? null : tree(county.id);
  return {
    period: periodAt("year", ordinal),
    bands: bands.map(([age]) => age),
    ages: bands.map(([, band]) => ({ ...band })),
    ...columnsOf(own),
    county: whole === null ? null : columnsOf(whole),
    sentence: pyramidSentence(own, whole),
    sources: sourcesOfSlices(
      state,
      now,
      state.catalogue.baseFigures.get(population)?.reference ?? "",
      state.spaces.area(area).division || null,
    ),
  };
}

function columnsOf({ male, female, total }: AgeTree): { male: Value[]; female: Value[]; total: Value } {
  return { male: [...male], female: [...female], total };
}

function sourcesOfSlices(
  state: DataState,
  slices: readonly { deliveryId: number }[],
  reference: string,
  division: string | null,
): Source[] {
  return [...new Set(slices.map((slice) => slice.deliveryId))].flatMap((id) => {
    const delivery = state.deliveries.get(id);
    return delivery === undefined ? [] : [sourceOf(state, delivery, [reference], division)];
  });
}

function cellOf(
  state: DataState,
  packed: readonly PackedSeries[],
  breakdown: string,
  ordinal: number,
  area: number,
  cells: { readonly heldBack: ReadonlySet<string>; readonly converted: ReadonlySet<string> },
): { value: Value; held: number } {
  const own = packed.filter((series) => series.breakdown === breakdown);
  const over = figureOverAreas(
    state.spaces,
    {
      figure: population,
      breakdown,
      frequency: "year",
      first: ordinal,
      width: 1,
      byArea: new Map(own.map((series) => [series.areaId, columnOf(series.values)])),
      sourceMarks: () => null,
      heldBack: (id) => (cells.heldBack.has(`${breakdown} ${id}`) ? Uint8Array.of(1) : null),
      alreadyConverted: (id) => (cells.converted.has(`${breakdown} ${id}`) ? Uint8Array.of(1) : null),
    },
    { summable: "yes" },
  );
  const one = over.of(area);
  return { value: valueAt(one, 0), held: one.heldBack[0] ?? 0 };
}

interface Field {
  readonly age: string;
  readonly band: AgeBand;
  readonly sex: "male" | "female";
}

/**
 * Age and sex of a breakdown that speaks of both and of nothing else.
 *
 * @example
 * fieldOf("Altersgruppe=3 bis unter 6 Jahre;Geschlecht=weiblich") // { age: "3 bis unter 6 Jahre", band: { from: 3, to: 6 }, sex: "female" }
 * fieldOf("Geschlecht=weiblich") // undefined
 */
export function fieldOf(breakdown: string): Field | undefined {
  const parts = new Map(breakdown.split(";").map((part) => part.split("=", 2) as [string, string]));
  const age = parts.get("Altersgruppe");
  const sex = sexes[parts.get("Geschlecht")?.toLowerCase() ?? ""];
  const band = age === undefined ? undefined : ageBand(age);
  return parts.size !== 2 || age === undefined || band === undefined || sex === undefined
    ? undefined
    : { age, band, sex };
}

const sexes: Readonly<Record<string, Field["sex"]>> = {
  männlich: "male",
  weiblich: "female",
  männer: "male",
  frauen: "female",
  m: "male",
  w: "female",
};
