import { inLanguage, type Language, type Text } from "../../kernel/text/text.ts";
import { type FileTable, sheetFooter } from "../describe/describe.ts";
import type { IndexAnswer } from "./contract.ts";

/**
 * An index as a sheet: one row per area with index and class, then for each component its value, how it
 * enters (z-score, percentile rank), and what it adds or takes away. Areas without an index keep their values.
 *
 * Ranks are left out: lists sort, they do not place.
 *
 * @example
 * indexTable({ id: "lage", level: "GEM", period: "2023", version: 1, label: { de: "Lage" }, sentence: "", entering: { de: "Z-Wert" }, components: [], classes: [{ label: { de: "niedrig" } }, { label: { de: "hoch" } }], areas: [{ code: "01", name: "Altdorf", index: 0.4, class: 1 }], method: {}, sources: [] }, "de").rows // [["01", "Altdorf", 0.4, "hoch"]]
 */
export function indexTable(answer: IndexAnswer, language: Language): FileTable {
  const say = (text: Required<Text>): string => text[language];
  const label = inLanguage(answer.label, language);
  const entering = inLanguage(answer.entering, language);
  return {
    name: `${answer.id}-${answer.level}-${answer.period}`.toLowerCase(),
    title: `${label}, ${answer.period}`,
    sentence: language === "de" ? answer.sentence : "",
    columns: [
      { label: say(words.code), kind: "text" },
      { label: say(words.area), kind: "text" },
      { label, kind: "number", decimals: 3 },
      { label: say(words.class), kind: "text" },
      ...answer.components.flatMap((component): FileTable["columns"] => {
        const name = inLanguage(component.label, language);
        return [
          {
            label: component.unit === "" ? name : `${name} (${component.unit})`,
            kind: "number",
            decimals: component.decimals,
          },
          { label: `${name}: ${entering}`, kind: "number", decimals: 3 },
          { label: `${name}: ${say(words.contribution)}`, kind: "number", decimals: 3 },
        ];
      }),
    ],
    rows: answer.areas.map((area) => [
      area.code,
      area.name,
      area.index,
      area.class === null ? "" : inLanguage(answer.classes[area.class]?.label ?? { de: "" }, language),
      ...answer.components.flatMap((_, at) => [
        area.values[at] ?? "unknown",
        area.normalised[at] ?? "unknown",
        area.contributions[at] ?? "unknown",
      ]),
    ]),
    footer: [
      `${say(words.version)} ${answer.version}, ${say(words.period)} ${answer.period}`,
      ...(language === "de" ? Object.values(answer.method).filter((line) => line !== "") : []),
      ...sheetFooter([], answer.sources, language),
    ],
  };
}

const words = {
  code: { de: "Schlüssel", en: "Code" },
  area: { de: "Gebiet", en: "Area" },
  class: { de: "Klasse", en: "Class" },
  contribution: { de: "Beitrag", en: "contribution" },
  version: { de: "Fassung der Definition:", en: "Version of the definition:" },
  period: { de: "Zeitraum", en: "period" },
} as const satisfies Readonly<Record<string, Required<Text>>>;
