import { inLanguage, type Language } from "../../../kernel/text/text.ts";
import { letterOf, type Mark, markList } from "../../../kernel/value/table.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Comparison, MapAnswer, Profile, TrendSeriesAnswer } from "../contract.ts";
import { sheetFooter } from "./sheetFooter.ts";
import { sheetName } from "./sheetName.ts";
import { wordsIn } from "./wordsIn.ts";

/** A page's figures as a sheet: text columns, number columns, and what must stand beneath. */
export interface FileTable {
  /** Without ending. */
  readonly name: string;
  readonly title: string;
  readonly sentence: string;
  readonly columns: readonly FileColumn[];
  readonly rows: readonly (readonly (string | Value)[])[];
  /** Notes, sources, licences, reference dates. */
  readonly footer: readonly string[];
}

export interface FileColumn {
  readonly label: string;
  /** Text stays text, also codes with leading zeros. */
  readonly kind: "text" | "number";
  readonly decimals?: number;
}

/** A map as a sheet: one row per area with value, interval, counts and the period before; the county last. */
export function mapTable(map: MapAnswer, language: Language): FileTable {
  const say = wordsIn(language);
  const { unit, decimals } = map.indicator;
  const label = inLanguage(map.indicator.label, language);
  const number = (text: string, places = decimals): FileColumn => ({ label: text, kind: "number", decimals: places });
  const counts = map.numerator !== null && map.denominator !== null;
  const row = (at: number): (string | Value)[] => [
    map.areas.codes[at] ?? "",
    map.areas.names[at] ?? "",
    map.period ?? "",
    map.values[at] ?? "unknown",
    say(map.marks[at] ?? ""),
    map.lower[at] ?? "",
    map.upper[at] ?? "",
    ...(counts ? [map.numerator?.[at] ?? "unknown", map.denominator?.[at] ?? "unknown"] : []),
    map.previous[at] ?? "unknown",
  ];
  const { county } = map;
  return {
    name: sheetName([map.indicator.id, map.level, map.period ?? ""]),
    title: `${label}${unit === "" ? "" : ` (${unit})`}`,
    sentence: inLanguage(map.sentence, language),
    columns: [
      text(say("code")),
      text(inLanguage(map.levelLabel, language)),
      text(say("period")),
      number(unitOf(label, unit)),
      text(say("mark")),
      number(say("lower"), decimals + 1),
      number(say("upper"), decimals + 1),
      ...(counts ? [number(say("numerator"), 0), number(say("denominator"), 0)] : []),
      number(map.previousPeriod ?? say("before")),
    ],
    rows: [
      ...map.areas.codes.map((_, at) => row(at)),
      [
        "",
        county.name,
        map.period ?? "",
        county.value,
        say(county.mark ?? ""),
        county.lower ?? "",
        county.upper ?? "",
        ...(counts ? ["", ""] : []),
        county.previous,
      ],
    ],
    footer: sheetFooter(map.notes, map.sources, language),
  };
}

/** A time line as a sheet: one row per area, one column per period, the county last. */
export function trendTable(trend: TrendSeriesAnswer, language: Language): FileTable {
  const say = wordsIn(language);
  const { unit, decimals, id } = trend.indicator;
  const label = inLanguage(trend.indicator.label, language);
  const breaks = trend.breaks.map((one) => `${one.period}: ${inLanguage(one.note, language)}`);
  return {
    name: sheetName([id, trend.level, say("series")]),
    title: unitOf(label, unit),
    sentence: inLanguage(trend.sentence, language),
    columns: [
      text(say("code")),
      text(say("area")),
      ...trend.periods.map((period): FileColumn => ({ label: period, kind: "number", decimals })),
      text(say("trend")),
    ],
    rows: [
      ...trend.areas.codes.map((code, at) => [
        code,
        trend.areas.names[at] ?? "",
        ...(trend.values[at] ?? []),
        say(trend.trends[at]?.label ?? ""),
      ]),
      ["", trend.county.name, ...trend.county.values, say(trend.county.trend.label)],
    ],
    footer: [
      ...breaks,
      ...markLines(
        trend.areas.names.map((name, row) => ({ name, marks: trend.marks?.[row] ?? [] })),
        (place) => trend.periods[place] ?? "",
        language,
      ),
      ...sheetFooter(trend.notes, trend.sources, language),
    ],
  };
}

