import { germanNumber } from "../../kernel/number/germanNumber.ts";
import type { Text } from "../../kernel/text/text.ts";
import { phrase } from "../../kernel/trouble/phrase.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import type { AreaClasses } from "./areaClasses.ts";
import { indexChecks } from "./checks/indexChecks.ts";
import { groupOf, type IndexResult } from "./computeIndex.ts";
import type { IndexAnswer } from "./contract.ts";
import type { GroupDefinition } from "./definition.ts";
import { indexMethod } from "./indexMethod.ts";
import { type IndexPlan, indexPlan, type PlanGroup, type PlanIndicator } from "./indexPlan.ts";
import { columnOf } from "./indexTree.ts";
import messages from "./messages.de.json" with { type: "json" };
import { normalisationLabel } from "./methods/methods.ts";
import { releasedIndex } from "./releasedIndex.ts";
import { linearIndex } from "./sensitivity/linearIndex.ts";
import { CERTAIN, type MonteCarloResult } from "./sensitivity/monteCarlo.ts";
import { deviation, mean, present } from "./statistics/moments.ts";
import { quantile } from "./statistics/quantile.ts";

/** What an answer says of a component beside its values. */
export interface ComponentNote {
  readonly label: Text;
  readonly unit: string;
  readonly decimals: number;
}

/** Where and when, and what the caller knows that the values do not say. */
export interface AnswerFrame {
  readonly level: string;
  readonly levelLabel: string;
  readonly period: string;
  readonly periods: readonly string[];
  readonly components: ReadonlyMap<string, ComponentNote>;
  readonly sources: IndexAnswer["sources"];
  /** Counted base figures per indicator, for the check of overlaps. */
  readonly baseFigures: ReadonlyMap<string, readonly string[]>;
}

/** The plan under the normalisation that a reader chose; min-max runs from 0 to 100. */
export function planWith(plan: IndexPlan, normalisation: "z" | "minmax"): IndexPlan {
  const setting =
    normalisation === "z"
      ? { method: "z" as const, divisor: "population" as const }
      : { method: "minmax" as const, from: 0, to: 100 };
  return indexPlan({ ...plan.definition, normalisation: setting });
}

/** The plan with the names that the catalogue has for its indicators, where the definition gives none of its own. */
export function planNamed(plan: IndexPlan, names: (indicator: string) => Text | undefined): IndexPlan {
  const named = (group: GroupDefinition): GroupDefinition => ({
    ...group,
    components: group.components.map((part) => {
      if (!("indicator" in part)) return named(part);
      const label = part.label ?? names(part.indicator);
      return label === undefined ? part : { ...part, label };
    }),
  });
  return indexPlan({ ...plan.definition, indices: plan.definition.indices.map(named) });
}

/**
 * A composite index as pages and reports show it: the answer as a sentence, areas with rank, class and what each
 * component contributes, classes with limits, dispersion, checks and the rules in words.
 *
 * Shows one index of the definition, the first unless another is named, as it may leave (`releasedIndex`).
 */
export function indexAnswer(
  result: IndexResult,
  frame: AnswerFrame,
  uncertainty: MonteCarloResult | null = null,
  part?: string,
): IndexAnswer {
  const { plan } = result;
  const root = rootNamed(plan, part);
  const group = groupOf(result, root.id);
  const released = releasedIndex(result, root.id);
  const components = result.indicators.filter((indicator) => indicator.index === root.id);
  const contributions = contributionsOf(result, root.id);
  const drawn = uncertainty?.indices.find((one) => one.id === root.id);
  const numbers = present(released.values).sort((a, b) => a - b);
  const names = result.names ?? result.areas;
  return {
    id: plan.id,
    label: plan.label,
    description: plan.description,
    version: plan.version,
    part: root.id,
    parts: plan.roots.map(({ id, label }) => ({ id, label })),
    level: frame.level,
    period: frame.period,
    periods: [...frame.periods],
    normalisation: components[0]?.plan.normalisation.method === "minmax" ? "minmax" : "z",
    entering: enteringAs(components.map(({ plan: own }) => own.normalisation.method)),
    sentence: indexSentence(partLabel(plan, root), frame, names, released.values),
    components: components.map((component) => {
      const note = frame.components.get(component.id);
      const column = present(component.treated);
      const orSenseless = (number: number): Value => (column.length === 0 ? "senseless" : number);
      return {
        id: component.id,
        label: note?.label ?? component.label,
        unit: note?.unit ?? component.plan.settings.unit ?? "",
        decimals: note?.decimals ?? component.plan.settings.decimals ?? 1,
        polarity: component.plan.polarity,
        weight: component.weight,
        effectiveWeight: component.effectiveWeight,
        mean: orSenseless(mean(column)),
        deviation: orSenseless(deviation(column, "population")),
        minimum: orSenseless(column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)),
        maximum: orSenseless(column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)),
      };
    }),
    areas: result.areas.map((code, i) => {
      const isBack = released.heldBack[i] === 1;
      const sameClass = isBack ? null : (drawn?.sameClass?.[i] ?? null);
      const ranks = isBack ? null : (drawn?.ranks[i] ?? null);
      const interval = isBack ? null : (drawn?.intervals?.[i] ?? null);
      const classNumber = released.classes?.classes[i] ?? null;
      return {
        code,
        name: names[i] ?? code,
        index: released.values[i] ?? "unknown",
        rank: released.ranks[i] ?? null,
        class: classNumber === null ? null : classNumber - 1,
        values: components.map((component) => component.raw[i] ?? "unknown"),
        normalised: components.map((component) => released.normalised.get(component.id)?.[i] ?? "unknown"),
        contributions: components.map((component) =>
          isBack || component.raw[i] === "withheld" ? "withheld" : (contributions.get(component.id)?.[i] ?? "unknown"),
        ),
        missing: [...(group.missing[i] ?? [])],
        presentWeight: group.presentWeight[i] ?? 0,
        indexLow: interval?.low ?? null,
        indexHigh: interval?.high ?? null,
        rankLow: ranks?.low ?? null,
        rankHigh: ranks?.high ?? null,
        classCertain: sameClass === null ? null : sameClass >= CERTAIN,
      };
    }),
    classes: classesOf(released.classes, numbers),
    dispersion: dispersionOf(numbers),
    checks: [...result.findings, ...indexChecks(result, frame.baseFigures)].map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      sentence: phrase(messages, finding),
      parameters: { ...finding.parameters },
    })),
    sources: frame.sources,
    method: indexMethod(plan, root),
  };
}

