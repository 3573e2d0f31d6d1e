import type { Static } from "typebox";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type LevelValues, levelValues, mapAnswer } from "../../describe/server/describe.ts";
import {
  type AnswerFrame,
  computeIndex,
  type IndexAnswer,
  type IndexPlan,
  type IndexValues,
  indexAnswer,
  indexContract,
  monteCarlo,
  planNamed,
  planWith,
} from "../combine.ts";
import { askedIndex } from "./shippedIndices.ts";

type Input = Static<typeof indexContract.input>;

/** The same question gives the same intervals. */
const SEED = 1;
const NORMAL_95 = 1.959963984540054;

/**
 * A composite index over all areas of a level, from the figures as they may leave.
 *
 * Without a period: the newest one for which components with the minimum weight were delivered. The same engine as
 * `kreislauf index run`. With draws, values with an interval are drawn from it.
 */
export async function compositeIndex(context: Context, input: Input): Promise<IndexAnswer> {
  const asked = planNamed(askedIndex(input.id), (id) => context.catalogue.indicators.get(id)?.label);
  const plan = input.normalisation === undefined ? asked : planWith(asked, input.normalisation);
  const { level } = input;
  const indicators = plan.indicators.map((indicator) => indicator.id);
  const newest = await levelValues(context, { indicators, level });
  const periods = commonPeriods(plan, newest);
  const period = input.period ?? periods[0];
  const found = period === undefined ? undefined : await levelValues(context, { indicators, level, period });
  // The county may have values where the areas of this level have none.
  if (period === undefined || found === undefined || !found.rows.some((row) => row.values.some(isPresent)))
    throw new Refusal("combine.noCommonPeriod", { index: plan.label.de, level }, { kind: "missing" });
  const values: IndexValues = {
    areas: found.areas.map((area) => area.code),
    names: found.areas.map((area) => area.name),
    columns: new Map(found.rows.map((row) => [row.indicator.id, row.values])),
    texts: new Map(),
  };
  const frame = await frameOf(context, input.level, period, periods, found);
  const { draws = 0 } = input;
  if (draws === 0) return indexAnswer(computeIndex(plan, values), frame);

  const uncertain = await withErrors(context, values, indicators, level, period);
  const result = computeIndex(planWithErrors(plan), uncertain);
  const drawn = await monteCarlo(result, uncertain, {
    draws,
    seed: SEED,
    signal: context.signal,
    progress: (done) => context.progress({ doing: "Ziehungen", done, total: draws }),
    pause: () => new Promise((resume) => setImmediate(resume)),
  });
  return indexAnswer(result, frame, drawn);
}

/** Periods in which indicators with the minimum weight were delivered, newest first. */
function commonPeriods(plan: IndexPlan, { rows }: LevelValues): string[] {
  const all = [...new Set(rows.flatMap((row) => row.periods))].sort().reverse();
  // Every indicator counts alike here; whether an area has enough weight is decided by the engine.
  const needed = (plan.roots[0]?.minimumWeight ?? 0.8) * rows.length;
  return all.filter((period) => rows.filter((row) => row.periods.includes(period)).length >= needed - 1e-9);
}

/** The values with one more column per indicator: the standard errors behind their 95 % intervals. */
async function withErrors(
  context: Context,
  values: IndexValues,
  indicators: readonly string[],
  level: string,
  period: string,
): Promise<IndexValues> {
  const columns = new Map(values.columns);
  for (const indicator of indicators) {
    context.signal.throwIfAborted();
    const { lower, upper } = await mapAnswer(context, { indicator, level, period });
    const errors = lower.map((low, i): Value => {
      const high = upper[i] ?? null;
      return low === null || high === null ? "unknown" : (high - low) / (2 * NORMAL_95);
    });
    columns.set(errorColumn(indicator), errors);
  }
  return { ...values, columns };
}

function errorColumn(indicator: string): string {
  return `${indicator} (Standardfehler)`;
}

function planWithErrors(plan: IndexPlan): IndexPlan {
  const indicators = plan.indicators.map((i) => ({
    ...i,
    settings: { ...i.settings, standardError: errorColumn(i.id) },
  }));
  return { ...plan, indicators };
}

async function frameOf(
  context: Context,
  level: string,
  period: string,
  periods: readonly string[],
  { rows }: LevelValues,
): Promise<AnswerFrame> {
  const named = await context.db.selectFrom("area_level").select("label_de").where("id", "=", level).executeTakeFirst();
  const sources = new Map(rows.flatMap((row) => row.sources.map((s) => [`${s.deliveryId} ${s.title}`, s] as const)));
  return {
    level,
    levelLabel: named?.label_de ?? level,
    period,
    periods,
    components: new Map(rows.map(({ indicator }) => [indicator.id, indicator])),
    sources: [...sources.values()],
    baseFigures: new Map(
      rows.map(({ indicator: { id } }) => [id, countedFigures(context.catalogue.indicators.get(id)?.formula ?? "")]),
    ),
  };
}

/** Base figures above the fraction bar: what is counted. Sharing only a reference population is no overlap. */
function countedFigures(formula: string): string[] {
  const [numerator = ""] = formula.split("/");
  return [...new Set(numerator.match(/[A-Z][A-Z0-9_]+/g) ?? [])];
}

export const showIndex = operation(indexContract, compositeIndex, { keptPerDataState: true });
