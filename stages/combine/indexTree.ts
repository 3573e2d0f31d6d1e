import type { Value } from "../../kernel/value/value.ts";
import type { IndexPlan, PlanGroup } from "./indexPlan.ts";
import type { Aggregate } from "./methods/aggregation/aggregate.ts";
import { aggregations, normalise } from "./methods/methods.ts";

/**
 * The arithmetic of an index as columns of numbers: indicators in the first slots, groups behind them.
 * The engine, the slider and the thousands of draws all compute with it. NaN is absent in here; absences get
 * their kind back in the result.
 */
export interface IndexTree {
  readonly areaCount: number;
  readonly indicatorCount: number;
  /** Parts before wholes. */
  readonly groups: readonly TreeGroup[];
  readonly slotOf: ReadonlyMap<string, number>;
}

export interface TreeGroup {
  readonly plan: PlanGroup;
  readonly slot: number;
  readonly components: readonly number[];
  readonly aggregate: Aggregate;
  /** The sum of the raw weights where the result is a weighted sum, else 1. */
  readonly factor: number;
}

/** The tree of a plan over so many areas. */
export function indexTree(plan: IndexPlan, areaCount: number): IndexTree {
  const slotOf = new Map<string, number>();
  for (const part of [...plan.indicators, ...plan.groups]) slotOf.set(part.id, slotOf.size);
  const groups = plan.groups.toReversed().map((group): TreeGroup => {
    const { method } = group.aggregation;
    // A mean with weights that are not rescaled is a sum.
    const summed = method === "sum" || (method === "arithmetic" && !group.weights.rescale);
    return {
      plan: group,
      slot: slotOf.get(group.id) ?? -1,
      components: group.components.map((part) => slotOf.get(part.id) ?? -1),
      aggregate: aggregations[summed ? "sum" : method].aggregate(group.aggregation),
      factor: summed ? group.weights.raw.reduce((a, b) => a + b, 0) : 1,
    };
  });
  return { areaCount, indicatorCount: plan.indicators.length, groups, slotOf };
}

/** Weights of the components of every group, each group's adding to 1, in the order of `tree.groups`. */
export type TreeWeights = readonly Float64Array[];

/** Empty columns for every slot of the tree, the indicators' first. */
export function treeColumns(tree: IndexTree, indicators: readonly Float64Array[]): Float64Array[] {
  return [...indicators, ...tree.groups.map(() => new Float64Array(tree.areaCount))];
}

/**
 * Computes every group from its components, in place. A group keeps no number where less than its minimum
 * weight is present.
 */
export function evaluateTree(tree: IndexTree, columns: readonly Float64Array[], weights: TreeWeights): void {
  for (const [g, group] of tree.groups.entries()) evaluateGroup(group, columns, weights[g] as Float64Array);
}

/** Computes one group from its components, in place. */
export function evaluateGroup(group: TreeGroup, columns: readonly Float64Array[], weights: Float64Array): void {
  const parts = group.components.map((slot) => columns[slot] as Float64Array);
  const out = columns[group.slot] as Float64Array;
  const { plan, factor } = group;
  const short = areasWithTooLittle(parts, weights, plan.minimumWeight, out.length);
  // Where areas are compared with each other, one without an index is no measure for the others.
  const compared =
    plan.aggregation.method === "copeland" && short.length > 0 ? parts.map((p) => without(p, short)) : parts;
  group.aggregate(compared, factor === 1 ? weights : weights.map((w) => w * factor), out);
  for (const i of short) out[i] = Number.NaN;
  if (plan.afterwards !== null) {
    const values = Array.from(out, (x): Value => (Number.isNaN(x) ? "unknown" : x));
    normalise(values, plan.afterwards, { polarity: 1 }).forEach((v, i) => {
      out[i] = typeof v === "number" ? v : Number.NaN;
    });
  }
  if (plan.polarity === -1) for (let i = 0; i < out.length; i++) out[i] = 0 - (out[i] as number);
}

function areasWithTooLittle(
  parts: readonly Float64Array[],
  weights: Float64Array,
  minimumWeight: number,
  areas: number,
): number[] {
  const short: number[] = [];
  for (let i = 0; i < areas; i++) {
    let present = 0;
    for (let j = 0; j < parts.length; j++) {
      if (!Number.isNaN((parts[j] as Float64Array)[i])) present += weights[j] as number;
    }
    // A hair below counts as enough: sums of shares are not exact.
    if (present < minimumWeight - 1e-9 || present === 0) short.push(i);
  }
  return short;
}

function without(column: Float64Array, areas: readonly number[]): Float64Array {
  const copy = Float64Array.from(column);
  for (const i of areas) copy[i] = Number.NaN;
  return copy;
}

/**
 * Numbers as the tree wants them: one per area, in the unit of the values, NaN for every absence.
 *
 * @example
 * columnOf([1, "withheld"]) // Float64Array.of(1, Number.NaN)
 */
export function columnOf(values: readonly Value[]): Float64Array {
  return Float64Array.from(values, (v) => (typeof v === "number" ? v : Number.NaN));
}