function enteringAs(methods: readonly PlanIndicator["normalisation"]["method"][]): Text {
  const [only, ...others] = new Set(methods);
  if (only === undefined || others.length > 0) return { de: "normiert", en: "normalised" };
  return normalisationLabel(only);
}

/**
 * One index of a definition by its id, the first when none is named; a refusal names those that there are.
 *
 * Throws for a definition without any index, which its schema does not let through.
 *
 * @example
 * rootNamed({ id: "lage", roots: [{ id: "belastung" }, { id: "kompetenz" }] }, "kompetenz").id // "kompetenz"
 * rootNamed({ id: "lage", roots: [{ id: "belastung" }, { id: "kompetenz" }] }).id // "belastung"
 */
export function rootNamed({ id, roots }: IndexPlan, part?: string): PlanGroup {
  const root = part === undefined ? roots[0] : roots.find((one) => one.id === part);
  if (root !== undefined) return root;
  if (part === undefined) throw new Error(`index without a group: ${id}`);
  const possible = roots.map((one) => one.id).join(", ");
  throw new Refusal("combine.noSuchIndex", { id: part, possible }, { kind: "missing" });
}

// An index of one part bears its own name; of several, each bears both.
function partLabel({ label, roots }: IndexPlan, root: PlanGroup): string {
  return roots.length < 2 ? label.de : `${label.de}, ${root.label.de}`;
}

function contributionsOf(result: IndexResult, id: string): ReadonlyMap<string, readonly Value[]> {
  const linear = linearIndex(
    result.tree,
    id,
    result.indicators.map((i) => columnOf(i.normalised)),
  );
  if (linear === undefined) return new Map();
  const columns = linear.contributions(result.weights);
  return new Map(
    result.indicators.map((indicator, slot) => [
      indicator.id,
      indicator.normalised.map((v, i): Value => {
        const part = columns[slot]?.[i] ?? Number.NaN;
        // Present, but in an area without an index: it contributes to nothing.
        return Number.isNaN(part) ? (isPresent(v) ? "senseless" : v) : part;
      }),
    ]),
  );
}

function classesOf(classes: AreaClasses | null, sorted: readonly number[]): IndexAnswer["classes"] {
  const [low] = sorted;
  const high = sorted.at(-1);
  if (classes === null || low === undefined || high === undefined) return [];
  const edges = [low, ...classes.limits, high];
  return classes.labels.map((label, k) => ({
    label,
    from: edges[k] ?? low,
    to: edges[k + 1] ?? high,
    count: classes.counts[k] ?? 0,
  }));
}

function dispersionOf(sorted: readonly number[]): IndexAnswer["dispersion"] {
  const [minimum] = sorted;
  const maximum = sorted.at(-1);
  if (minimum === undefined || maximum === undefined) return null;
  return {
    count: sorted.length,
    minimum,
    quartile1: quantile(sorted, 0.25, 7),
    median: quantile(sorted, 0.5, 7),
    quartile3: quantile(sorted, 0.75, 7),
    maximum,
    mean: mean(sorted),
    deviation: deviation(sorted, "population"),
  };
}

/** The answer first: where the index is highest and lowest, and for how many areas there is none. */
function indexSentence(label: string, frame: AnswerFrame, names: readonly string[], values: readonly Value[]): string {
  const counted = values.flatMap((v, i) => (isPresent(v) ? [{ name: names[i] ?? "", v }] : []));
  const head = `${label} ${frame.period}`;
  if (counted.length === 0) return `${head}: Für keinen Raum der Ebene ${frame.levelLabel} reichen die Werte aus.`;
  const highest = counted.reduce((a, b) => (b.v > a.v ? b : a));
  const lowest = counted.reduce((a, b) => (b.v < a.v ? b : a));
  const shown = ({ name, v }: { name: string; v: number }): string =>
    `${name} (${germanNumber(v, { decimals: 2, sign: true })})`;
  const without = values.length - counted.length;
  const rest =
    without === 0
      ? ""
      : ` Für ${without} von ${values.length} Räumen gibt es keinen Index, weil zu viele Werte fehlen.`;
  return `${head}: am höchsten in ${shown(highest)}, am niedrigsten in ${shown(lowest)}.${rest}`;
}
