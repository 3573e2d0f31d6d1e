import type { Finding } from "../../kernel/trouble/finding.ts";
import type { MappedSlice } from "./applyMapping.ts";
import { comparableName } from "./areaCode.ts";
import type { Mapping } from "./mapping.ts";
import type { SourceArea } from "./readFigures.ts";
import type { StoredArea } from "./resolveAreas.ts";

/** What is asked of a base figure to know whether its values can be counts. */
export interface CountedFigure {
  readonly unit?: string;
  readonly kind?: string;
}

/**
 * Values that no count of people or things can have: below zero, or fractions
 * nearly throughout. Every finding is a warning at the first such cell, with how many there are.
 */
export function oddCounts(slices: readonly MappedSlice[], figures: ReadonlyMap<string, CountedFigure>): Finding[] {
  const findings: Finding[] = [];
  for (const slice of slices) {
    const figure = figures.get(slice.figure);
    if (figure === undefined || !isCount(figure)) continue;
    const at = slice.values.flatMap((value, i) => (typeof value === "number" ? [{ value, i }] : []));
    const say = (code: string, odd: readonly { readonly value: number; readonly i: number }[]): void => {
      const [first] = odd;
      if (first === undefined) return;
      const { sheet } = slice;
      findings.push({
        code: `collect.${code}`,
        severity: "warning",
        place: {
          ...(sheet === "" ? {} : { sheet }),
          row: slice.rows[first.i] ?? 1,
          column: slice.columns[first.i] ?? 1,
        },
        parameters: {
          figure: slice.figure,
          unit: figure.unit ?? "",
          value: String(first.value).replace(".", ","),
          count: odd.length,
        },
      });
    };
    say(
      "negativeCount",
      at.filter(({ value }) => value < 0),
    );
    const parts = at.filter(({ value }) => !Number.isInteger(value));
    if (parts.length > at.length * 0.2) say("fractionalCount", parts);
  }
  return findings;
}

/** Whether a base figure counts people or things one by one, so that no value is negative or a fraction. */
function isCount({ unit = "", kind = "" }: CountedFigure): boolean {
  return (
    (kind === "stock" || kind === "flow") &&
    /^(?:Personen|Kinder|Fälle|Schüler.*|Wohnungen|Haushalte|Bedarfsgemeinschaften|Fahrzeuge)$/.test(unit)
  );
}

/**
 * "in 1.000" or "in %" above a table whose values are to be counts: an error, until
 * the mapping says by which factor they are taken, be it 1.
 *
 * @param said findings of the reader, in which `unitInTitle` stands as a warning
 */
export function unitsDecided(
  said: readonly Finding[],
  mapping: Mapping,
  figures: ReadonlyMap<string, CountedFigure>,
): Finding[] {
  const open = mapping.figures.some((rule) => rule.factor === undefined && isCount(figures.get(rule.figure) ?? {}));
  return said.map((finding) =>
    open && finding.code === "collect.unitInTitle" ? { ...finding, severity: "error" as const } : finding,
  );
}

/**
 * Keys beside names that belong to other areas: a column that was sorted alone, or slipped by a row. Few are a finding
 * each, a warning (`foreignName`, at most 20); many are one error (`foreignNames`), for then nobody knows which of
 * both is right.
 */
export function foreignNames(
  areas: readonly SourceArea[],
  found: ReadonlyMap<string, StoredArea>,
  known: readonly StoredArea[],
): Finding[] {
  const byName = new Map<string, StoredArea[]>();
  for (const area of known) {
    const name = comparableName(area.name);
    byName.set(name, [...(byName.get(name) ?? []), area]);
  }
  const odd = areas.flatMap((area) => {
    const stored = found.get(area.code);
    const name = comparableName(area.name);
    if (stored === undefined || name === "" || !/^\d/.test(area.code) || name === comparableName(stored.name))
      return [];
    const other = byName.get(name)?.find(({ level, code }) => level === stored.level && code !== stored.code);
    return other === undefined ? [] : [{ area, stored, other }];
  });
  const many = odd.length >= 3 && odd.length > found.size * 0.1;
  return odd.slice(0, many ? 1 : 20).map(({ area, stored, other }) => ({
    code: many ? "collect.foreignNames" : "collect.foreignName",
    severity: many ? ("error" as const) : ("warning" as const),
    place: { ...(area.sheet === "" ? {} : { sheet: area.sheet }), row: area.row },
    parameters: {
      code: area.code,
      name: area.name,
      stored: stored.name,
      other: other.code,
      count: odd.length,
    },
  }));
}

/**
 * Counts of a year that has not come yet, other than projections: a slip of the pen most often. One finding per
 * period, at most 20, each a warning (`futurePeriod`).
 *
 * @param year the year of today
 */
export function futurePeriods(
  slices: readonly MappedSlice[],
  figures: ReadonlyMap<string, CountedFigure>,
  year: number,
): Finding[] {
  const odd = slices.filter(
    ({ figure, period }) => Number(period.slice(0, 4)) > year && figures.get(figure)?.kind !== "projection",
  );
  return [...new Map(odd.map((slice) => [slice.period, slice])).values()].slice(0, 20).map((slice) => ({
    code: "collect.futurePeriod",
    severity: "warning" as const,
    place: {
      ...(slice.sheet === "" ? {} : { sheet: slice.sheet }),
      row: slice.rows[0] ?? 1,
      column: slice.columns[0] ?? 1,
    },
    parameters: { figure: slice.figure, period: slice.period },
  }));
}
