import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { germanDate } from "../../../kernel/time/germanDate.ts";
import type { IndexAnswer, IndexChapter } from "../../combine/combine.ts";
import type { Block } from "../document.ts";
import type { Material } from "../material.ts";
import { partName } from "./partName.ts";

/** How an index is computed, how its weights came about, and how to cite it. */
export function sheetPages(material: Material, chapter: IndexChapter): Block[] {
  return [
    { kind: "heading", level: 2, text: "Wie der Index entsteht" },
    { kind: "paragraph", text: `Zitieren als: ${citation(material, chapter)}`, by: "editor" },
    ...standing(chapter),
    ruleTable(chapter),
    ...frozenSheet(chapter),
  ];
}

function citation({ county, madeOn }: Material, { parts, frozen, levelLabel, standing }: IndexChapter): string {
  const [first] = parts;
  if (frozen !== null) return frozen.sheet.citation;
  if (first === undefined) return county.name;
  const draft = standing === "draft" ? " (Entwurf)" : "";
  return `${county.name}: ${first.label.de}. Definition „${first.id}“, Fassung ${first.version}${draft}, Ebene ${levelLabel}, Zeitraum ${first.period}, Stand der Daten ${germanDate(madeOn)}.`;
}

function standing({ standing, frozen, parts }: IndexChapter): Block[] {
  if (standing === "draft")
    return [
      {
        kind: "paragraph",
        text: "Dieser Index ist ein Entwurf: Definition und Gewichte sind noch nicht festgelegt.",
        by: "machine",
      },
    ];
  if (frozen === null) return [];
  const count = parts[0]?.areas.length ?? 0;
  const agreement =
    frozen.differing === null
      ? "Dieser Bericht zeigt sie für eine andere Ebene oder einen anderen Zeitraum, gerechnet mit derselben Definition."
      : frozen.differing === 0
        ? "Die Werte dieses Berichts sind die festgelegten."
        : `Bei ${germanNumber(frozen.differing)} von ${germanNumber(count)} Gebieten weicht der Index von den festgelegten Werten ab, weil sich Zahlen seither geändert haben.`;
  return [
    {
      kind: "paragraph",
      text: `Fassung ${frozen.version} wurde am ${germanDate(frozen.on)} festgelegt. ${agreement}`,
      by: "machine",
    },
  ];
}

const rules = {
  normalisation: "Normierung",
  weights: "Gewichte",
  aggregation: "Zusammenfassung",
  missing: "Fehlende Werte",
  classes: "Klassen",
} as const;

/** The rules in words; a rule that is the same for all parts stands once. */
function ruleTable({ parts }: IndexChapter): Block {
  const rows = (Object.keys(rules) as (keyof typeof rules)[]).flatMap((rule): string[][] => {
    const wordings = parts.map((part: IndexAnswer) => part.method[rule]);
    return new Set(wordings).size < 2
      ? [[rules[rule], wordings[0] ?? ""]]
      : parts.map((part, at) => [`${rules[rule]}: ${partName(part)}`, wordings[at] ?? ""]);
  });
  return {
    kind: "table",
    title: "Die Regeln in Worten",
    columns: [{ label: "Regel" }, { label: "Wortlaut" }],
    rows,
    source: "Aus der Definition des Index.",
  };
}

// Said above for the figures of this report.
const saidAbove: readonly string[] = ["Wie gerechnet wird", "Normierung", "Was die Prüfung zeigt"];

function frozenSheet({ frozen }: IndexChapter): Block[] {
  if (frozen === null) return [];
  const { sheet, version } = frozen;
  return [
    { kind: "heading", level: 2, text: `Methodenblatt der Fassung ${version}` },
    ...sheet.sections
      .filter((section) => !saidAbove.includes(section.title))
      .flatMap((section): Block[] => [
        { kind: "heading", level: 3, text: section.title },
        ...section.lines.map((text): Block => ({ kind: "paragraph", text, by: "editor" })),
      ]),
    ...(sheet.components.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            title: "Wie die Gewichte entstanden",
            columns: [
              { label: "Indikator" },
              { label: "gehört zu" },
              { label: "Richtung" },
              { label: "Stufe" },
              { label: "Woher" },
              { label: "Punkte", decimals: 0 },
              { label: "Anteil", unit: "%", decimals: 1 },
            ],
            rows: sheet.components.map((one) => [
              // Which figure of the catalogue it is: a sheet is to be computed after.
              one.indicator === null ? one.label : `${one.label} (${one.indicator})`,
              one.inside,
              one.direction,
              one.grade,
              one.origin,
              one.points,
              one.share,
            ]),
            source: `Methodenblatt, Prüfsumme der Definition ${sheet.fingerprint}.`,
          },
        ]),
  ];
}
