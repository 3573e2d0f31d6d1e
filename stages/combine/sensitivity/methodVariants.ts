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
  const [first] = plan.indicators;
  const [root] = plan.roots;
  const same = (a: { method: string }, b: { method: string } | undefined): boolean => a.method === b?.method;
  return {
    treatment: [null, ...(uncertainty?.treatment ?? []).map(treatmentOf).filter((t) => !same(t, first?.treatment))],
    normalisation: [
      null,
      ...(uncertainty?.normalisation ?? []).map(normalisationOf).filter((n) => !same(n, first?.normalisation)),
    ],
    aggregation: [
      null,
      ...(uncertainty?.aggregation ?? []).map(aggregationOf).filter((a) => !same(a, root?.aggregation)),
    ],
  };
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
