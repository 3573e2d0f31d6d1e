import { periodPoint } from "../../../kernel/time/period.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import { type Absence, isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Comparison, MapAnswer, Profile, TrendSeriesAnswer } from "../contract.ts";

/** One number, or the reason why there is none, with all that says what it is. */
export interface Observation {
  readonly level: string;
  readonly area: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: Value;
  readonly mark: Mark | null;
  readonly unit: string;
  readonly decimals: number;
  /** Only of populations: `M` or `F`, and ages as `Y20T64` or `Y_GE65`. */
  readonly sex?: string;
  readonly age?: string;
}

/**
 * Figures as SDMX-CSV 2.0, the form in which statistical offices exchange data: one
 * observation a row, with the code that says why a value is missing or how far to trust it.
 *
 * | here                        | OBS_STATUS | CONF_STATUS |
 * |-----------------------------|------------|-------------|
 * | a number                    | A          | F           |
 * | provisional, estimated      | P, E       | F           |
 * | unsafe, `unreliable`        | U          | F           |
 * | `withheld`                  | Q          | C           |
 * | `unknown`, `later`          | O          | F           |
 * | `senseless`                 | M          | F           |
 *
 * The code list has no code for revised numbers, nor one that parts unknown from later:
 * OBS_COMMENT has the word. Point as decimal sign, commas, no byte order mark: this
 * file is for programs; for German Excel there is the other one.
 *
 * Source: SDMX 3.0, SDMX-CSV field guide; code lists CL_OBS_STATUS 2.2, CL_CONF_STATUS.
 *
 * @example
 * sdmxCsv([{ level: "GEM", area: "01056002", indicator: "kinderarmut", period: "2023", value: "unreliable", mark: null, unit: "%", decimals: 1 }]).split("\r\n")[1]
 * // "dataflow,KREISLAUF:INDICATORS(1.0),I,A,GEM,01056002,kinderarmut,2023,,U,F,%,1,unreliable"
 */
export function sdmxCsv(observations: readonly Observation[]): string {
  const ofPeople = observations.some((one) => one.sex !== undefined);
  const flow = `KREISLAUF:${ofPeople ? "POPULATION" : "INDICATORS"}(1.0)`;
  const head = [
    ...["STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA_LEVEL", "REF_AREA", "INDICATOR"],
    ...(ofPeople ? ["SEX", "AGE"] : []),
    ...["TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "DECIMALS", "OBS_COMMENT"],
  ];
  const rows = observations.map((one) => [
    ...["dataflow", flow, "I", frequencyOf(one.period), one.level, one.area, one.indicator],
    ...(ofPeople ? [one.sex ?? "", one.age ?? ""] : []),
    // Half-years are semesters there.
    one.period.replace("-H", "-S"),
    isPresent(one.value) ? String(one.value) : "",
    isPresent(one.value) ? (one.mark === null ? "A" : statusOfMark[one.mark]) : statusOfAbsence[one.value],
    one.value === "withheld" ? "C" : "F",
    one.unit,
    String(one.decimals),
    isPresent(one.value) ? (one.mark ?? "") : one.value,
  ]);
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

const statusOfAbsence: Readonly<Record<Absence, string>> = {
  withheld: "Q",
  unknown: "O",
  later: "O",
  unreliable: "U",
  senseless: "M",
};

const statusOfMark: Readonly<Record<Mark, string>> = {
  unsafe: "U",
  estimated: "E",
  provisional: "P",
  revised: "A",
  approximate: "E",
  // Its parts differ in method of dating: what SDMX calls a definition that differs.
  mixedDates: "D",
};

const frequencies = { year: "A", halfYear: "S", quarter: "Q", month: "M", day: "D" } as const;

function frequencyOf(period: string): string {
  const point = periodPoint(period);
  return point === undefined ? "" : frequencies[point.frequency];
}

function quoted(text: string): string {
  return /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What a map shows as single observations, one for each area, absent ones with their reason. None where there is no
 * period yet.
 *
 * @example
 * mapObservations({ level: "GEM", period: "2023", indicator: { id: "armut", unit: "%", decimals: 1 }, areas: { codes: ["01"] }, values: [21.4], marks: [null] })
 * // [{ level: "GEM", area: "01", period: "2023", indicator: "armut", unit: "%", decimals: 1, value: 21.4, mark: null }]
 */
export function mapObservations(map: MapAnswer): Observation[] {
  const { period, level } = map;
  if (period === null) return [];
  return map.areas.codes.map((area, at) => ({
    ...{ level, area, period },
    ...headOf(map.indicator),
    value: map.values[at] ?? "unknown",
    mark: map.marks[at] ?? null,
  }));
}

/** The areas of a time line in all its periods, area by area. */
export function trendObservations(trend: TrendSeriesAnswer): Observation[] {
  return trend.areas.codes.flatMap((area, row) =>
    trend.periods.map((period, at) => ({
      ...{ level: trend.areas.levels[row] ?? trend.level, area, period },
      ...headOf(trend.indicator),
      value: trend.values[row]?.[at] ?? "unknown",
      mark: trend.marks?.[row]?.[at] ?? null,
    })),
  );
}

/** The indicators of one area, each in its period. */
export function profileObservations(profile: Profile): Observation[] {
  const { level, code: area } = profile.area;
  return profile.groups.flatMap((group) =>
    group.rows.map(({ indicator, period, value, mark }) => ({
      level,
      area,
      period,
      ...headOf(indicator),
      value,
      mark,
    })),
  );
}

/** The population tree of one area: age groups youngest first, men before women. */
export function pyramidObservations(
  { level, code: area }: Profile["area"],
  pyramid: NonNullable<Profile["pyramid"]>,
): Observation[] {
  const same = { level, area, period: pyramid.period, indicator: "POPULATION", unit: "", decimals: 0, mark: null };
  return pyramid.ages.flatMap(({ from, to }, at) =>
    (["male", "female"] as const).map((sex) => ({
      ...same,
      sex: sex === "male" ? "M" : "F",
      age: to === null ? `Y_GE${from}` : to === from + 1 ? `Y${from}` : `Y${from}T${to - 1}`,
      value: pyramid[sex][at] ?? "unknown",
    })),
  );
}

/** The areas of a comparison, indicator by indicator. */
export function comparisonObservations(comparison: Comparison): Observation[] {
  return comparison.rows.flatMap(({ indicator, period, values, marks }) =>
    period === null
      ? []
      : comparison.areas.map(({ level, code: area }, at) => ({
          ...{ level, area, period },
          ...headOf(indicator),
          value: values[at] ?? "unknown",
          mark: marks[at] ?? null,
        })),
  );
}

function headOf({ id, unit, decimals }: MapAnswer["indicator"]) {
  return { indicator: id, unit, decimals };
}
