import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { choropleth } from "../charts/choropleth.ts";
import { timeLine } from "../charts/timeLine.ts";
import type { Block } from "../document.ts";
import { markedText, marksInWords } from "../markedText.ts";
import type { IndicatorMaterial, Material } from "../material.ts";
import { mapAreas } from "./mapAreas.ts";
import { sourceLine } from "./sources.ts";

/**
 * One indicator as a chapter's section: the answer as a sentence, the map, the
 * course over time, then the figures of every area.
 */
export function indicatorPages(material: Material, { map, trend }: IndicatorMaterial): Block[] {
  const { indicator } = map;
  const form = { unit: indicator.unit, decimals: indicator.decimals };
  const source = sourceLine(map.sources, map.period);
  const blocks: Block[] = [
    { kind: "heading", level: 2, text: indicator.label.de },
    { kind: "paragraph", text: map.sentence.de, by: "machine" },
  ];
  const shapes = mapAreas(material, map.areas.codes, map.values);
  if (shapes.length > 0 && map.classes !== null) {
    blocks.push({
      kind: "picture",
      title: `${indicator.label.de} nach ${map.levelLabel.de}, ${map.period ?? ""}`,
      svg: choropleth(shapes, {
        ...form,
        limits: map.classes.limits,
        alternative: mapInWords(material, map),
        key: indicator.id,
      }),
      alternative: mapInWords(material, map),
      source,
    });
  }
  // Estimates, uncertain values, parts of different days: what stands below the map on the screen.
  for (const note of map.notes) blocks.push({ kind: "paragraph", text: note.de, by: "machine" });
  const withCounty = trend.county.values.filter(isPresent).length >= 3;
  if (withCounty) {
    const courses = [{ name: "Kreis", values: trend.county.values }];
    const alternative = courseInWords(trend.indicator.label.de, trend.periods, trend.county.values, form);
    blocks.push({
      kind: "picture",
      title: trend.sentence.de,
      svg: timeLine(trend.periods, courses, { ...form, alternative }),
      alternative,
      source: sourceLine(trend.sources, `${trend.periods[0] ?? ""} bis ${trend.periods.at(-1) ?? ""}`),
    });
  }
  return blocks;
}

/** All areas and all indicators of a theme in one table, the county last; none where only the county has figures. */
export function figuresTable(title: string, all: readonly IndicatorMaterial[]): Block[] {
  // What nobody counts by area has its one number in the text already.
  const members = all.filter(({ map }) => map.values.some((value) => isPresent(value) || value === "withheld"));
  const [first] = members;
  if (first === undefined) return [];
  const rows = first.map.areas.codes.map((code, at): (string | Value)[] => [
    first.map.areas.names[at] ?? code,
    ...members.map(({ map }) => {
      const place = map.areas.codes.indexOf(code);
      return markedText(map.values[place] ?? "unknown", map.marks?.[place], map.indicator.decimals);
    }),
  ]);
  const marks = members.flatMap(({ map }) => [...(map.marks ?? []), map.county.mark]);
  rows.sort((a, b) => String(a[0]).localeCompare(String(b[0]), "de"));
  return [
    {
      kind: "table",
      title,
      columns: [
        { label: first.map.levelLabel.de },
        ...members.map(({ map }) => ({
          label: `${map.indicator.label.de} ${map.period ?? ""}`.trim(),
          unit: map.indicator.unit,
          decimals: map.indicator.decimals,
        })),
      ],
      rows: [
        ...rows,
        ["Kreis", ...members.map(({ map }) => markedText(map.county.value, map.county.mark, map.indicator.decimals))],
      ],
      source: `${sourceLine(
        members.flatMap(({ map }) => map.sources),
        null,
      )} Zeichen: „.“ gesperrt oder unbekannt, „/“ zu unsicher, „x“ nicht sinnvoll, „...“ folgt später.${marksInWords(marks)}`,
    },
  ];
}

function mapInWords(material: Material, map: IndicatorMaterial["map"]): string {
  const form = { unit: map.indicator.unit, decimals: map.indicator.decimals };
  const present = map.values.flatMap((value, at) =>
    isPresent(value) ? [{ value, name: map.areas.names[at] ?? "" }] : [],
  );
  present.sort((a, b) => b.value - a.value);
  const [highest] = present;
  const lowest = present.at(-1);
  const absent = map.values.length - present.length;
  const without = absent === 0 ? "" : ` Ohne Wert: ${absent}.`;
  if (highest === undefined || lowest === undefined)
    return `Karte ohne Werte: ${map.indicator.label.de} im ${material.county.name}.`;
  return `Karte: ${map.indicator.label.de} ${map.period ?? ""} in ${present.length} Gebieten, von ${germanNumber(lowest.value, form)} (${lowest.name}) bis ${germanNumber(highest.value, form)} (${highest.name}).${without}`;
}

function courseInWords(
  name: string,
  periods: readonly string[],
  values: readonly Value[],
  form: { unit: string; decimals: number },
): string {
  const points = values.flatMap((value, at) =>
    isPresent(value) ? [`${periods[at] ?? ""}: ${germanNumber(value, form)}`] : [],
  );
  return `Verlauf im Kreis, ${name}: ${points.join("; ")}.`;
}
