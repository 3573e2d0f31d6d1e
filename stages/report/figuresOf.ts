import type { Text } from "../../kernel/text/text.ts";
import type { Value } from "../../kernel/value/value.ts";
import type { IndexAnswer } from "../combine/combine.ts";
import { indicesOf, type Material } from "./material.ts";

/** One figure of a report, by which it can be found again in newer data. */
export interface ReportFigure {
  readonly indicator: string;
  readonly label: Text;
  readonly level: string;
  /** Empty for the county. */
  readonly code: string;
  readonly area: string;
  readonly period: string;
  readonly value: Value;
}

/** Every figure of a report's maps and tables, one by one: what a refresh is compared by (PM10-030). */
export function figuresOf(material: Material): ReportFigure[] {
  const ofMaps = material.indicators.flatMap(({ map }) => {
    const common = {
      indicator: map.indicator.id,
      label: map.indicator.label,
      level: map.level,
      period: map.period ?? "",
    };
    return [
      ...map.areas.codes.map(
        (code, at): ReportFigure => ({
          ...common,
          code,
          area: map.areas.names[at] ?? code,
          value: map.values[at] ?? "unknown",
        }),
      ),
      { ...common, code: "", area: map.county.name, value: map.county.value },
    ];
  });
  const ofProfiles = material.profiles.flatMap(({ area, groups }) =>
    groups
      .flatMap((group) => group.rows)
      .map(
        (row): ReportFigure => ({
          indicator: row.indicator.id,
          label: row.indicator.label,
          level: area.level,
          code: area.code,
          area: area.name,
          period: row.period,
          value: row.value,
        }),
      ),
  );
  return [...ofMaps, ...ofProfiles, ...indicesOf(material).flatMap(({ parts }) => parts.flatMap(indexFigures))];
}

function indexFigures({ id, part, parts, label, level, period, areas }: IndexAnswer): ReportFigure[] {
  const own = parts.length < 2 ? undefined : parts.find((one) => one.id === part)?.label;
  const common = {
    indicator: `${id}/${part}`,
    label:
      own === undefined ? label : { de: `${label.de}, ${own.de}`, en: `${label.en ?? label.de}, ${own.en ?? own.de}` },
    level,
    period,
  };
  return areas.map(({ code, name, index }) => ({ ...common, code, area: name, value: index }));
}
