import { periodsInWords } from "../../../../kernel/time/periodsInWords.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../../kernel/value/value.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { type LevelValues, levelValues, mapAnswer } from "../../../describe/server/describe.ts";
import { furtherColumns, type IndexPlan, type IndexValues } from "../../combine.ts";

/** What an index is computed from at one level and time, released. */
export interface IndexFacts {
  readonly level: string;
  readonly period: string;
  /** Periods for which components with the minimum weight were delivered, newest first. */
  readonly periods: readonly string[];
  readonly found: LevelValues;
  readonly values: IndexValues;
}

const NORMAL_95 = 1.959963984540054;

/** The values of an index, newest common period unless one is asked for; a refusal where there are none. */
export async function indexFacts(
  context: Context,
  plan: IndexPlan,
  question: { readonly level: string; readonly period?: string | undefined },
): Promise<IndexFacts> {
  const { level } = question;
  const indicators = plan.indicators.map((indicator) => indicator.id);
  const newest = await levelValues(context, { indicators, level });
  const periods = commonPeriods(plan, newest);
  const period = question.period ?? periods[0];
  const found = period === undefined ? undefined : await levelValues(context, { indicators, level, period });
  // The county may have values where the areas of this level have none.
  if (period === undefined || found === undefined || !found.rows.some((row) => row.values.some(isPresent))) {
    const known = periodsInWords(periods.filter((one) => one !== period));
    if (question.period !== undefined && known !== "")
      throw new Refusal(
        "combine.noIndexInPeriod",
        { index: plan.label.de, level, period: question.period, known },
        { kind: "missing" },
      );
    throw new Refusal("combine.noCommonPeriod", { index: plan.label.de, level }, { kind: "missing" });
  }
  const further = furtherColumns(plan).filter((id) => context.catalogue.indicators.has(id));
  const beside = further.length === 0 ? [] : (await levelValues(context, { indicators: further, level, period })).rows;
  const values: IndexValues = {
    areas: found.areas.map((area) => area.code),
    names: found.areas.map((area) => area.name),
    columns: new Map([...found.rows, ...beside].map((row) => [row.indicator.id, row.values])),
    texts: new Map(),
  };
  return { level, period, periods, found, values };
}

function commonPeriods(plan: IndexPlan, { rows }: LevelValues): string[] {
  const all = [...new Set(rows.flatMap((row) => row.periods))].sort().reverse();
  // Every indicator counts alike here; whether an area has enough weight is decided by the engine.
  const needed = (plan.roots[0]?.minimumWeight ?? 0.8) * rows.length;
  return all.filter((period) => rows.filter((row) => row.periods.includes(period)).length >= needed - 1e-9);
}

/** Standard errors behind the 95 % intervals of one indicator, in the order of the areas; null where none is known. */
export async function standardErrors(
  context: Context,
  indicator: string,
  { level, period }: { readonly level: string; readonly period: string },
): Promise<(number | null)[]> {
  context.signal.throwIfAborted();
  const { lower, upper } = await mapAnswer(context, { indicator, level, period });
  return lower.map((low, i) => {
    const high = upper[i] ?? null;
    return low === null || high === null ? null : (high - low) / (2 * NORMAL_95);
  });
}

/** Base figures above the fraction bar: what is counted. Sharing only a reference population is no overlap. */
export function countedFigures(context: Context, indicator: string): string[] {
  const [numerator = ""] = (context.catalogue.indicators.get(indicator)?.formula ?? "").split("/");
  return [...new Set(numerator.match(/[A-Z][A-Z0-9_]+/g) ?? [])];
}
