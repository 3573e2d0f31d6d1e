import type { GroupDefinition, IndexDefinition, IndicatorDefinition, WeightSetting } from "../../definition.ts";
import { aggregationOf, normalisationOf, textOf, treatmentOf } from "../../indexPlan.ts";
import { sides } from "../../round/roundDefinition.ts";
import { hoisted } from "./hoisted.ts";
import {
  type Budget,
  type ChosenGroup,
  type ChosenPart,
  emptyDraft,
  type IndexDraft,
  type Order,
  plainCounting,
  type WeightMethod,
} from "./indexDraft.ts";

/**
 * A definition as the fields of the form show it, so that an index is changed where it was made.
 *
 * What the form has no field for is not lost: `changedDefinition` keeps it. `labelOf` names an indicator that the
 * definition does not name itself.
 */
export function draftOf(given: IndexDefinition, labelOf: (indicator: string) => string = (id) => id): IndexDraft {
  const definition = hoisted(given);
  const roots = rootsOf(definition);
  const groups: ChosenGroup[] = [];
  const parts: ChosenPart[] = [];
  const walk = (components: GroupDefinition["components"], side: string, group: string | null): void => {
    for (const part of components) {
      if ("indicator" in part) parts.push(partOf(part, side, group, labelOf));
      else {
        groups.push({ ...countingOf(part), id: part.id, label: textOf(part.label ?? part.id).de, side, group });
        walk(part.components, side, part.id);
      }
    }
  };
  definition.indices.forEach((index, i) => {
    walk(index.components, roots[i]?.side ?? index.id, null);
  });
  const normalisation = definition.normalisation === undefined ? null : normalisationOf(definition.normalisation);
  const aggregation = definition.aggregation === undefined ? null : aggregationOf(definition.aggregation);
  const { below, codes = [] } = definition.areas?.exclude ?? {};
  return {
    ...emptyDraft,
    id: definition.id,
    label: textOf(definition.label).de,
    description: textOf(definition.description ?? "").de,
    normalisation: normalisation?.method ?? "z",
    divisor: (normalisation?.method === "z" ? normalisation.divisor : undefined) ?? "population",
    aggregation: aggregation?.method ?? "arithmetic",
    power: aggregation?.method === "generalised" ? written(aggregation.power) : emptyDraft.power,
    treatment: definition.treatment === undefined ? "none" : treatmentOf(definition.treatment).method,
    minimumWeight: written(Number(((definition.missing?.minimumWeight ?? 0.8) * 100).toPrecision(12))),
    imputation: definition.imputation?.method ?? "none",
    smallest: below === undefined ? "" : written(below.minimum),
    heads: below?.column ?? "",
    excluded: codes.join(" "),
    ...classesOf(definition),
    ...weightsOf(definition),
    roots,
    groups,
    parts,
  };
}

/** The indices under the names by which their components find them; burden and competence are always on offer for one. */
function rootsOf({ indices, axes }: IndexDefinition): IndexDraft["roots"] {
  const named = { burden: axes?.burden ?? sides.burden.id, competence: axes?.competence ?? sides.competence.id };
  const given = indices.map(({ id, label }) => {
    const side = id === named.burden ? "burden" : id === named.competence ? "competence" : id;
    return { side: indices.length === 1 && side === id ? "burden" : side, id, label: textOf(label ?? id) };
  });
  if (given.length > 1) return given;
  return [...given, ...emptyDraft.roots.filter((root) => given.every((one) => one.side !== root.side))];
}

function partOf(
  given: IndicatorDefinition,
  side: string,
  group: string | null,
  labelOf: (indicator: string) => string,
): ChosenPart {
  const { indicator, label, target, goalposts } = given;
  return {
    ...countingOf(given),
    indicator,
    label: label === undefined ? labelOf(indicator) : textOf(label).de,
    ...{ side, group, polarity: given.polarity ?? 1 },
    target: target === undefined ? "" : written(target),
    lower: goalposts === undefined ? "" : written(goalposts.lower),
    upper: goalposts === undefined ? "" : written(goalposts.upper),
  };
}

function countingOf({ weight, grade, importance }: GroupDefinition | IndicatorDefinition): typeof plainCounting {
  return {
    weight: weight === undefined ? plainCounting.weight : written(weight),
    grade: grade ?? plainCounting.grade,
    importance: importance === undefined ? plainCounting.importance : written(importance),
  };
}

function classesOf({ indices }: IndexDefinition): Partial<IndexDraft> {
  const rule = indices[0]?.classes;
  if (rule === undefined) return { classes: "none" };
  return {
    classes: rule.method,
    ...("count" in rule ? { classCount: String(rule.count) } : {}),
    ...("type" in rule && rule.type !== undefined ? { quantileType: String(rule.type) } : {}),
    ...("limits" in rule && rule.limits !== undefined ? { limits: rule.limits.map(written).join("; ") } : {}),
  };
}

/** What everybody said, brought together over the groups in which they said it. */
function weightsOf(definition: IndexDefinition): Partial<IndexDraft> {
  const settings: WeightSetting[] = [];
  const walk = (group: GroupDefinition): void => {
    if (group.weights !== undefined) settings.push(group.weights);
    for (const part of group.components) if (!("indicator" in part)) walk(part);
  };
  if (definition.weights !== undefined) settings.push(definition.weights);
  for (const index of definition.indices) walk(index);
  const spelled = settings.map((one) => (typeof one === "string" ? { method: one } : one));
  const budgets = new Map<string, Budget>();
  const orders = new Map<string, Order>();
  const pairs: Record<string, number> = {};
  let table: string | undefined;
  for (const one of spelled) {
    if (one.method === "grades" && "table" in one && one.table !== undefined)
      table ??= typeof one.table === "string" ? one.table : one.table.map(written).join("-");
    if (one.method === "budget")
      for (const { by, group, points } of one.allocations) {
        const said = Object.fromEntries(Object.entries(points).map(([key, number]) => [key, written(number)]));
        const before = budgets.get(by)?.points;
        budgets.set(by, { by, ...(group === undefined ? {} : { group }), points: { ...before, ...said } });
      }
    if (one.method === "pairs") for (const { more, less, times } of one.comparisons) pairs[`${more}|${less}`] = times;
    if (one.method === "order")
      for (const { by, order } of one.orders)
        orders.set(by, { by, order: [...(orders.get(by)?.order ?? []), ...order] });
  }
  const together = spelled.find(({ method }) => method === "budget" || method === "pairs" || method === "order");
  const weights: WeightMethod = (together ?? spelled[0])?.method ?? "given";
  return {
    weights,
    pairs,
    ...(table === undefined ? {} : { table }),
    ...(budgets.size === 0 ? {} : { budgets: [...budgets.values()] }),
    ...(orders.size === 0 ? {} : { orders: [...orders.values()] }),
  };
}

/** A number as it stands in a field. */
function written(number: number): string {
  return String(number).replace(".", ",");
}
