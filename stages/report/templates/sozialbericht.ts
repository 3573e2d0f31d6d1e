import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { bars } from "../charts/bars.ts";
import { choropleth } from "../charts/choropleth.ts";
import type { Block } from "../document.ts";
import type { IndicatorMaterial, Material } from "../material.ts";
import { noticesOf } from "./datenblatt.ts";
import { figuresTable, indicatorPages } from "./indicatorPages.ts";
import { mapAreas } from "./mapAreas.ts";
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
 * course and table, the Sozialformel, a profile of every larger area, methods
 * and sources. Describes, compares over time, and says how each figure is made
 * (PM08-033 asks for all three).
 */
export const sozialbericht: Template = {
  id: "sozialbericht",
  label: { de: "Sozialbericht", en: "Social report" },
  description: {
    de: "Der Kreis im Ganzen: Themen mit Karte, Verlauf und Tabelle, Sozialformel, Profile, Methoden und Quellen.",
    en: "The whole county: themes with map, course and table, Sozialformel, profiles, methods and sources.",
  },
  needs: { indicators: mainIndicators, index: "sozialformel", profiles: true },
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
        ...members.flatMap((member) => indicatorPages(material, member)),
        ...figuresTable(`${theme}: alle Werte`, members),
      ]),
      ...sozialformel(material),
      ...profiles(material),
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

function sozialformel(material: Material): Block[] {
  const { index } = material;
  if (index === null) return [];
  const byName = [...index.areas].sort((a, b) => a.name.localeCompare(b.name, "de"));
  const title = `${index.label.de} ${index.period}: null ist der Durchschnitt der Gebiete, höher heißt mehr Armut`;
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: index.label.de },
    { kind: "paragraph", text: index.sentence, by: "machine" },
    {
      kind: "paragraph",
      text: `${index.method.normalisation} ${index.method.weights} ${index.method.missing}`,
      by: "editor",
    },
    {
      kind: "picture",
      title,
      ...indexPicture(material, index, byName),
      source: "Eigene Berechnung aus den Bestandteilen der folgenden Tabelle.",
    },
    {
      kind: "table",
      title: `${index.label.de} ${index.period} und ihre Bestandteile`,
      columns: [
        { label: "Gebiet" },
        { label: "Index", decimals: 2 },
        ...index.components.map((component) => ({
          label: component.label.de,
          unit: component.unit,
          decimals: component.decimals,
        })),
      ],
      rows: byName.map((area): (string | Value)[] => [area.name, area.index, ...area.values]),
      source: `Quelle: ${[...new Set(index.sources.map((source) => source.title))].join("; ")}. Eigene Berechnung.`,
    },
  ];
}

// A map where the index is of the report's own level; bars for fewer areas or another level.
function indexPicture(
  material: Material,
  index: NonNullable<Material["index"]>,
  areas: NonNullable<Material["index"]>["areas"],
): { svg: string; alternative: string } {
  const outlined = mapAreas(
    material,
    areas.map((area) => area.code),
    areas.map((area) => area.index),
  );
  if (index.level === material.level && outlined.length > 0) {
    const alternative = `Karte: ${index.label.de} ${index.period}. ${index.sentence}`;
    const limits = index.classes.slice(1).map((one) => one.from);
    return { svg: choropleth(outlined, { limits, unit: "", decimals: 2, alternative, key: index.id }), alternative };
  }
  const alternative = `Balken: ${index.label.de} ${index.period} je Gebiet. ${index.sentence}`;
  const rows = areas.map((area) => ({ name: area.name, value: area.index }));
  return { svg: bars(rows, { unit: "", decimals: 2, county: "senseless", alternative }), alternative };
}

function profiles(material: Material): Block[] {
  if (material.profiles.length === 0) return [];
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "Die Gebiete im Profil" },
    ...material.profiles.flatMap((profile) => profilePages(profile, 2, 16, mainIndicators)),
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
