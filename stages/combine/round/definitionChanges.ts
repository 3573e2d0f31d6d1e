import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { GroupDefinition, IndexDefinition, IndicatorDefinition } from "../definition.ts";
import { textOf } from "../indexPlan.ts";
import { aggregations } from "../methods/methods.ts";
import { canonicalJson } from "./canonicalJson.ts";

/**
 * What is different between two versions of an index, in German sentences: what came, what went, what moved, which
 * grade or weight changed, which rule. Empty where nothing changed.
 *
 * @example
 * definitionChanges({ indices: [{ id: "belastung", components: [{ indicator: "sgb2" }] }] }, { indices: [{ id: "belastung", components: [{ indicator: "sgb2", weight: 2 }, { indicator: "armut" }] }] })
 * // ["Neu: „armut“ in „belastung“.", "„sgb2“: Gewicht 2, vorher Gewicht 1."]
 */
export function definitionChanges(before: IndexDefinition, after: IndexDefinition): string[] {
  const [old, current] = [partsOf(before), partsOf(after)];
  const sentences: string[] = [];
  for (const [key, part] of current) if (!old.has(key)) sentences.push(`Neu: „${part.label}“ in „${part.inside}“.`);
  for (const [key, part] of old) if (!current.has(key)) sentences.push(`Nicht mehr enthalten: „${part.label}“.`);
  for (const [key, part] of current) {
    const was = old.get(key);
    if (was === undefined) continue;
    if (was.inside !== part.inside)
      sentences.push(`„${part.label}“ steht jetzt in „${part.inside}“, vorher in „${was.inside}“.`);
    if (was.weight !== part.weight) sentences.push(`„${part.label}“: ${part.weight}, vorher ${was.weight}.`);
    if (was.polarity !== part.polarity)
      sentences.push(`„${part.label}“ zählt jetzt ${part.polarity === -1 ? "umgekehrt" : "in seiner Richtung"}.`);
  }
  for (const [key, name] of Object.entries(rules)) {
    const [was, is] = [before, after].map((one) => settingInWords(one[key as keyof typeof rules]));
    if (was !== is) sentences.push(`${name}: ${is}, vorher ${was}.`);
  }
  const [wereOut, areOut] = [before, after].map(excludedInWords);
  if (wereOut !== areOut) sentences.push(`Ohne Index bleiben: ${areOut}, vorher ${wereOut}.`);
  return [...sentences, ...groupChanges(before, after)];
}

/** What a group says of itself: own weights from budgets or comparisons, classes, its second standardisation. */
function groupChanges(before: IndexDefinition, after: IndexDefinition): string[] {
  const old = groupsOf(before);
  return [...groupsOf(after)].flatMap(([label, group]) => {
    const was = old.get(label);
    if (was === undefined) return [];
    return Object.entries(groupRules).flatMap(([key, name]) => {
      const [one, other] = [was, group].map((each) => each[key as keyof typeof groupRules]);
      if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return [];
      const [then, now] = [one, other].map(groupSettingInWords);
      return [then === now ? `${name} in „${label}“: neu bestimmt.` : `${name} in „${label}“: ${now}, vorher ${then}.`];
    });
  });
}

const groupRules = {
  weights: "Gewichte",
  aggregation: "Zusammenfassung",
  classes: "Klassen",
  afterwards: "Normierung danach",
} as const;

function groupSettingInWords(setting: unknown): string {
  if (setting === undefined) return "wie sonst";
  const { method, count } = (typeof setting === "string" ? { method: setting } : setting) as {
    readonly method?: string;
    readonly count?: number;
  };
  const words = named(String(method));
  return count === undefined ? words : `${count} nach ${words}`;
}

/** Methods as people say them; those of normalising and of bringing together have their names with them. */
const methodWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(aggregations).map(([id, { label }]) => [id, label.de])),
  ...{ winsorise: "gestutzt", winsoriseThenLog: "gestutzt, sonst logarithmiert", log: "logarithmiert" },
  ...{ mean: "mit dem Mittel", median: "mit dem Median", equal: "gleich", given: "Zahlen" },
  ...{
    budget: "verteilte Punkte",
    pairs: "Paarvergleiche",
    order: "Rangfolgen",
    grades: "Stufen",
    importance: "genannte Wichtigkeit",
  },
  ...{ quantile: "Quantilen", deviation: "Standardabweichungen", naturalBreaks: "natürlichen Brüchen" },
  ...{ equalWidth: "gleicher Breite", manual: "eigenen Grenzen", rankShare: "Rangplatz" },
};

function named(method: string): string {
  return methodWords[method] ?? method;
}

function groupsOf(definition: IndexDefinition): Map<string, GroupDefinition> {
  const groups = new Map<string, GroupDefinition>();
  const walk = (group: GroupDefinition): void => {
    groups.set(textOf(group.label ?? group.id).de, group);
    for (const part of group.components) if (!("indicator" in part)) walk(part);
  };
  for (const group of definition.indices) walk(group);
  return groups;
}

function excludedInWords({ areas }: IndexDefinition): string {
  const { below, codes = [] } = areas?.exclude ?? {};
  const parts = [
    ...(below === undefined ? [] : [`Gebiete unter ${germanNumber(below.minimum)} (${below.column})`]),
    ...(codes.length === 0 ? [] : [codes.join(", ")]),
  ];
  return parts.length === 0 ? "keine" : parts.join(" und ");
}

const rules = {
  normalisation: "Normierung",
  treatment: "Ausreißer",
  imputation: "Auffüllen fehlender Angaben",
  aggregation: "Zusammenfassung",
  weights: "Gewichte",
  missing: "Regel für fehlende Werte",
} as const;

type Setting = string | { readonly method?: string; readonly table?: unknown; readonly minimumWeight?: number };

function settingInWords(setting: Setting | undefined): string {
  if (setting === undefined) return "wie üblich";
  if (typeof setting === "string") return named(setting);
  if (setting.table !== undefined) return `Stufen mit den Punkten ${String(setting.table)}`;
  if (setting.minimumWeight !== undefined) return `ab ${germanNumber(setting.minimumWeight * 100)} % des Gewichts`;
  const { method, ...more } = setting;
  return [named(method ?? ""), ...Object.entries(more).map(([key, value]) => `${key} ${String(value)}`)].join(", ");
}

interface Part {
  readonly label: string;
  readonly inside: string;
  readonly weight: string;
  readonly polarity: 1 | -1;
}

function partsOf(definition: IndexDefinition): Map<string, Part> {
  const parts = new Map<string, Part>();
  const walk = (group: GroupDefinition): void => {
    const inside = textOf(group.label ?? group.id).de;
    for (const part of group.components) {
      const isIndicator = "indicator" in part;
      const id = isIndicator ? part.indicator : part.id;
      const label = textOf(part.label ?? id).de;
      // Groups of rounds are numbered; their name is what stays.
      parts.set(isIndicator ? id : `group ${label}`, {
        label,
        inside,
        weight: weightOf(part),
        polarity: part.polarity ?? 1,
      });
      if (!isIndicator) walk(part);
    }
  };
  for (const group of definition.indices) walk(group);
  return parts;
}

function weightOf(part: GroupDefinition | IndicatorDefinition): string {
  if (part.grade !== undefined) return `Stufe ${part.grade.replace("_", " ")}`;
  return `Gewicht ${germanNumber(part.weight ?? 1, { decimals: Number.isInteger(part.weight ?? 1) ? 0 : 2 })}`;
}
