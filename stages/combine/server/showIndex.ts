import type { Static } from "typebox";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import type { MapAnswer } from "../../describe/describe.ts";
import { mapAnswer } from "../../describe/server/describe.ts";
import {
  type AnswerFrame,
  computeIndex,
  type IndexAnswer,
  type IndexPlan,
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
 * `kreislauf index run`.
 */
export async function compositeIndex(context: Context, input: Input): Promise<IndexAnswer> {
  const asked = planNamed(askedIndex(input.id), (id) => context.catalogue.indicators.get(id)?.label);
  const plan = input.normalisation === undefined ? asked : planWith(asked, input.normalisation);
  const newest = await mapsOf(context, plan, input.level);
  const periods = commonPeriods(plan, newest);
  const period = input.period ?? periods[0];
  if (period === undefined)
    throw new Refusal("combine.noCommonPeriod", { index: plan.label.de, level: input.level }, { kind: "missing" });
  const maps = await mapsOf(context, plan, input.level, period, newest);
  const [first] = maps.values();
  if (first === undefined) throw new Error(`index without indicators: ${plan.id}`);

  const columns = new Map<string, readonly Value[]>();
  for (const [id, map] of maps) {
    columns.set(id, map.values);
    columns.set(`${id} error`, errorsOf(map));
  }
  const withErrors = input.draws === undefined || input.draws === 0 ? plan : planWithErrors(plan);
  const values = { areas: first.areas.codes, names: first.areas.names, columns, texts: new Map() };
  const result = computeIndex(withErrors, values);
  const uncertainty =
    input.draws === undefined || input.draws === 0
      ? null
      : await monteCarlo(result, values, {
          draws: input.draws,
          seed: SEED,
          signal: context.signal,
          progress: (done) => context.progress({ doing: "Ziehungen", done, total: input.draws ?? null }),
          pause: () => new Promise((resume) => setImmediate(resume)),
        });
  return indexAnswer(result, frameOf(context, maps, first, period, periods), uncertainty);
}

type Maps = ReadonlyMap<string, MapAnswer>;

async function mapsOf(
  context: Context,
  plan: IndexPlan,
  level: string,
  period?: string,
  known: Maps = new Map(),
): Promise<Maps> {
  const maps = new Map<string, MapAnswer>();
  for (const { id } of plan.indicators) {
    context.signal.throwIfAborted();
    const before = known.get(id);
    if (before !== undefined && (period === undefined || before.period === period)) maps.set(id, before);
    else maps.set(id, await mapAnswer(context, { indicator: id, level, ...(period === undefined ? {} : { period }) }));
  }
  return maps;
}

/** Periods in which components with the minimum weight were delivered, newest first. */
function commonPeriods(plan: IndexPlan, maps: Maps): string[] {
  const root = plan.roots[0];
  const all = [...new Set([...maps.values()].flatMap((map) => map.periods))].sort().reverse();
  const needed = (root?.minimumWeight ?? 0.8) * maps.size;
  // Every indicator counts alike here; whether an area has enough weight is decided by the engine.
  return all.filter(
    (period) => [...maps.values()].filter((map) => map.periods.includes(period)).length >= needed - 1e-9,
  );
}

/** The standard error behind the 95 % interval of every value. */
function errorsOf({ lower, upper }: MapAnswer): Value[] {
  return lower.map((low, i) => {
    const high = upper[i] ?? null;
    return low === null || high === null ? "unknown" : (high - low) / (2 * NORMAL_95);
  });
}

function planWithErrors(plan: IndexPlan): IndexPlan {
  const indicators = new Map(
    plan.indicators.map((i) => [i.id, { ...i, settings: { ...i.settings, standardError: `${i.id} error` } }]),
  );
  return { ...plan, indicators: [...indicators.values()] };
}

function frameOf(
  context: Context,
  maps: Maps,
  first: MapAnswer,
  period: string,
  periods: readonly string[],
): AnswerFrame {
  const sources = new Map(
    [...maps.values()].flatMap((map) => map.sources.map((s) => [`${s.deliveryId} ${s.title}`, s] as const)),
  );
  return {
    level: first.level,
    levelLabel: first.levelLabel.de,
    period,
    periods,
    components: new Map([...maps].map(([id, { indicator }]) => [id, indicator])),
    sources: [...sources.values()],
    baseFigures: new Map(
      [...maps.keys()].map((id) => [id, countedFigures(context.catalogue.indicators.get(id)?.formula ?? "")]),
    ),
  };
}

/** Base figures above the fraction bar: what is counted. Sharing only a reference population is no overlap. */
function countedFigures(formula: string): string[] {
  const [numerator = ""] = formula.split("/");
  return [...new Set(numerator.match(/[A-Z][A-Z0-9_]+/g) ?? [])];
}

export const showIndex = operation(indexContract, compositeIndex);
