import { phrase } from "../../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Value } from "../../../../kernel/value/value.ts";
import { Trouble } from "../../../../runtime/ui/call/Trouble.ts";
import { areaClasses } from "../../areaClasses.ts";
import { computeIndex, groupOf, type IndexResult } from "../../computeIndex.ts";
import type { IndexDefinition } from "../../definition.ts";
import type { Workbench } from "../../indexContract.ts";
import { type IndexPlan, indexPlan, type PlanGroup } from "../../indexPlan.ts";
import type { IndexValues } from "../../indexValues.ts";
import messages from "../../messages.de.json" with { type: "json" };
import { releasedIndex } from "../../releasedIndex.ts";
import { liveIndex } from "../../sensitivity/liveIndex.ts";
import { ranksFromHighest } from "../../statistics/ranks.ts";

/** An index computed in the browser by the engine of the server, from the same released values. */
export interface BenchIndex {
  readonly result: IndexResult;
  readonly values: IndexValues;
}

const errorColumn = (id: string): string => `${id} (Standardfehler)`;

/** Computes the index of a workbench, or another definition over its values. Throws what cannot be computed as `Trouble` with its sentence. */
export function benchIndex(bench: Workbench, definition: IndexDefinition = bench.definition): BenchIndex {
  const columns = new Map<string, readonly Value[]>();
  for (const { id, values } of bench.further) columns.set(id, values);
  for (const column of bench.columns) {
    columns.set(column.id, column.values);
    columns.set(
      errorColumn(column.id),
      column.errors.map((error): Value => error ?? "unknown"),
    );
  }
  const values: IndexValues = {
    areas: bench.areas.map((area) => area.code),
    names: bench.areas.map((area) => area.name),
    columns,
    texts: new Map(),
  };
  return inWords(() => ({ result: computeIndex(withErrors(indexPlan(definition)), values), values }));
}

// The intervals of the components go through to the index: draws take them from their standard errors.
function withErrors(plan: IndexPlan): IndexPlan {
  const indicators = plan.indicators.map((one) => ({
    ...one,
    settings: { ...one.settings, standardError: errorColumn(one.id) },
  }));
  return { ...plan, indicators };
}

/** Does something of the engine; what it refuses gets its sentence. */
export function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    const { code, parameters, place } = trouble;
    throw new Trouble(code, phrase(messages, trouble), 422, { parameters, place });
  }
}

/** Weights as sliders hold them: one number per component, by the id of its group. */
export type SliderWeights = Readonly<Record<string, readonly number[]>>;

/** The weights of the definition as shares of 100 in each group. */
export function sliderWeights(result: IndexResult): SliderWeights {
  return Object.fromEntries(
    result.tree.groups.map((group, g) => [group.plan.id, Array.from(result.weights[g] ?? [], (w) => w * 100)]),
  );
}

/** One index of a result under some weights, as it may leave: values, ranks and classes per area. */
export interface LiveAreas {
  readonly values: readonly Value[];
  readonly ranks: readonly (number | null)[];
  /** From 1; null without a value. */
  readonly classes: readonly (number | null)[];
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** Prepares an index for being asked again and again under other weights. */
export function liveAreas(result: IndexResult, id: string): (weights: SliderWeights) => LiveAreas {
  const live = liveIndex(result, id);
  const group = groupOf(result, id);
  const { heldBack, values: nominal } = releasedIndex(result, id);
  const rule = group.plan.classes;
  return (weights) => {
    const counting = countingGroups(group.plan, weights);
    const tree = result.tree.groups.map((one, g) => {
      const before = result.weights[g] ?? new Float64Array();
      const given = weights[one.plan.id] ?? Array.from(before);
      const sum = given.reduce((a, b) => a + b, 0);
      if (sum > 0) return Float64Array.from(given, (w) => w / sum);
      if (counting.has(one.plan.id)) throw new Refusal("combine.weightsSumToZero", { group: one.plan.label.de });
      return before;
    });
    const { scores } = live.with(tree);
    const values = Array.from(scores, (score, i): Value => {
      if (heldBack[i] === 1) return "withheld";
      return Number.isNaN(score) ? absenceOf(nominal[i]) : score;
    });
    const classed = rule === null ? null : areaClasses(values, rule);
    return {
      values,
      ranks: ranksFromHighest(values),
      classes: classed?.classes ?? values.map(() => null),
      limits: classed?.limits ?? [],
      counts: classed?.counts ?? [],
    };
  };
}

/** The groups whose result counts under some weights: the index itself, and what has a weight in a group that counts. */
function countingGroups(group: PlanGroup, weights: SliderWeights): Set<string> {
  const inside = group.components.flatMap((part, at) =>
    part.kind === "group" && (weights[group.id]?.[at] ?? 1) > 0 ? [...countingGroups(part, weights)] : [],
  );
  return new Set([group.id, ...inside]);
}

function absenceOf(value: Value | undefined): Value {
  return typeof value === "number" || value === undefined ? "unknown" : value;
}
