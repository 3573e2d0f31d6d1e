import { aggregations } from "../../methods/methods.ts";
import { pointTables } from "../../methods/weights/gradePoints.ts";
import {
  type ChosenPart,
  type DraftComponent,
  type DraftFamily,
  familiesOf,
  type IndexDraft,
  numberOf,
  orderWithin,
  timesBetween,
} from "./indexDraft.ts";

/**
 * The definition that a filled page means, unchecked: the server says what is wrong with it, as it does for a file.
 *
 * Means that only work above zero get min-max from 1 to 100. Where z-scores are compared, those of a sub-index are
 * standardised again, as in a weighting round: else a sub-index of many parts would weigh less.
 */
export function definitionOf(draft: IndexDraft): object {
  const families = familiesOf(draft);
  const indices = families
    .filter((family) => family.group === null)
    .map((family) => ({
      id: family.root.id,
      label: family.root.label,
      ...(draft.classes === "none" ? {} : { classes: classesOf(draft) }),
      ...weightsOf(draft, family),
      components: family.components.map((one) => componentOf(draft, families, one)),
    }));
  const axisOf = (side: string) => families.find(({ root, group }) => group === null && root.side === side)?.root.id;
  const axes = { burden: axisOf("burden"), competence: axisOf("competence") };
  return {
    format: "kreislauf-index/1",
    id: draft.id,
    label: draft.label,
    ...(draft.description.trim() === "" ? {} : { description: draft.description }),
    ...areasOf(draft),
    ...(draft.imputation === "none" ? {} : { imputation: { method: draft.imputation } }),
    normalisation: normalisationOf(draft),
    ...(draft.treatment === "none" ? {} : { treatment: draft.treatment }),
    aggregation:
      draft.aggregation === "generalised" ? { method: "generalised", power: numberOf(draft.power) } : draft.aggregation,
    weights: topWeights(draft),
    missing: { minimumWeight: share(draft.minimumWeight) },
    indices,
    ...(axes.burden === undefined || axes.competence === undefined ? {} : { axes }),
    uncertainty: { weights: { noise: 0.25 }, normalisation: ["z", "minmax", "percentileRank"] },
  };
}

function componentOf(draft: IndexDraft, families: readonly DraftFamily[], component: DraftComponent): object {
  const { key, label, part } = component;
  const counts = {
    ...(draft.weights === "given" ? { weight: numberOf(component.weight) } : {}),
    ...(draft.weights === "grades" ? { grade: component.grade } : {}),
    ...(draft.weights === "importance" ? { importance: numberOf(component.importance) } : {}),
  };
  if (part !== null) return { indicator: key, polarity: part.polarity, ...counts, ...marksOf(draft, part) };
  const own = families.find(({ group }) => group?.id === key);
  return {
    id: key,
    label,
    ...counts,
    ...(own === undefined ? {} : weightsOf(draft, own)),
    ...(draft.normalisation === "z" ? { afterwards: normalisationOf(draft) } : {}),
    components: (own?.components ?? []).map((one) => componentOf(draft, families, one)),
  };
}

function marksOf({ normalisation }: IndexDraft, { target, lower, upper }: ChosenPart): object {
  if (normalisation === "distanceToTarget" && target.trim() !== "") return { target: numberOf(target) };
  if (normalisation === "goalposts" && `${lower}${upper}`.trim() !== "")
    return { goalposts: { lower: numberOf(lower), upper: numberOf(upper) } };
  return {};
}

function normalisationOf({ normalisation, divisor, aggregation }: IndexDraft): object {
  const onlyPositive = Object.entries(aggregations).some(([name, one]) => name === aggregation && one.onlyPositive);
  const scales = normalisation === "minmax" || normalisation === "goalposts";
  return {
    method: normalisation,
    ...(normalisation === "z" ? { divisor } : {}),
    ...(scales && onlyPositive ? { from: 1, to: 100 } : {}),
  };
}

function areasOf({ smallest, heads, excluded }: IndexDraft): object {
  const codes = excluded.split(/[\s,;]+/).filter((code) => code !== "");
  const exclude = {
    ...(smallest.trim() === "" ? {} : { below: { column: heads, minimum: numberOf(smallest) } }),
    ...(codes.length === 0 ? {} : { codes }),
  };
  return Object.keys(exclude).length === 0 ? {} : { areas: { exclude } };
}

function classesOf({ classes: method, classCount, quantileType, limits }: IndexDraft): object {
  if (method === "deviation" || method === "manual")
    return { method, limits: limits.split(/;|\s+/).flatMap((one) => (one.trim() === "" ? [] : [numberOf(one)])) };
  return {
    method,
    count: numberOf(classCount),
    ...(method === "quantile" ? { type: Number(quantileType) } : {}),
  };
}

function topWeights({ weights, table }: IndexDraft): object | string {
  if (weights === "grades")
    return { method: "grades", table: table in pointTables ? table : table.split("-").map(numberOf) };
  // What people say by weighing against each other belongs to the family in which they said it.
  return weights === "budget" || weights === "pairs" || weights === "order" ? "equal" : weights;
}

function weightsOf({ weights, budgets, pairs, orders }: IndexDraft, { components }: DraftFamily): object {
  if (components.length < 2) return {};
  const keys = components.map(({ key }) => key);
  if (weights === "budget") {
    // Who has spread points elsewhere and none here has no say here; who has spread none at all is asked to.
    const isSilent = (points: Readonly<Record<string, string>>): boolean =>
      keys.every((key) => (points[key] ?? "").trim() === "") && Object.values(points).some((one) => one.trim() !== "");
    const speaking = budgets.filter(({ points }) => !isSilent(points));
    return {
      weights: {
        method: "budget",
        allocations: (speaking.length === 0 ? budgets : speaking).map(({ by, group, points }) => ({
          by,
          ...(group === undefined ? {} : { group }),
          points: Object.fromEntries(keys.map((key) => [key, numberOf(points[key] || "0")])),
        })),
      },
    };
  }
  if (weights === "order")
    return {
      weights: { method: "order", orders: orders.map(({ by, order }) => ({ by, order: orderWithin(order, keys) })) },
    };
  if (weights !== "pairs") return {};
  const comparisons = pairsOf(keys).map(([more, less]) => ({ more, less, times: timesBetween(pairs, more, less) }));
  return { weights: { method: "pairs", comparisons } };
}

/**
 * Every two of these, once.
 *
 * @example
 * pairsOf(["a", "b", "c"]) // [["a", "b"], ["a", "c"], ["b", "c"]]
 */
export function pairsOf(keys: readonly string[]): [string, string][] {
  return keys.flatMap((first, i) => keys.slice(i + 1).map((second): [string, string] => [first, second]));
}

function share(percent: string): number | string {
  const number = numberOf(percent);
  return typeof number === "number" ? number / 100 : number;
}
