import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { IndexResult } from "../computeIndex.ts";
import {
  type Aggregation,
  aggregationOf,
  type IndexPlan,
  type Normalisation,
  normalisationOf,
  type PlanGroup,
  type Treatment,
  treatmentOf,
} from "../indexPlan.ts";
import { columnOf, type IndexTree, indexTree } from "../indexTree.ts";
import { aggregations, normalise } from "../methods/methods.ts";
import { minMax } from "../methods/normalisation/minMax.ts";
import { canonicalJson } from "../round/canonicalJson.ts";
import { treated } from "../steps/treated.ts";

/** The choices of a method that vary; the definition's own choice stands first. Null: as the definition has it. */
export interface MethodChoices {
  readonly treatment: readonly (Treatment | null)[];
  readonly normalisation: readonly (Normalisation | null)[];
  readonly aggregation: readonly (Aggregation | null)[];
}

/** One combination of choices, ready to compute with. */
export interface MethodVariant {
  readonly tree: IndexTree;
  readonly columns: readonly Float64Array[];
  /** Normalised column of one indicator for other values than the nominal ones. */
  readonly columnFor: (indicator: number, values: readonly Value[]) => Float64Array;
}

/** The choices that a definition lets vary; without any, only its own. */
export function methodChoices(plan: IndexPlan): MethodChoices {
  const { uncertainty } = plan.definition;
  return {
    treatment: others((uncertainty?.treatment ?? []).map(treatmentOf), plan.indicators, (i) => i.treatment),
    normalisation: others(
      (uncertainty?.normalisation ?? []).map(normalisationOf),
      plan.indicators,
      (i) => i.normalisation,
    ),
    aggregation: others((uncertainty?.aggregation ?? []).map(aggregationOf), plan.groups, (g) => g.aggregation),
  };
}

/** The definition's own choice, and those on the list that differ from it in any part or in any setting. */
function others<Choice extends { readonly method: string }, Part>(
  listed: readonly Choice[],
  parts: readonly Part[],
  own: (part: Part) => Choice,
): (Choice | null)[] {
  const known = new Set(parts.map((part) => written(own(part))));
  // Where the definition itself has several, none on the list is what the definition has.
  const seen = known.size === 1 ? known : new Set<string>();
  const rest = listed.filter((choice) => {
    const text = written(choice);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
  return [null, ...rest];
}

/** What a setting means without a word on it, so that `z` and `{ method: z, divisor: population }` are one choice. */
const unsaid: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  z: { divisor: "population" },
  minmax: { from: 0, to: 100 },
  goalposts: { from: 0, to: 100 },
  rank: { ties: "smallest" },
  borda: { ties: "smallest" },
  distanceToTarget: { cap: false },
  exponential: { scale: 23 },
  classPoints: { classes: { method: "equalWidth", count: 4 } },
  winsorise: { skewness: 2, kurtosis: 3.5, points: 5 },
  winsoriseThenLog: { skewness: 2, kurtosis: 3.5, points: 5, log: "shifted" },
  log: { log: "shifted" },
};

function written(choice: { readonly method: string }): string {
  return canonicalJson({ ...unsaid[choice.method], ...choice });
}

/** All combinations of the choices, in order: treatment slowest, aggregation fastest. */
export function methodVariants(result: IndexResult, choices: MethodChoices): MethodVariant[] {
  return choices.treatment.flatMap((treatment) =>
    choices.normalisation.flatMap((normalisation) =>
      choices.aggregation.map((aggregation) => methodVariant(result, treatment, normalisation, aggregation)),
    ),
  );
}

function methodVariant(
  result: IndexResult,
  treatment: Treatment | null,
  normalisation: Normalisation | null,
  aggregation: Aggregation | null,
): MethodVariant {
  const plan = aggregation === null ? result.plan : withAggregation(result.plan, aggregation);
  const onlyPositive = plan.groups.some((group) => aggregations[group.aggregation.method].onlyPositive);
  const columnFor = (position: number, values: readonly Value[]): Float64Array => {
    const indicator = result.plan.indicators[position];
    if (indicator === undefined) throw new Error(`unknown indicator position: ${position}`);
    const after = treated(values, treatment ?? indicator.treatment).values;
    const normalised = normalise(after, normalisation ?? indicator.normalisation, {
      polarity: indicator.polarity,
      target: indicator.settings.target,
      goalposts: indicator.settings.goalposts,
    });
    // Means of logarithms and reciprocals need numbers above zero; 1 to 100 leaves a floor.
    const fits = !onlyPositive || normalised.every((v) => !isPresent(v) || v > 0);
    return columnOf(fits ? normalised : minMax(normalised, { from: 1, to: 100 }));
  };
  return {
    tree: aggregation === null ? result.tree : indexTree(plan, result.areas.length),
    columns: result.indicators.map((indicator, i) => columnFor(i, indicator.imputed)),
    columnFor,
  };
}

function withAggregation(plan: IndexPlan, aggregation: Aggregation): IndexPlan {
  const groups: PlanGroup[] = [];
  const change = (group: PlanGroup): PlanGroup => {
    const place = groups.length;
    groups.push(group);
    const components = group.components.map((part) => (part.kind === "group" ? change(part) : part));
    const changed = { ...group, aggregation, components };
    groups[place] = changed;
    return changed;
  };
  const roots = plan.roots.map(change);
  return { ...plan, roots, groups };
}
