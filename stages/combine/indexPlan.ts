import type { Text } from "../../kernel/text/text.ts";
import type { Place } from "../../kernel/trouble/finding.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type {
  AggregationSetting,
  ClassSetting,
  GroupDefinition,
  IndexDefinition,
  IndicatorDefinition,
  LabelSetting,
  NormalisationSetting,
  TreatmentSetting,
  WeightSetting,
} from "./definition.ts";
import { type WeightPlan, weightPlan } from "./weightPlan.ts";

export type Normalisation = Exclude<NormalisationSetting, string>;
export type Treatment = Exclude<TreatmentSetting, string>;
export type Aggregation = Exclude<AggregationSetting, string>;

/** An index with everything said: short forms written out, settings handed down to where they hold. */
export interface IndexPlan {
  readonly definition: IndexDefinition;
  readonly id: string;
  readonly version: number;
  readonly label: Text;
  readonly description: Text;
  readonly roots: readonly PlanGroup[];
  /** All indicators of all indices, in reading order. */
  readonly indicators: readonly PlanIndicator[];
  /** All groups, each after its parent. */
  readonly groups: readonly PlanGroup[];
}

export interface PlanGroup {
  readonly kind: "group";
  readonly id: string;
  readonly label: Text;
  readonly description: Text;
  readonly components: readonly (PlanGroup | PlanIndicator)[];
  readonly weights: WeightPlan;
  readonly aggregation: Aggregation;
  readonly polarity: 1 | -1;
  /** Normalisation of the group's own result, when there is one. */
  readonly afterwards: Normalisation | null;
  readonly minimumWeight: number;
  readonly classes: ClassSetting | null;
}

export interface PlanIndicator {
  readonly kind: "indicator";
  readonly id: string;
  readonly label: Text;
  readonly polarity: 1 | -1;
  readonly normalisation: Normalisation;
  readonly treatment: Treatment;
  readonly settings: IndicatorDefinition;
}

/** Finds the line and column of an entry by its keys from the root down. */
export type PlaceOf = (path: readonly (string | number)[]) => Place | undefined;

/**
 * The plan that the engine runs, from a definition that fits the schema.
 *
 * Settings of the definition hold for every index, those of a group for everything in it, the nearest one
 * counts. What nobody says: z-scores with the population deviation, arithmetic mean, given weights (1 each),
 * at least 80 % of the weight present, no treatment.
 *
 * Throws a refusal for an indicator or id that occurs twice, weights that add to zero, grades or goalposts that
 * are missing, references to groups that are not there.
 *
 * @example
 * indexPlan({ id: "lage", version: 1, indices: [{ id: "belastung", components: [{ indicator: "sgb2", weight: 2 }, { indicator: "armut" }] }] }).indicators.map(({ id, normalisation }) => [id, normalisation.method]) // [["sgb2", "z"], ["armut", "z"]]
 */
export function indexPlan(definition: IndexDefinition, placeOf: PlaceOf = () => undefined): IndexPlan {
  const seen = new Map<string, string>();
  const indicators: PlanIndicator[] = [];
  const groups: PlanGroup[] = [];
  const refuse: Refuse = (code, path, parameters = {}) => {
    const place = placeOf(path);
    throw new Refusal(`combine.${code}`, parameters, place === undefined ? {} : { place });
  };

  const inherited = inherit(
    {
      normalisation: { method: "z" },
      treatment: { method: "none" },
      aggregation: { method: "arithmetic" },
      weights: { method: "given" },
      minimumWeight: 0.8,
    },
    definition,
  );
  const columnsOfIndices = new Set(
    definition.indices.flatMap(({ id }) => ["rank", "class", "class_label", "absent"].map((what) => `${id}_${what}`)),
  );
  const once = (id: string, inside: string, path: Path): void => {
    const before = seen.get(id);
    if (before === inside) refuse("indicatorTwiceInside", path, { id, first: before });
    if (before !== undefined) refuse("indicatorTwice", path, { id, first: before, second: inside });
    seen.set(id, inside);
  };

  const group = (given: GroupDefinition, path: Path, above: Inherited, inside: string): PlanGroup => {
    if (reserved.has(given.id) || columnsOfIndices.has(given.id))
      refuse("reservedId", [...path, "id"], { id: given.id });
    once(given.id, inside, path);
    const settings = inherit(above, given);
    if (given.afterwards !== undefined) checkScale(normalisationOf(given.afterwards), [...path, "afterwards"], refuse);
    const place = groups.length;
    groups.push(undefined as unknown as PlanGroup);
    const components = given.components.map((part, position) => {
      const here = [...path, "components", position];
      if ("indicator" in part) {
        once(part.indicator, given.id, [...here, "indicator"]);
        const plan = indicatorPlan(part, settings, here, refuse);
        indicators.push(plan);
        return plan;
      }
      return group(part, here, { ...settings, weights: weightsBelow(settings, above) }, given.id);
    });
    if (given.classes !== undefined) checkClasses(given.classes, [...path, "classes"], refuse);
    const plan: PlanGroup = {
      kind: "group",
      id: given.id,
      label: textOf(given.label ?? given.id),
      description: textOf(given.description ?? ""),
      components,
      weights: weightPlan(given, settings.weights, path, refuse),
      aggregation: settings.aggregation,
      polarity: given.polarity === -1 ? -1 : 1,
      afterwards: given.afterwards === undefined ? null : normalisationOf(given.afterwards),
      minimumWeight: settings.minimumWeight,
      classes: given.classes ?? null,
    };
    groups[place] = plan;
    return plan;
  };

  const roots = definition.indices.map((given, i) => group(given, ["indices", i], inherited, definition.id));
  checkReferences(definition, roots, seen, refuse);
  checkChoices(definition, indicators, roots, refuse);
  return {
    definition,
    id: definition.id,
    version: definition.version ?? 1,
    label: textOf(definition.label),
    description: textOf(definition.description ?? ""),
    roots,
    indicators,
    groups,
  };
}

