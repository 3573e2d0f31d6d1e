import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { GroupDefinition, IndexDefinition, IndicatorDefinition } from "../definition.ts";
import { textOf } from "../indexPlan.ts";

/**
 * What is different between two versions of an index, in German sentences: what came, what went, what moved, which
 * grade or weight changed, which rule. Empty where nothing changed.
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
  return sentences;
}

const rules = {
  normalisation: "Normierung",
  aggregation: "Zusammenfassung",
  weights: "Gewichte",
  missing: "Regel für fehlende Werte",
} as const;

type Setting = string | { readonly method?: string; readonly table?: unknown; readonly minimumWeight?: number };

function settingInWords(setting: Setting | undefined): string {
  if (setting === undefined) return "wie üblich";
  if (typeof setting === "string") return setting;
  if (setting.table !== undefined) return `Stufen mit den Punkten ${String(setting.table)}`;
  if (setting.minimumWeight !== undefined) return `ab ${germanNumber(setting.minimumWeight * 100)} % des Gewichts`;
  const { method, ...more } = setting;
  return [method, ...Object.entries(more).map(([key, value]) => `${key} ${String(value)}`)].join(", ");
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
