import type { Static } from "typebox";
import type { Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import {
  type AnswerFrame,
  computeIndex,
  type IndexAnswer,
  type IndexPlan,
  type IndexValues,
  indexAnswer,
  indexContract,
  monteCarlo,
  planWith,
} from "../combine.ts";
import { countedFigures, type IndexFacts, indexFacts, standardErrors } from "./indices/indexFacts.ts";
import { type IndexVersion, namedIndex } from "./indices/namedIndex.ts";

type Input = Static<typeof indexContract.input>;

/** The same question gives the same intervals. */
const SEED = 1;

/**
 * A composite index over all areas of a level, from the figures as they may leave.
 *
 * Without a period: the newest one for which components with the minimum weight were delivered. The same engine as
 * `kreislauf index run`. With draws, values with an interval are drawn from it.
 */
export async function compositeIndex(context: Context, input: Input): Promise<IndexAnswer> {
  const { answerFor } = await computedIndex(context, input);
  return answerFor(input.index);
}

/** An index computed once, with the answer for each of its parts, and what a report keeps beside it. */
export interface ComputedIndex {
  readonly plan: IndexPlan;
  readonly facts: IndexFacts;
  readonly levelLabel: string;
  readonly versions: readonly IndexVersion[];
  readonly answerFor: (part?: string) => IndexAnswer;
}

/** An index computed from the values that the reader sees, once for all of its parts. */
export async function computedIndex(context: Context, input: Input): Promise<ComputedIndex> {
  const { plan: asked, versions } = await namedIndex(context, input.id, input.version);
  const plan = input.normalisation === undefined ? asked : planWith(asked, input.normalisation);
  const facts = await indexFacts(context, plan, input);
  const frame = await frameOf(context, facts);
  const known = { plan, facts, versions, levelLabel: frame.levelLabel };
  const { draws = 0 } = input;
  if (draws === 0) {
    const plain = computeIndex(plan, facts.values);
    return { ...known, answerFor: (part) => indexAnswer(plain, frame, null, part) };
  }

  const uncertain = await withErrors(context, facts);
  const result = computeIndex(planWithErrors(plan), uncertain);
  const drawn = await monteCarlo(result, uncertain, {
    draws,
    seed: SEED,
    signal: context.signal,
    progress: (done) => context.progress({ doing: "Ziehungen", done, total: draws }),
    pause: () => new Promise((resume) => setImmediate(resume)),
  });
  return { ...known, answerFor: (part) => indexAnswer(result, frame, drawn, part) };
}

/** The values with one more column per indicator: the standard errors behind their 95 % intervals. */
async function withErrors(context: Context, facts: IndexFacts): Promise<IndexValues> {
  const columns = new Map(facts.values.columns);
  for (const indicator of facts.values.columns.keys()) {
    const errors = await standardErrors(context, indicator, facts);
    columns.set(
      errorColumn(indicator),
      errors.map((error): Value => error ?? "unknown"),
    );
  }
  return { ...facts.values, columns };
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

async function frameOf(context: Context, { level, period, periods, found }: IndexFacts): Promise<AnswerFrame> {
  const { rows } = found;
  const named = await context.db.selectFrom("area_level").select("label_de").where("id", "=", level).executeTakeFirst();
  const sources = new Map(rows.flatMap((row) => row.sources.map((s) => [`${s.deliveryId} ${s.title}`, s] as const)));
  return {
    level,
    levelLabel: named?.label_de ?? level,
    period,
    periods,
    components: new Map(rows.map(({ indicator }) => [indicator.id, indicator])),
    sources: [...sources.values()],
    baseFigures: new Map(rows.map(({ indicator: { id } }) => [id, countedFigures(context, id)])),
  };
}

export const showIndex = operation(indexContract, compositeIndex, { keptPerDataState: true, narrows: ["published"] });