/** Columns of the result that are no groups. */
const reserved = new Set(["area", "name", "period", "missing", "excluded", "type", "status_dynamics"]);

export type Path = readonly (string | number)[];
export type Refuse = (code: string, path: Path, parameters?: Readonly<Record<string, string | number>>) => never;

interface Inherited {
  readonly normalisation: Normalisation;
  readonly treatment: Treatment;
  readonly aggregation: Aggregation;
  readonly weights: Exclude<WeightSetting, string>;
  readonly minimumWeight: number;
}

function inherit(
  above: Inherited,
  own: Partial<Pick<IndexDefinition, keyof Inherited & keyof IndexDefinition>> & {
    missing?: { minimumWeight?: number };
  },
): Inherited {
  return {
    normalisation: own.normalisation === undefined ? above.normalisation : normalisationOf(own.normalisation),
    treatment: own.treatment === undefined ? above.treatment : treatmentOf(own.treatment),
    aggregation: own.aggregation === undefined ? above.aggregation : aggregationOf(own.aggregation),
    weights: own.weights === undefined ? above.weights : weightsOf(own.weights),
    minimumWeight: own.missing?.minimumWeight ?? above.minimumWeight,
  };
}

/**
 * A setting with its short form written out: `z` is `{ method: z }`.
 *
 * @example
 * normalisationOf("minmax") // { method: "minmax" }
 */
export function normalisationOf(setting: NormalisationSetting): Normalisation {
  return typeof setting === "string" ? ({ method: setting } as Normalisation) : setting;
}

/**
 * How outliers are treated, with the short form written out: `winsorise` is `{ method: winsorise }`.
 *
 * @example
 * treatmentOf("none") // { method: "none" }
 */
export function treatmentOf(setting: TreatmentSetting): Treatment {
  return typeof setting === "string" ? { method: setting } : setting;
}

/**
 * How components become one number, with the short form written out.
 *
 * @example
 * aggregationOf("geometric") // { method: "geometric" }
 */
export function aggregationOf(setting: AggregationSetting): Aggregation {
  return typeof setting === "string" ? { method: setting } : setting;
}

function weightsOf(setting: WeightSetting): Exclude<WeightSetting, string> {
  return typeof setting === "string" ? { method: setting } : setting;
}

/** What people said of the components of one group names them, so it holds for that group and not for those inside. */
function weightsBelow({ weights }: Inherited, above: Inherited): Inherited["weights"] {
  const namesParts = ({ method }: Inherited["weights"]) =>
    method === "budget" || method === "pairs" || method === "order";
  if (!namesParts(weights)) return weights;
  return namesParts(above.weights) ? { method: "given" } : above.weights;
}

/**
 * A name in German alone, or in both languages, as it stands in a definition.
 *
 * @example
 * textOf("Belastung") // { de: "Belastung" }
 */
export function textOf(label: LabelSetting): Text {
  return typeof label === "string" ? { de: label } : label;
}

