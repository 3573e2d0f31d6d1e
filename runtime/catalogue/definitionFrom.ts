import { type BaseFigure, disclosureRules } from "../../kernel/indicator/baseFigure.ts";
import { figureSum } from "../../kernel/indicator/figureSum.ts";
import type { Indicator } from "../../kernel/indicator/indicator.ts";
import type { Text } from "../../kernel/text/text.ts";

/**
 * A base figure from what stands in a file or in the county's definitions.
 *
 * What is impossible is our own mistake (shipped content) or was refused when it
 * was saved, so it throws with the place.
 *
 * @example
 * baseFigureFrom({ id: "BEV", label: { de: "Bevölkerung" }, unit: "Personen", kind: "stock", additive: "yes", topic: "bevoelkerung", levelMin: "SUB", access: "open", disclosure: "none", reference: "31.12.", source: "", fileFormat: "" }, "x").additive // "yes"
 */
export function baseFigureFrom(content: unknown, place: string): BaseFigure {
  const read = reader(content, place);
  return {
    id: read.text("id"),
    label: read.label(),
    unit: read.text("unit"),
    kind: read.word("kind", ["stock", "flow", "amount", "median", "mean", "projection", "estimate"]),
    additive: read.word("additive", ["yes", "no", "net_only"]),
    topic: read.text("topic"),
    levelMin: read.text("levelMin"),
    access: read.word("access", ["open", "on_request", "own_register", "protected_zone"]),
    disclosure: read.word("disclosure", disclosureRules),
    reference: read.text("reference"),
    source: read.text("source"),
    fileFormat: read.text("fileFormat"),
    ...read.breaks(),
    ...read.sums(),
  };
}

/**
 * An indicator from what stands in a file or in the county's definitions.
 *
 * @example
 * indicatorFrom({ id: "dichte", label: { de: "Dichte" }, topic: "bevoelkerung", formula: "A/B", unit: "EW/km²", decimals: 0, direction: "neutral", lifePhase: "uebergreifend", lifeSituation: "rahmenbedingungen", levels: ["GEM"], aggregation: "recompute", disclosure: "none", source: "" }, 2, "x").version // 2
 */
export function indicatorFrom(content: unknown, version: number, place: string): Indicator {
  const read = reader(content, place);
  return {
    id: read.text("id"),
    version,
    label: read.label(),
    topic: read.text("topic"),
    formula: read.text("formula"),
    unit: read.text("unit"),
    decimals: read.count("decimals"),
    direction: read.word("direction", ["burden", "competence", "neutral"]),
    defaultSubindex: read.wordOrNull("defaultSubindex", ["belastung", "kompetenz"]),
    lifePhase: read.text("lifePhase"),
    lifeSituation: read.text("lifeSituation"),
    levels: read.words("levels"),
    aggregation: read.word("aggregation", ["sum", "recompute", "recompute_approx", "not_aggregatable"]),
    disclosure: read.word("disclosure", disclosureRules),
    source: read.text("source"),
    note: read.text("note", ""),
  };
}

function reader(content: unknown, place: string) {
  if (!isRecord(content)) throw new Error(`${place}: a definition is expected, not ${JSON.stringify(content)}`);
  const wrong = (key: string): never => {
    throw new Error(`${place}: ${key} of ${String(content.id)} cannot be ${JSON.stringify(content[key])}`);
  };
  const text = (key: string, otherwise?: string): string => {
    const value = content[key] ?? otherwise;
    return typeof value === "string" ? value : wrong(key);
  };
  const word = <Word extends string>(key: string, words: readonly Word[]): Word =>
    words.find((w) => w === content[key]) ?? wrong(key);
  return {
    text,
    word,
    wordOrNull: <Word extends string>(key: string, words: readonly Word[]): Word | null =>
      content[key] === undefined || content[key] === null ? null : word(key, words),
    count: (key: string): number => {
      const value = content[key];
      return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : wrong(key);
    },
    words: (key: string): string[] => {
      const value = content[key];
      return Array.isArray(value) && value.every((v) => typeof v === "string") ? value : wrong(key);
    },
    label: (): Text => (isText(content.label) ? content.label : wrong("label")),
    sums: (): Pick<BaseFigure, "sums"> => {
      const value = content.sums;
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {};
      const isSum = (one: unknown) => typeof one === "string" && figureSum(one) !== undefined;
      return Array.isArray(value) && value.every(isSum) ? { sums: value } : wrong("sums");
    },
    breaks: (): Pick<BaseFigure, "breaks"> => {
      const value = content.breaks;
      if (value === undefined || value === null) return {};
      if (!Array.isArray(value)) return wrong("breaks");
      return {
        breaks: value.map((one: unknown) => {
          if (!isRecord(one) || !isText(one.note)) return wrong("breaks");
          return { period: String(one.period), note: one.note };
        }),
      };
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value.de === "string" && (value.en === undefined || typeof value.en === "string");
}
