import type { Finding } from "../../kernel/trouble/finding.ts";
import type { GroupDefinition, WeightSetting } from "./definition.ts";
import type { Path, Refuse } from "./indexPlan.ts";
import { analyticHierarchy } from "./methods/weights/analyticHierarchy.ts";
import { budgetAllocation } from "./methods/weights/budgetAllocation.ts";
import { gradePoints } from "./methods/weights/gradePoints.ts";
import { rankOrderCentroid } from "./methods/weights/rankOrderCentroid.ts";

/** How the components of a group are weighted. */
export interface WeightPlan {
  readonly method: "equal" | "given" | "grades" | "budget" | "pairs" | "order" | "importance";
  /** As given, one per component: points, shares, percent. They are divided by their sum unless `rescale` is false. */
  readonly raw: readonly number[];
  readonly rescale: boolean;
  /** Only for `importance`: the shares that the data must give. */
  readonly importance: readonly number[] | null;
  /** What the way of weighting itself shows: spread of a budget, inconsistent comparisons. */
  readonly findings: readonly Finding[];
}

/** The weights of a group's components, as far as they need no data. */
export function weightPlan(
  group: GroupDefinition,
  setting: Exclude<WeightSetting, string>,
  path: Path,
  refuse: Refuse,
): WeightPlan {
  const names = group.components.map((part) => ("indicator" in part ? part.indicator : part.id));
  const at = (position: number): Path => [...path, "components", position];
  const plain = { rescale: true, importance: null, findings: [] as Finding[] };
  let plan: WeightPlan;
  switch (setting.method) {
    case "equal":
      plan = { ...plain, method: "equal", raw: names.map(() => 1) };
      break;
    case "given":
      plan = {
        ...plain,
        method: "given",
        raw: group.components.map((part) => part.weight ?? 1),
        rescale: setting.rescale ?? true,
      };
      break;
    case "grades": {
      const { table } = setting;
      if (typeof table === "object" && table.some((points, k) => points < (table[k - 1] ?? 0)))
        refuse("tableFalls", [...path, "weights", "table"], { table: table.join(", ") });
      const given = group.components.map((part, i) => {
        if (part.weight !== undefined) refuse("gradeNotNumber", [...at(i), "weight"], { id: names[i] ?? "" });
        return part.grade ?? refuse("gradeMissing", at(i), { id: names[i] ?? "", group: group.id });
      });
      plan = { ...plain, method: "grades", raw: gradePoints(given, setting.table ?? "1-2-3-4") };
      break;
    }
    case "budget":
      plan = { ...plain, method: "budget", ...fromBudget(setting.allocations, names, group.id, path, refuse) };
      break;
    case "pairs":
      plan = { ...plain, method: "pairs", ...fromPairs(setting.comparisons, names, group.id, path, refuse) };
      break;
    case "order":
      plan = { ...plain, method: "order", raw: fromOrders(setting.orders, names, group.id, path, refuse) };
      break;
    case "importance": {
      const importance = group.components.map(
        (part, i) => part.importance ?? refuse("importanceMissing", at(i), { id: names[i] ?? "", group: group.id }),
      );
      plan = { ...plain, method: "importance", raw: importance, importance };
      break;
    }
  }
  if (plan.raw.reduce((a, b) => a + b, 0) <= 0) refuse("weightsSumToZero", path, { group: group.id });
  return plan;
}

type Budget = Extract<WeightSetting, { method: "budget" }>["allocations"];
type Orders = Extract<WeightSetting, { method: "order" }>["orders"];
type Pairs = Extract<WeightSetting, { method: "pairs" }>["comparisons"];

function fromBudget(
  allocations: Budget,
  names: readonly string[],
  group: string,
  path: Path,
  refuse: Refuse,
): { raw: number[]; findings: Finding[] } {
  const rows = allocations.map((allocation, i) => {
    const here = [...path, "weights", "allocations", i, "points"];
    for (const id of Object.keys(allocation.points)) {
      if (!names.includes(id)) refuse("budgetUnknown", [...here, id], { id, by: allocation.by, group });
    }
    const points = names.map((id) => allocation.points[id] ?? 0);
    if (points.every((p) => p === 0)) refuse("budgetEmpty", here, { by: allocation.by, group });
    return { by: allocation.by, points };
  });
  const { weights, spread } = budgetAllocation(rows);
  const findings: Finding[] = names.flatMap((id, i) => {
    const apart = spread[i] ?? 0;
    if (apart < 0.1) return [];
    const parameters = { id, group, mean: percent(weights[i] ?? 0), spread: percent(apart) };
    return [{ code: "combine.budgetSpread", severity: "note" as const, place: null, parameters }];
  });
  const shares = names.map((id, i) => `„${id}“ ${percent(weights[i] ?? 0)} (±${percent(spread[i] ?? 0)})`).join(", ");
  findings.unshift({
    code: "combine.budgetMean",
    severity: "note",
    place: null,
    parameters: { group, count: rows.length, shares },
  });
  return { raw: weights, findings };
}

function fromPairs(
  comparisons: Pairs,
  names: readonly string[],
  group: string,
  path: Path,
  refuse: Refuse,
): { raw: number[]; findings: Finding[] } {
  const matrix = names.map((_, i) => names.map((_, j) => (i === j ? 1 : Number.NaN)));
  for (const [k, { more, less, times }] of comparisons.entries()) {
    const here = [...path, "weights", "comparisons", k];
    const i = names.indexOf(more);
    const j = names.indexOf(less);
    const above = matrix[i] ?? refuse("pairUnknown", here, { id: more, group });
    const below = matrix[j] ?? refuse("pairUnknown", here, { id: less, group });
    if (!Number.isNaN(above[j])) refuse("pairTwice", here, { first: more, second: less, group });
    above[j] = times;
    below[i] = 1 / times;
  }
  matrix.forEach((row, i) => {
    const j = row.findIndex(Number.isNaN);
    if (j >= 0) refuse("pairMissing", [...path, "weights"], { first: names[i] ?? "", second: names[j] ?? "", group });
  });
  const { weights, consistencyRatio } = analyticHierarchy(matrix);
  // Of two components there is one comparison, which cannot contradict itself.
  if (names.length < 3) return { raw: weights, findings: [] };
  const isConsistent = consistencyRatio <= 0.1;
  const findings: Finding[] = [
    {
      code: isConsistent ? "combine.consistentPairs" : "combine.inconsistentPairs",
      severity: isConsistent ? "note" : "warning",
      place: null,
      parameters: { group, ratio: consistencyRatio.toFixed(2).replace(".", ",") },
    },
  ];
  return { raw: weights, findings };
}

/** Every order must name every component once. */
function fromOrders(
  orders: Orders,
  names: readonly string[],
  group: string,
  path: Path,
  refuse: Refuse,
): readonly number[] {
  const positions = orders.map(({ by, order }, i) => {
    const here = [...path, "weights", "orders", i, "order"];
    order.forEach((id, k) => {
      if (!names.includes(id)) refuse("orderUnknown", [...here, k], { id, by, group });
      if (order.indexOf(id) !== k) refuse("orderTwice", [...here, k], { id, by });
    });
    const missing = names.find((id) => !order.includes(id));
    if (missing !== undefined) refuse("orderMissing", here, { id: missing, by, group });
    return order.map((id) => names.indexOf(id));
  });
  return rankOrderCentroid(positions);
}

function percent(share: number): string {
  return (share * 100).toFixed(0);
}
