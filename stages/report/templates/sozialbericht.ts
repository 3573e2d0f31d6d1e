import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { Block } from "../document.ts";
import type { IndicatorMaterial, Material } from "../material.ts";
import { noticesOf } from "./datenblatt.ts";
import { indexPages } from "./indexPages.ts";
import { figuresTable, indicatorPages } from "./indicatorPages.ts";
import { areaInterpretations, indicatorInterpretations, otherInterpretations } from "./interpretationPages.ts";
import { profilePages } from "./profilePages.ts";
import type { Template } from "./templates.ts";

// Two to four of each life situation, those that councils ask for first.
const mainIndicators: readonly string[] = [
  "kinderarmut",
  "sgb2_quote",
  "altersarmut",
  "arbeitslosenquote",
  "langzeitarbeitslosenanteil",
  "jugendquotient",
  "anteil_65plus",
  "alleinerziehendenquote",
  "bevoelkerungsentwicklung_5j",
  "betreuungsquote_u3",
  "seu_sprache",
  "abgaenge_ohne_abschluss",
  "hze_inanspruchnahme",
  "pflegequote",
  "seu_uebergewicht",
  "wohngeldquote",
  "einpersonenhaushalte",
  "wahlbeteiligung",
];

/**
 * The county's social report: key messages, one chapter per theme with map,
 * course and table, the chosen indices, a profile of every larger area, methods
 * and sources. Describes, compares over time, and says how each figure is made
 * (PM08-033 asks for all three).
 */
export const sozialbericht: Template = {
  id: "sozialbericht",
  label: { de: "Sozialbericht", en: "Social report" },
  description: {
    de: "Der Kreis im Ganzen: Themen mit Karte, Verlauf und Tabelle, die gewählten Indizes, Profile, Methoden und Quellen.",
    en: "The whole county: themes with map, course and table, the chosen indices, profiles, methods and sources.",
  },
  needs: { indicators: mainIndicators, atLeast: 12, indices: ["sozialformel"], profiles: true },
  make: (material, title) => ({
    title,
    subtitle: "Lebenslagen der Menschen in Städten, Ämtern und Gemeinden",
    county: material.county.name,
    madeOn: material.madeOn,
    notices: noticesOf(material),
    blocks: [
      ...keyMessages(material),
      ...themes(material).flatMap(({ title: theme, members }): Block[] => [
        { kind: "pageBreak" },
        { kind: "heading", level: 1, text: theme },
        ...members.flatMap((member) => [
          ...indicatorPages(material, member),
          ...indicatorInterpretations(material, member.map.indicator.id),
        ]),
        ...figuresTable(`${theme}: alle Werte`, members),
      ]),
      ...indexPages(material),
      ...profiles(material),
      ...otherInterpretations(material),
      ...methods(material),
    ],
  }),
};

function keyMessages(material: Material): Block[] {
  return [
    { kind: "heading", level: 1, text: "Das Wichtigste" },
    {
      kind: "keyMessages",
      title: "In einer Minute",
      messages: material.indicators.slice(0, 6).map(({ map }) => map.sentence.de),
    },
    {
      kind: "paragraph",
      text: `Dieser Bericht beschreibt ${material.indicators.length} Kennzahlen. Jede Zahl führt in der Plattform mit zwei Klicks zu der Datei zurück, aus der sie stammt. Werte, die auf einzelne Menschen schließen ließen, sind gesperrt.`,
      by: "editor",
    },
  ];
}

// Who lives in the county comes before how they live.
const firstTheme = "rahmenbedingungen";

/** One chapter per life situation, named as the catalogue names it (GOE-004). */
function themes({ indicators, lifeSituations = [] }: Material): { title: string; members: IndicatorMaterial[] }[] {
  const known = [...lifeSituations].sort((a, b) => Number(b.id === firstTheme) - Number(a.id === firstTheme));
  const chapters = known.map(({ id, label }) => ({
    title: label.de,
    members: indicators.filter(({ map }) => map.indicator.lifeSituation === id),
  }));
  const others = indicators.filter(({ map }) => !known.some(({ id }) => id === map.indicator.lifeSituation));
  return [...chapters, { title: "Weitere Kennzahlen", members: others }].filter(({ members }) => members.length > 0);
}

function profiles(material: Material): Block[] {
  if (material.profiles.length === 0) return [];
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "Die Gebiete im Profil" },
    ...material.profiles.flatMap((profile) => [
      ...profilePages(profile, 2, 16, mainIndicators),
      ...areaInterpretations(material, profile.area.level, profile.area.code),
    ]),
  ];
}

function methods({ indicators }: Material): Block[] {
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "Methoden und Quellen" },
    {
      kind: "paragraph",
      text: "Quoten werden für jede Ebene aus summierten Grundzahlen berechnet, nie aus Quoten gemittelt. Anteile aus weniger als zehn Fällen oder mit einem 95-%-Intervall von mehr als 15 Prozentpunkten gelten als unsicher. Klassen der Karten: fünf Klassen mit gleich vielen Gebieten, wenn nichts anderes festgelegt ist.",
      by: "editor",
    },
    {
      kind: "table",
      title: "Kennzahlen dieses Berichts",
      columns: [{ label: "Kennzahl" }, { label: "Formel" }, { label: "Fassung" }, { label: "Stichtag" }],
      rows: indicators.map(({ sheet }): string[] => [
        sheet.indicator.label.de,
        sheet.indicator.formula,
        germanNumber(sheet.indicator.version),
        [...new Set(sheet.baseFigures.map((figure) => figure.reference))].join(", "),
      ]),
      source: "Definitionen: Kennzahlenkatalog der Plattform.",
    },
    {
      kind: "table",
      title: "Grundzahlen und ihre Quellen",
      columns: [{ label: "Grundzahl" }, { label: "Kürzel" }, { label: "Quelle" }],
      rows: [
        ...new Map(indicators.flatMap(({ sheet }) => sheet.baseFigures).map((figure) => [figure.id, figure])).values(),
      ].map((figure): string[] => [figure.label.de, figure.id, figure.source]),
      source: "Lieferungen und Lizenzen stehen unter jeder Abbildung.",
    },
  ];
}
