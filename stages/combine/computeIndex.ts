import type { Text } from "../../kernel/text/text.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { isPresent, strongestAbsence, type Value } from "../../kernel/value/value.ts";
import { type AreaClasses, areaClasses } from "./areaClasses.ts";
import type { IndexPlan, PlanGroup } from "./indexPlan.ts";
import { columnOf, evaluateGroup, type IndexTree, indexTree, type TreeWeights, treeColumns } from "./indexTree.ts";
import type { IndexValues } from "./indexValues.ts";
import { aggregations, normalise } from "./methods/methods.ts";
import { importanceWeights } from "./methods/weights/importanceWeights.ts";
import { type Exclusion, type PreparedIndicator, preparedValues } from "./preparedValues.ts";
import { evened } from "./statistics/evened.ts";
import { ranksFromHighest } from "./statistics/ranks.ts";

/** An index over all areas, with every stage that led to it. Arrays in the order of `areas`. */
export interface IndexResult {
  readonly plan: IndexPlan;
  readonly areas: readonly string[];
  readonly names: readonly string[] | null;
  readonly exclusions: readonly Exclusion[];
  readonly indicators: readonly IndicatorResult[];
  /** Every group, indices first, each before its parts. */
  readonly groups: readonly GroupResult[];
  readonly findings: readonly Finding[];
  /** What the sensitivity analysis goes on with. */
  readonly tree: IndexTree;
  readonly weights: TreeWeights;
}

export interface IndicatorResult extends PreparedIndicator {
  readonly id: string;
  readonly label: Text;
  readonly normalised: readonly Value[];
  /** Share in its group, and in its whole index. */
  readonly weight: number;
  readonly effectiveWeight: number;
  /** The index that it belongs to. */
  readonly index: string;
}

export interface GroupResult {
  readonly id: string;
  readonly label: Text;
  readonly plan: PlanGroup;
  /** Null for an index itself. */
  readonly parent: string | null;
  readonly weight: number;
  readonly effectiveWeight: number;
  readonly values: readonly Value[];
  /** 1 is the highest value. */
  readonly ranks: readonly (number | null)[];
  /** Share of the weight, down to the indicators, that is present in each area. */
  readonly presentWeight: readonly number[];
  /** Indicators without a value, per area. */
  readonly missing: readonly (readonly string[])[];
  readonly classes: AreaClasses | null;
}

/**
 * Computes an index: values treated, normalised, weighted, brought together, ranked and classed.
 *
 * Absent values stay absent with their reason. A group is computed where components with at least the minimum
 * weight are present; the others' weights are re-normalised and the missing ones listed (R-3).
 *
 * Refuses what cannot be computed: see `preparedValues`; and a geometric, harmonic or power mean of numbers that
 * are not above zero.
 */
export function computeIndex(plan: IndexPlan, values: IndexValues): IndexResult {
  const prepared = preparedValues(plan, values);
  const normalised = prepared.indicators.map(({ plan: indicator, treated }) =>
    normalise(treated, indicator.normalisation, {
      polarity: indicator.polarity,
      target: indicator.settings.target,
      goalposts: indicator.settings.goalposts,
    }),
  );
  const tree = indexTree(plan, values.areas.length);
  const columns = treeColumns(tree, normalised.map(columnOf));
  const weights = tree.groups.map((group) => {
    refuseNotPositive(group.plan, columns, group.components, values.areas);
    const own = weightsOf(group.plan, columns, group.components);
    evaluateGroup(group, columns, own);
    evened(columns[group.slot] as Float64Array);
    return own;
  });
  const shares = weightShares(plan, tree, weights);
  const excluded = new Set(prepared.exclusions.map((e) => e.position));
  const absences = new Map<string, readonly Value[]>();
  for (const [i, indicator] of plan.indicators.entries()) absences.set(indicator.id, normalised[i] ?? []);
  const groupValues = new Map<string, Value[]>();
  for (const { plan: group, slot } of tree.groups) {
    const parts = group.components.map((part) => absences.get(part.id) ?? []);
    const found = Array.from(columns[slot] as Float64Array, (x, i): Value => {
      if (!Number.isNaN(x)) return x;
      return excluded.has(i) ? "unreliable" : (strongestAbsence(parts.map((p) => p[i] ?? "unknown")) ?? "senseless");
    });
    absences.set(group.id, found);
    groupValues.set(group.id, found);
  }
  return {
    plan,
    areas: values.areas,
    names: values.names,
    exclusions: prepared.exclusions,
    indicators: prepared.indicators.map((p, i): IndicatorResult => {
      const share = shares.get(p.plan.id) ?? { weight: 0, effective: 0, parent: null, index: "" };
      return {
        ...p,
        id: p.plan.id,
        label: p.plan.label,
        normalised: normalised[i] ?? [],
        weight: share.weight,
        effectiveWeight: share.effective,
        index: share.index,
      };
    }),
    groups: plan.groups.map((group) => groupResult(group, groupValues.get(group.id) ?? [], shares, absences)),
    findings: [...prepared.findings, ...plan.groups.flatMap((group) => group.weights.findings)],
    tree,
    weights,
  };
}