function indicatorPlan(given: IndicatorDefinition, above: Inherited, path: Path, refuse: Refuse): PlanIndicator {
  const normalisation = given.normalisation === undefined ? above.normalisation : normalisationOf(given.normalisation);
  const id = given.indicator;
  checkScale(normalisation, path, refuse);
  if (normalisation.method === "goalposts") {
    if (given.goalposts === undefined) refuse("goalpostsMissing", path, { indicator: id });
    else if (given.goalposts.lower >= given.goalposts.upper) refuse("goalpostsWrong", path, { indicator: id });
  }
  if (normalisation.method === "distanceToTarget" && given.target === undefined)
    refuse("targetMissing", path, { indicator: id });
  if ((given.cases === undefined) !== (given.base === undefined)) refuse("casesWithoutBase", path, { indicator: id });
  if (normalisation.method === "classPoints" && normalisation.classes !== undefined)
    checkClasses(normalisation.classes, path, refuse);
  return {
    kind: "indicator",
    id,
    label: textOf(given.label ?? id),
    polarity: given.polarity === -1 ? -1 : 1,
    normalisation,
    treatment: given.treatment === undefined ? above.treatment : treatmentOf(given.treatment),
    settings: given,
  };
}

/** A scale that ends where it begins, or before, would turn the index round without a word. */
function checkScale(normalisation: Normalisation, path: Path, refuse: Refuse): void {
  if (normalisation.method !== "minmax" && normalisation.method !== "goalposts") return;
  const { from = 0, to = 100 } = normalisation;
  if (from >= to) refuse("scaleBackwards", path, { from, to });
}

function checkClasses(rule: ClassSetting, path: Path, refuse: Refuse): void {
  const limits = "limits" in rule ? rule.limits : undefined;
  if (limits?.some((limit, i) => i > 0 && limit <= (limits[i - 1] ?? 0))) refuse("limitsNotAscending", path);
  const count = classCount(rule);
  if (rule.labels !== undefined && rule.labels.length !== count)
    refuse("labelsNotCounted", path, { labels: rule.labels.length, classes: count });
}

function checkReferences(
  definition: IndexDefinition,
  roots: readonly PlanGroup[],
  seen: ReadonlyMap<string, string>,
  refuse: Refuse,
): void {
  const possible = roots.map((root) => root.id).join(", ");
  const mustBeIndex = (id: string, path: Path): PlanGroup =>
    roots.find((root) => root.id === id) ?? refuse("noSuchIndex", path, { id, possible });
  const { matrix, axes } = definition;
  if (matrix !== undefined) {
    const sides = (["status", "dynamics"] as const).map((side) => ({
      side,
      index: mustBeIndex(matrix[side], ["matrix", side]),
    }));
    for (const { side, index } of sides)
      if (index.classes === null) refuse("matrixWithoutClasses", ["matrix", side], { id: index.id });
    if (matrix.status === matrix.dynamics) refuse("sameIndexTwice", ["matrix", "dynamics"], { id: matrix.status });
  }
  if (axes !== undefined) {
    mustBeIndex(axes.burden, ["axes", "burden"]);
    mustBeIndex(axes.competence, ["axes", "competence"]);
    if (axes.burden === axes.competence) refuse("sameIndexTwice", ["axes", "competence"], { id: axes.burden });
  }
  definition.higherLevels?.forEach((level, i) => {
    if (level.index !== undefined && !seen.has(level.index))
      refuse("noSuchIndex", ["higherLevels", i, "index"], { id: level.index, possible });
    if (level.afterwards !== undefined)
      checkScale(normalisationOf(level.afterwards), ["higherLevels", i, "afterwards"], refuse);
    level.classes?.forEach((rule, k) => {
      checkClasses(rule, ["higherLevels", i, "classes", k], refuse);
    });
  });
}

/** Choices to draw from must be possible for every indicator, and priority must be a class that there is. */
function checkChoices(
  { uncertainty }: IndexDefinition,
  indicators: readonly PlanIndicator[],
  roots: readonly PlanGroup[],
  refuse: Refuse,
): void {
  uncertainty?.normalisation?.forEach((setting, i) => {
    const choice = normalisationOf(setting);
    const here = ["uncertainty", "normalisation", i];
    checkScale(choice, here, refuse);
    for (const { id, settings } of indicators) {
      if (choice.method === "goalposts" && settings.goalposts === undefined)
        refuse("goalpostsMissing", here, { indicator: id });
      if (choice.method === "distanceToTarget" && settings.target === undefined)
        refuse("targetMissing", here, { indicator: id });
    }
  });
  const { priority } = uncertainty ?? {};
  if (priority === undefined || !("classes" in priority)) return;
  const counts = roots.flatMap(({ classes }) => (classes === null ? [] : [classCount(classes)]));
  const here = ["uncertainty", "priority", "classes"];
  if (counts.length === 0) refuse("priorityWithoutClasses", here);
  for (const number of priority.classes)
    if (counts.every((count) => number > count)) refuse("noSuchClass", here, { number, count: Math.max(...counts) });
}

function classCount(rule: ClassSetting): number {
  if ("count" in rule) return rule.count;
  return (rule.limits?.length ?? 3) + 1;
}
