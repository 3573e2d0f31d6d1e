import { inLanguage, type Language } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Comparison, MapAnswer, Profile, Source, TrendSeriesAnswer } from "../contract.ts";

interface Axis {
  readonly id: string;
  readonly label: string;
  readonly members: readonly {
    readonly id: string;
    readonly label: string;
    readonly unit?: string;
    readonly decimals?: number;
  }[];
}

/**
 * Figures as JSON-stat 2.0, for other programs: dimensions, one flat list of
 * values, and a status where there is none or a caution.
 *
 * `values` are in the units of the indicators and lie row by row, the last axis running fastest: as many as the
 * product of the members of all axes.
 *
 * Source: json-stat.org/full, version 2.0.
 */
export function jsonStat(
  axes: readonly Axis[],
  values: readonly Value[],
  about: { label: string; sources: readonly Source[]; marks?: readonly (string | null)[] },
): object {
  const status: Record<string, string> = {};
  values.forEach((value, at) => {
    const mark = about.marks?.[at];
    if (!isPresent(value)) status[at] = value;
    else if (mark != null) status[at] = mark;
  });
  return {
    version: "2.0",
    class: "dataset",
    label: about.label,
    source: about.sources
      .map((source) => [source.publisher, source.title, source.licence].filter(Boolean).join(", "))
      .join("; "),
    id: axes.map((axis) => axis.id),
    size: axes.map((axis) => axis.members.length),
    role: {
      geo: axes.flatMap((axis) => (axis.id === "area" ? [axis.id] : [])),
      time: axes.flatMap((axis) => (axis.id === "period" ? [axis.id] : [])),
      metric: axes.flatMap((axis) => (axis.id === "indicator" ? [axis.id] : [])),
    },
    dimension: Object.fromEntries(axes.map((axis) => [axis.id, dimension(axis)])),
    value: values.map((value) => (isPresent(value) ? value : null)),
    status,
  };
}

function dimension({ label, members }: Axis) {
  const units = members.flatMap(({ id, unit, decimals }) =>
    unit === undefined ? [] : [[id, { label: unit, decimals }]],
  );
  return {
    label,
    category: {
      index: members.map((member) => member.id),
      label: Object.fromEntries(members.map((member) => [member.id, member.label])),
      ...(units.length > 0 ? { unit: Object.fromEntries(units) } : {}),
    },
  };
}

/** A map for other programs: one indicator, one period, all areas of a level. */
export function mapStat(map: MapAnswer, language: Language): object {
  const axes = [
    indicatorAxis([map.indicator], language),
    { id: "area", label: inLanguage(map.levelLabel, language), members: areaMembers(map.areas) },
    periodAxis(map.period === null ? [] : [map.period], language),
  ];
  const values = map.period === null ? [] : map.values;
  return jsonStat(axes, values, {
    label: inLanguage(map.indicator.label, language),
    sources: map.sources,
    marks: map.marks,
  });
}

/** Time series for other programs: one indicator, the shown areas, all periods. */
export function trendStat(trend: TrendSeriesAnswer, language: Language): object {
  const axes = [
    indicatorAxis([trend.indicator], language),
    { id: "area", label: word("area", language), members: areaMembers(trend.areas) },
    periodAxis(trend.periods, language),
  ];
  return jsonStat(axes, trend.values.flat(), {
    label: inLanguage(trend.indicator.label, language),
    sources: trend.sources,
    marks: trend.marks?.flat() ?? [],
  });
}

/** An area profile for other programs: one area, all indicators that are shown of it. */
export function profileStat(profile: Profile, language: Language): object {
  const rows = profile.groups.flatMap((group) => group.rows);
  const area = { codes: [profile.area.code], names: [profile.area.name] };
  const axes = [
    indicatorAxis(
      rows.map((row) => row.indicator),
      language,
    ),
    { id: "area", label: word("area", language), members: areaMembers(area) },
  ];
  return jsonStat(
    axes,
    rows.map((row) => row.value),
    { label: profile.area.name, sources: profile.sources, marks: rows.map((row) => row.mark) },
  );
}

/** A comparison for other programs: the chosen areas, which may be of different levels, by the chosen indicators. */
export function comparisonStat(comparison: Comparison, language: Language): object {
  const axes = [
    indicatorAxis(
      comparison.rows.map((row) => row.indicator),
      language,
    ),
    {
      id: "area",
      label: word("area", language),
      members: comparison.areas.map((area) => ({ id: `${area.level}:${area.code}`, label: area.name })),
    },
  ];
  return jsonStat(
    axes,
    comparison.rows.flatMap((row) => row.values),
    {
      label: comparison.areas.map((area) => area.name).join(", "),
      sources: comparison.sources,
      marks: comparison.rows.flatMap((row) => row.marks),
    },
  );
}

function indicatorAxis(indicators: readonly MapAnswer["indicator"][], language: Language): Axis {
  return {
    id: "indicator",
    label: word("indicator", language),
    members: indicators.map(({ id, label, unit, decimals }) => ({
      id,
      label: inLanguage(label, language),
      unit,
      decimals,
    })),
  };
}

function periodAxis(periods: readonly string[], language: Language): Axis {
  return {
    id: "period",
    label: word("period", language),
    members: periods.map((period) => ({ id: period, label: period })),
  };
}

function areaMembers({ codes, names }: { codes: readonly string[]; names: readonly string[] }) {
  return codes.map((code, at) => ({ id: code, label: names[at] ?? code }));
}

function word(key: "area" | "indicator" | "period", language: Language): string {
  return { area: ["Gebiet", "Area"], indicator: ["Kennzahl", "Indicator"], period: ["Zeitraum", "Period"] }[key][
    language === "de" ? 0 : 1
  ] as string;
}
