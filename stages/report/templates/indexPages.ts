import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { axisTypes, type IndexAnswer, type IndexChapter } from "../../combine/combine.ts";
import { axisField } from "../charts/axisField.ts";
import { bars } from "../charts/bars.ts";
import { choropleth } from "../charts/choropleth.ts";
import type { Block } from "../document.ts";
import { indicesOf, type Material } from "../material.ts";
import { mapAreas } from "./mapAreas.ts";
import { partName } from "./partName.ts";
import { sheetPages } from "./sheetPages.ts";
import { sourceLine } from "./sources.ts";

/**
 * One chapter for every index that the report carries: map, ranks with their intervals, components with their
 * weights, burden beside competence, the rules in words, and the method sheet with how to cite it.
 */
export function indexPages(material: Material): Block[] {
  return indicesOf(material).flatMap((chapter) => chapterPages(material, chapter));
}

function chapterPages(material: Material, chapter: IndexChapter): Block[] {
  const [first] = chapter.parts;
  if (first === undefined) return [];
  const { description, label } = first;
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: label.de },
    ...(description.de === "" ? [] : [{ kind: "paragraph", text: description.de, by: "editor" } as const]),
    ...chapter.parts.flatMap((part) => [
      ...(chapter.parts.length < 2 ? [] : [{ kind: "heading", level: 2, text: partName(part) } as const]),
      ...partPages(material, chapter, part),
    ]),
    ...fieldPages(chapter),
    ...checks(chapter),
    ...sheetPages(material, chapter),
  ];
}

function partPages(material: Material, { draws }: IndexChapter, part: IndexAnswer): Block[] {
  const name = partName(part);
  const byName = [...part.areas].sort((a, b) => a.name.localeCompare(b.name, "de"));
  const source = sourceLine(part.sources, part.period);
  return [
    { kind: "paragraph", text: part.sentence, by: "machine" },
    {
      kind: "picture",
      title: `${name} ${part.period} nach Gebieten${part.normalisation === "z" ? ": null ist der Durchschnitt" : ""}`,
      ...indexPicture(material, part, byName),
      source,
    },
    ...certainty(part, draws),
    rankTable(part, name, draws, source),
    weightTable(part, name, source),
    ...valueTables(part, name, byName, source),
  ];
}

// A map where the index is of the report's own level; bars for fewer areas or another level.
function indexPicture(
  material: Material,
  index: IndexAnswer,
  areas: IndexAnswer["areas"],
): { svg: string; alternative: string } {
  const outlined = mapAreas(
    material,
    areas.map((area) => area.code),
    areas.map((area) => area.index),
  );
  if (index.level === material.level && outlined.length > 0) {
    const alternative = `Karte: ${index.sentence}`;
    const limits = index.classes.slice(1).map((one) => one.from);
    const key = `${index.id}-${index.part}`;
    return { svg: choropleth(outlined, { limits, unit: "", decimals: 2, alternative, key }), alternative };
  }
  const alternative = `Balken je Gebiet: ${index.sentence}`;
  const rows = areas.map((area) => ({ name: area.name, value: area.index }));
  return { svg: bars(rows, { unit: "", decimals: 2, county: "senseless", alternative }), alternative };
}

/** How far ranks and classes can be relied on, as a sentence; nothing where nothing was drawn. */
function certainty({ areas }: IndexAnswer, draws: number): Block[] {
  const judged = areas.filter((area) => area.classCertain !== null);
  if (draws === 0 || judged.length === 0) return [];
  const unsure = judged
    .filter((area) => area.classCertain === false)
    .map((area) => area.name)
    .sort((a, b) => a.localeCompare(b, "de"));
  const head = `In ${germanNumber(draws)} Rechnungen mit etwas anderen Gewichten, Verfahren und Werten behalten ${germanNumber(judged.length - unsure.length)} von ${germanNumber(judged.length)} Gebieten in mindestens neun von zehn Fällen ihre Klasse.`;
  const rest =
    unsure.length === 0
      ? ""
      : unsure.length <= 12
        ? ` Nicht sicher ist die Klasse von: ${unsure.join(", ")}.`
        : " Die übrigen sind in der Tabelle gekennzeichnet.";
  return [{ kind: "paragraph", text: head + rest, by: "machine" }];
}

