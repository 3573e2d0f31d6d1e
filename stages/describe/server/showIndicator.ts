import type { Indicator } from "../../../kernel/indicator/indicator.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { indicatorFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { type Context, operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { knowsNames } from "../../../runtime/people/knowsNames.ts";
import { type IndicatorSheet, indicatorContract } from "../contract.ts";
import { askedAreas, askedIndicator } from "./asked.ts";
import { type DataState, dataState, stateAfterNotice } from "./dataState.ts";
import { definitionWithin } from "./definitionsWithin.ts";
import { releasedFigures } from "./releasedFigures.ts";

/**
 * The method sheet: definition in all versions, its base figures, and what there is.
 *
 * Refuses an indicator that is not there.
 */
export async function indicatorSheet(context: Context, { id }: { id: string }): Promise<IndicatorSheet> {
  const state = await dataState(context);
  const prepared = askedIndicator(state, id);
  const own = await context.db
    .selectFrom("definition")
    .selectAll()
    .where("kind", "=", "indicator")
    .where("id", "=", id)
    .orderBy("version", "desc")
    .execute();
  const shipped = loadCatalogue().indicators.get(id);
  const versions: IndicatorSheet["versions"] = own.map((row) => ({
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    person: row.person,
    reason: row.reason,
    definition: definition(indicatorFrom(row.content, row.version, `definition ${id}`)),
  }));
  if (shipped !== undefined && !versions.some((one) => one.version === shipped.version))
    versions.push({
      version: shipped.version,
      changedAt: null,
      person: null,
      reason: "Mit der Plattform ausgeliefert.",
      definition: definition(shipped),
    });
  return {
    indicator: definition(prepared.indicator),
    versions,
    baseFigures: prepared.figures
      .filter((figure, at, all) => all.indexOf(figure) === at)
      .map(({ breaks: _, ...figure }) => ({ ...figure, hasData: state.figures.has(figure.id) })),
    // That there are figures of small areas is told before the notice, so that one finds the way to it.
    periods: await periodsByLevel(context, await stateAfterNotice(context), id),
    breakdowns: breakdowns(
      state,
      prepared.figures.map((figure) => figure.id),
    ),
  };
}

function definition({ levels, ...rest }: Indicator) {
  return { ...rest, levels: [...levels] };
}

async function periodsByLevel(context: Context, state: DataState, id: string) {
  const indicator = askedIndicator(state, id);
  const questions = state.spaces.levels.map((level) => {
    const { areas, division } = askedAreas(state, level.id);
    const ids = [...areas.map((area) => area.id), state.spaces.county.id];
    return { indicator, areas: ids, areasKey: `${level.id} ${division}`, own: areas.length };
  });
  const answers = await releasedFigures(context.db, state, questions);
  return answers.map((rows, at) => {
    // The county's own row comes along with every level and does not count for it.
    const own = Array.from({ length: questions[at]?.own ?? 0 }, (_, row) => row);
    const places =
      rows?.places.filter((place) => own.some((row) => typeof rows.valueAt(row, place) === "number")) ?? [];
    return {
      level: state.spaces.levels[at]?.id ?? "",
      periods: rows === null ? [] : places.map((place) => periodAt(rows.frequency, rows.first + place)),
    };
  });
}

/** Breakdowns in which all base figures were delivered; `""` is the whole. */
function breakdowns(state: DataState, figures: readonly string[]): string[] {
  const sets = figures.map((id) => new Set((state.figures.get(id)?.slices ?? []).map((slice) => slice.breakdown)));
  const [first, ...rest] = sets;
  return [...(first ?? [])].filter((one) => rest.every((set) => set.has(one))).sort();
}

/**
 * The method sheet of an indicator: definition, versions, sources and where it is used, for who may see it. Refuses
 * one that is not there for this reader.
 */
async function sheetWithin(context: ReachingContext, input: { id: string }): Promise<IndicatorSheet> {
  const sheet = await indicatorSheet(context, input);
  const [newest] = await context.db
    .selectFrom("definition")
    .select("made_by")
    .where("kind", "=", "indicator")
    .where("id", "=", input.id)
    .orderBy("version", "desc")
    .limit(1)
    .execute();
  const published = loadCatalogue().indicators.has(input.id) || sheet.periods.some(({ periods }) => periods.length > 0);
  const { topic } = sheet.indicator;
  if (!definitionWithin(context.reach, { topic, madeBy: newest?.made_by ?? null, published }))
    throw new Refusal("describe.unknownIndicator", { id: input.id }, { kind: "missing" });
  if (knowsNames(context.person)) return sheet;
  return { ...sheet, versions: sheet.versions.map((version) => ({ ...version, person: null })) };
}

export const showIndicator = operation(indicatorContract, sheetWithin, {
  keptPerDataState: true,
  narrows: ["own", "published"],
});