interface Share {
  readonly weight: number;
  readonly effective: number;
  readonly parent: string | null;
  readonly index: string;
}

function weightShares(plan: IndexPlan, tree: IndexTree, weights: TreeWeights): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const root of plan.roots) shares.set(root.id, { weight: 1, effective: 1, parent: null, index: root.id });
  // Wholes before parts.
  for (const group of plan.groups) {
    const own = shares.get(group.id);
    const given = weights[tree.groups.findIndex((g) => g.plan === group)];
    group.components.forEach((part, j) => {
      const weight = given?.[j] ?? 0;
      shares.set(part.id, {
        weight,
        effective: weight * (own?.effective ?? 0),
        parent: group.id,
        index: own?.index ?? "",
      });
    });
  }
  return shares;
}

function groupResult(
  group: PlanGroup,
  values: readonly Value[],
  shares: ReadonlyMap<string, Share>,
  absences: ReadonlyMap<string, readonly Value[]>,
): GroupResult {
  const share = shares.get(group.id);
  const leaves = indicatorsOf(group);
  const whole = share?.effective ?? 1;
  const present = values.map((_, i) => {
    const missing = leaves.filter((id) => !isPresent(absences.get(id)?.[i] ?? "unknown"));
    const absent = missing.reduce((sum, id) => sum + (shares.get(id)?.effective ?? 0), 0);
    return { missing, weight: missing.length === 0 ? 1 : whole === 0 ? 0 : Math.max(0, 1 - absent / whole) };
  });
  return {
    id: group.id,
    label: group.label,
    plan: group,
    parent: share?.parent ?? null,
    weight: share?.weight ?? 1,
    effectiveWeight: whole,
    values,
    ranks: ranksFromHighest(values),
    presentWeight: present.map((p) => p.weight),
    missing: present.map((p) => p.missing),
    classes: group.classes === null ? null : areaClasses(values, group.classes),
  };
}

/** Ids of the indicators in a group, however deep. */
export function indicatorsOf(group: PlanGroup): string[] {
  return group.components.flatMap((part) => (part.kind === "indicator" ? [part.id] : indicatorsOf(part)));
}

function weightsOf(group: PlanGroup, columns: readonly Float64Array[], components: readonly number[]): Float64Array {
  const { raw, importance } = group.weights;
  const parts = components.map((slot) => columns[slot] as Float64Array);
  const shares =
    importance === null
      ? raw
      : importanceWeights(parts, importance, aggregations[group.aggregation.method].aggregate(group.aggregation));
  const sum = shares.reduce((a, b) => a + b, 0);
  return Float64Array.from(shares, (w) => w / sum);
}

function refuseNotPositive(
  group: PlanGroup,
  columns: readonly Float64Array[],
  components: readonly number[],
  areas: readonly string[],
): void {
  const { label, onlyPositive } = aggregations[group.aggregation.method];
  if (!onlyPositive) return;
  components.forEach((slot, j) => {
    const at = (columns[slot] as Float64Array).findIndex((x) => x <= 0);
    if (at < 0) return;
    const parameters = {
      method: label.de,
      group: group.id,
      component: group.components[j]?.id ?? "",
      area: areas[at] ?? "",
    };
    throw new Refusal("combine.notPositive", parameters);
  });
}

/**
 * The result of one group or index by its id.
 *
 * Throws for an id that the definition does not have, which is our own fault: ids of people are looked up by
 * `rootNamed`.
 *
 * @example
 * groupOf({ groups: [{ id: "belastung", values: [0.4] }] }, "belastung").values // [0.4]
 */
export function groupOf(result: IndexResult, id: string): GroupResult {
  const found = result.groups.find((group) => group.id === id);
  if (found === undefined) throw new Error(`unknown group of index ${result.plan.id}: ${id}`);
  return found;
}