function rankTable(part: IndexAnswer, name: string, draws: number, source: string): Block {
  const inOrder = [...part.areas].sort(
    (a, b) =>
      (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || a.name.localeCompare(b.name, "de"),
  );
  const drawn = draws > 0;
  return {
    kind: "table",
    title: `${name} ${part.period}: Rang und Klasse`,
    columns: [
      { label: "Gebiet" },
      { label: "Index", decimals: 2 },
      { label: "Rang", decimals: 0 },
      ...(drawn
        ? [
            { label: "Rang von", decimals: 0 },
            { label: "bis", decimals: 0 },
          ]
        : []),
      { label: "Klasse" },
      ...(drawn ? [{ label: "Klasse sicher" }] : []),
    ],
    rows: inOrder.map((area): (string | Value)[] => [
      area.name,
      area.index,
      area.rank ?? "senseless",
      ...(drawn ? [area.rankLow ?? "senseless", area.rankHigh ?? "senseless"] : []),
      area.class === null ? "–" : (part.classes[area.class]?.label.de ?? String(area.class + 1)),
      ...(drawn ? [area.classCertain === null ? "–" : area.classCertain ? "ja" : "nein"] : []),
    ]),
    source: `${drawn ? `Rang von … bis …: die mittleren neun Zehntel von ${germanNumber(draws)} Rechnungen. ` : ""}${source}`,
  };
}

function weightTable(part: IndexAnswer, name: string, source: string): Block {
  return {
    kind: "table",
    title: `${name}: Bestandteile und Gewichte`,
    columns: [
      { label: "Bestandteil" },
      { label: "Ein hoher Wert" },
      { label: "Gewicht", unit: "%", decimals: 1 },
      { label: "Mittel der Gebiete", writtenOut: true },
      { label: "niedrigster Wert", writtenOut: true },
      { label: "höchster Wert", writtenOut: true },
    ],
    rows: part.components.map((one): (string | Value)[] => {
      const shown = (value: Value): string =>
        germanNumber(value, { decimals: one.decimals, unit: isPresent(value) ? one.unit : "" });
      return [
        one.label.de,
        one.polarity === 1 ? "erhöht" : "senkt",
        one.effectiveWeight * 100,
        shown(one.mean),
        shown(one.minimum),
        shown(one.maximum),
      ];
    }),
    source,
  };
}

/** No table is wider than a page: so many components at most beside the name of the area and its index. */
const mostComponents = 6;

function valueTables(part: IndexAnswer, name: string, areas: IndexAnswer["areas"], source: string): Block[] {
  const { components } = part;
  const count = Math.ceil(components.length / mostComponents);
  const each = Math.ceil(components.length / count);
  return Array.from({ length: count }, (_, at): Block => {
    const from = at * each;
    const own = components.slice(from, from + each);
    return {
      kind: "table",
      title: `${name} ${part.period} und ihre Bestandteile${count < 2 ? "" : ` (${at + 1} von ${count})`}`,
      columns: [
        { label: "Gebiet" },
        { label: "Index", decimals: 2 },
        ...own.map(({ label, unit, decimals }) => ({ label: label.de, unit, decimals })),
      ],
      rows: areas.map((area): (string | Value)[] => [area.name, area.index, ...area.values.slice(from, from + each)]),
      source,
    };
  });
}

/** What the machine found odd in the whole definition, said once. */
function checks({ parts }: IndexChapter): Block[] {
  const messages = [...new Set(parts.flatMap((part) => part.checks.map((check) => check.sentence)))];
  return messages.length === 0 ? [] : [{ kind: "keyMessages", title: "Was die Prüfung zeigt", messages }];
}

/** Burden beside competence, never one minus the other: the field and who is of which type. */
function fieldPages({ parts, field }: IndexChapter): Block[] {
  if (field === null) return [];
  const { types, limits } = field;
  const [burden, competence] = [field.burden, field.competence].map((id) => parts.find((one) => one.part === id));
  if (burden === undefined || competence === undefined) return [];
  const rows = Object.entries(axisTypes).map(([type, label]) => {
    const names = burden.areas.flatMap((area, i) => (types[i] === type ? [area.name] : []));
    return { label: label.de, names: names.sort((a, b) => a.localeCompare(b, "de")) };
  });
  const counted = rows.map(({ label, names }) => `${label}: ${germanNumber(names.length)}`).join("; ");
  const alternative = `Feld aus Belastung und Kompetenz ${burden.period}. Zahl der Gebiete: ${counted}.`;
  const points = burden.areas.map((area, i) => ({
    name: area.name,
    across: area.index,
    up: competence.areas[i]?.index ?? ("unknown" as const),
  }));
  const source = `Eigene Berechnung aus ${partName(burden)} und ${partName(competence)}, ${burden.period}.`;
  return [
    { kind: "heading", level: 2, text: "Belastung und Kompetenz nebeneinander" },
    {
      kind: "paragraph",
      text: "Belastung und Kompetenz werden getrennt berechnet und nicht gegeneinander aufgerechnet: Ein Gebiet kann viel tragen und zugleich stark sein.",
      by: "editor",
    },
    {
      kind: "picture",
      title: `Jedes Gebiet nach Belastung und Kompetenz, ${burden.period}`,
      svg: axisField(points, {
        across: { name: partName(burden), limit: limits.burden },
        up: { name: partName(competence), limit: limits.competence },
        alternative,
      }),
      alternative,
      source,
    },
    {
      kind: "table",
      title: `Vier Typen von Gebieten, ${burden.period}`,
      columns: [{ label: "Typ" }, { label: "Zahl", decimals: 0 }, { label: "Gebiete" }],
      rows: rows.map(({ label, names }): (string | Value)[] => [
        label,
        names.length,
        names.length === 0 ? "–" : names.join(", "),
      ]),
      source,
    },
  ];
}