/** A profile as a sheet: one row per indicator. */
export function profileTable(profile: Profile, language: Language): FileTable {
  const say = wordsIn(language);
  const wide = (label: string): FileColumn => ({ label, kind: "number", decimals: 2 });
  return {
    name: sheetName([say("profile"), profile.area.level, profile.area.code]),
    title: `${profile.area.name} (${inLanguage(profile.area.levelLabel, language)})`,
    sentence: inLanguage(profile.sentence, language),
    columns: [
      text(say("situation")),
      text(say("indicator")),
      text(say("unit")),
      text(say("period")),
      wide(profile.area.name),
      text(say("mark")),
      wide(say("county")),
      ...(profile.peers.length > 0 ? [wide(say("peer"))] : []),
      wide(say("smallest")),
      wide(say("median")),
      wide(say("largest")),
    ],
    rows: profile.groups.flatMap((group) =>
      group.rows.map((row) => [
        inLanguage(group.label, language),
        inLanguage(row.indicator.label, language),
        row.indicator.unit,
        row.period,
        row.value,
        say(row.mark ?? ""),
        row.county,
        ...(profile.peers.length > 0 ? [row.peer ?? ("unknown" as const)] : []),
        row.range?.min ?? "",
        row.range?.median ?? "",
        row.range?.max ?? "",
      ]),
    ),
    footer: sheetFooter(profile.notes, profile.sources, language),
  };
}

/** A comparison as a sheet: one row per indicator, one column per area. */
export function comparisonTable(comparison: Comparison, language: Language): FileTable {
  const say = wordsIn(language);
  return {
    name: sheetName([say("comparison"), ...comparison.areas.map((area) => area.code)]),
    title: `${say("comparison")}: ${comparison.areas.map((area) => area.name).join(", ")}`,
    sentence: comparison.rows.map((row) => inLanguage(row.sentence, language)).join(" "),
    columns: [
      text(say("indicator")),
      text(say("unit")),
      text(say("period")),
      ...comparison.areas.map((area): FileColumn => ({ label: area.name, kind: "number", decimals: 2 })),
      { label: say("county"), kind: "number", decimals: 2 },
    ],
    rows: comparison.rows.map((row) => [
      inLanguage(row.indicator.label, language),
      row.indicator.unit,
      row.period ?? "",
      ...row.values,
      row.county,
    ]),
    footer: [
      ...markLines(
        comparison.rows.map((row) => ({ name: inLanguage(row.indicator.label, language), marks: row.marks })),
        (place) => comparison.areas[place]?.name ?? "",
        language,
      ),
      ...sheetFooter(comparison.notes, comparison.sources, language),
    ],
  };
}

/** One line for each mark that occurs, in files that have no column for it: "Vorläufig (p): Altdorf 2022, 2023". */
function markLines(
  rows: readonly { readonly name: string; readonly marks: readonly (Mark | null)[] }[],
  placeName: (place: number) => string,
  language: Language,
): string[] {
  const say = wordsIn(language);
  return markList.flatMap((mark) => {
    // It holds for all areas alike; the notes say which dates.
    if (mark === "mixedDates") return [];
    const where = rows.flatMap(({ name, marks }) => {
      const places = marks.flatMap((one, place) => (one === mark ? [placeName(place)] : []));
      return places.length === 0 ? [] : [`${name} ${places.join(", ")}`];
    });
    const word = say(mark);
    const letter = letterOf(mark);
    const head = `${word.slice(0, 1).toUpperCase()}${word.slice(1)}${letter === "" ? "" : ` (${letter})`}`;
    return where.length === 0 ? [] : [`${head}: ${where.join("; ")}`];
  });
}

function text(label: string): FileColumn {
  return { label, kind: "text" };
}

function unitOf(label: string, unit: string): string {
  return unit === "" ? label : `${label} (${unit})`;
}
