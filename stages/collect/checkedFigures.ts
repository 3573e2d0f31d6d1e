import type { Finding } from "../../kernel/trouble/finding.ts";
import type { Value } from "../../kernel/value/value.ts";
import { applyMapping, type MappedSlice } from "./applyMapping.ts";
import type { CheckResult } from "./contract.ts";
import { implausibleValues, jumps, type Step } from "./implausible.ts";
import type { Mapping } from "./mapping.ts";
import { type CountedFigure, foreignNames, oddCounts, unitsDecided } from "./oddCounts.ts";
import type { ReadFigures } from "./readFigures.ts";
import { resolveAreas, type StoredArea } from "./resolveAreas.ts";
import type { Workbook } from "./workbook.ts";

/** The value of an area at a point in time; undefined where there is none. */
export type ValueOfArea = (areaId: number, ordinal: number) => Value | undefined;

/** The values in force now of a figure. */
export type PresentValues = (slice: Pick<MappedSlice, "figure" | "breakdown" | "frequency">) => ValueOfArea;

export interface CheckSurroundings {
  readonly areas: readonly StoredArea[];
  readonly figures: ReadonlyMap<string, CountedFigure & { readonly label: { readonly de: string } }>;
  readonly unmatchedLimitPercent: number;
}

export interface CheckedFigures {
  readonly slices: readonly MappedSlice[];
  readonly result: Omit<CheckResult, "sentences">;
}

/** The mapped values of a file, before they are compared with what is in force. */
export interface MappedFile {
  readonly slices: readonly MappedSlice[];
  readonly resolution: ReturnType<typeof resolveAreas>;
  readonly unmapped: readonly string[];
  readonly findings: readonly Finding[];
}

const MOST_SHOWN = 200;

/** First half of a check: areas found, figures mapped, oddities of the file named. */
export function mappedFile(
  workbook: Workbook,
  read: ReadFigures,
  mapping: Mapping,
  around: CheckSurroundings,
): MappedFile {
  const findings: Finding[] = [...workbook.findings, ...unitsDecided(read.findings, mapping, around.figures)];
  const resolution = resolveAreas(read.areas, around.areas, mapping);
  const mapped = applyMapping(read.slices, mapping, resolution.ids);
  findings.push(...mapped.findings, ...areaFindings(resolution, around.unmatchedLimitPercent));
  findings.push(...foreignNames(read.areas, resolution.ids, around.areas), ...oddCounts(mapped.slices, around.figures));
  for (const figure of new Set(mapping.figures.map((rule) => rule.figure)))
    if (!around.figures.has(figure))
      findings.push({ code: "collect.unknownFigure", severity: "error", place: null, parameters: { figure } });
  const destroyed = read.slices.find((slice) =>
    `${slice.figure}${Object.values(slice.breakdown).join("")}`.includes("\ufffd"),
  );
  if (destroyed !== undefined)
    findings.push({
      code: "collect.destroyedNames",
      severity: "error",
      place: null,
      parameters: { text: `${destroyed.figure} ${Object.values(destroyed.breakdown).join(" ")}`.trim().slice(0, 80) },
    });
  const used = new Set(mapping.figures.map((rule) => rule.source));
  const known = new Set(resolution.ids.keys());
  // Areas outside the county are nobody's worry here; their values are not looked at.
  const odd = implausibleValues(read.slices).filter(
    ({ parameters }) => known.has(String(parameters.code)) || known.size === 0,
  );
  findings.push(
    ...odd.map((finding) =>
      used.size > 0 && !used.has(String(finding.parameters.figure))
        ? { ...finding, severity: "note" as const }
        : finding,
    ),
  );
  const isTimeless = read.findings.some(({ code }) => code === "collect.noPeriodInFile");
  if (mapped.slices.length === 0 && read.facilities.length === 0 && !isTimeless)
    findings.push({ code: "collect.nothingToKeep", severity: "error", place: null, parameters: {} });
  const [stranger] = resolution.outside;
  if (stranger !== undefined && resolution.ids.size === 0 && resolution.unmatched.length === 0)
    findings.push({
      code: "collect.allOutside",
      severity: "error",
      place: { ...(stranger.sheet === "" ? {} : { sheet: stranger.sheet }), row: stranger.row },
      parameters: { count: resolution.outside.length, area: `${stranger.code} ${stranger.name}`.trim() },
    });
  return { slices: mapped.slices, resolution, unmapped: mapped.unmapped, findings };
}

function areaFindings(resolution: ReturnType<typeof resolveAreas>, limit: number): Finding[] {
  const findings: Finding[] = resolution.unmatched.slice(0, MOST_SHOWN).map(({ area, suggestions }) => {
    const [first] = suggestions;
    return {
      code: first === undefined ? "collect.unknownArea" : "collect.unknownAreaSuggested",
      severity: "warning",
      place: { ...(area.sheet === "" ? {} : { sheet: area.sheet }), row: area.row, column: area.column },
      parameters: {
        code: area.code,
        name: area.name,
        // Many files know an area by its name alone.
        area: area.code === area.name || area.name === "" ? area.code : `${area.code} ${area.name}`,
        ...(first === undefined ? {} : { suggestion: `${first.code} ${first.name}` }),
      },
    };
  });
  const percent = unmatchedPercent(resolution);
  if (percent > limit)
    findings.unshift({
      code: "collect.tooManyUnmatched",
      severity: "error",
      place: null,
      parameters: { rows: resolution.rowsUnmatched, percent: germanPercent(percent), limit: germanPercent(limit) },
    });
  const levels = new Map<string, number>();
  for (const { level } of resolution.ids.values()) levels.set(level, (levels.get(level) ?? 0) + 1);
  if (levels.size > 1)
    findings.push({
      code: "collect.mixedLevels",
      severity: "note",
      place: null,
      parameters: { levels: [...levels].map(([level, count]) => `${count} × ${level}`).join(", ") },
    });
  return findings;
}

function unmatchedPercent({ rowsMatched, rowsUnmatched }: { rowsMatched: number; rowsUnmatched: number }): number {
  const all = rowsMatched + rowsUnmatched;
  return all === 0 ? 0 : (rowsUnmatched / all) * 100;
}

function germanPercent(percent: number): string {
  return percent.toFixed(2).replace(".", ",");
}

interface Located {
  readonly slice: MappedSlice;
  readonly i: number;
  readonly before: Value;
  readonly after: Value;
}

/** Second half of a check: what would change against the values in force. */
export function checkedFigures(
  file: MappedFile,
  read: ReadFigures,
  mapping: Mapping,
  around: CheckSurroundings,
  present: PresentValues,
): CheckedFigures {
  const byId = new Map(around.areas.map((area) => [area.id, area]));
  const changed: Located[] = [];
  let added = 0;
  let same = 0;
  const delivered = new Map<string, Map<number, Value>>();
  for (const slice of file.slices) {
    // The values of one point in time may stand on several sheets.
    const point = pointOf(slice, slice.ordinal);
    const own = delivered.get(point) ?? new Map<number, Value>();
    delivered.set(point, own);
    const valueBefore = present(slice);
    slice.areaIds.forEach((areaId, i) => {
      const after = slice.values[i] ?? "unknown";
      own.set(areaId, after);
      const before = valueBefore(areaId, slice.ordinal);
      // Between two delivered periods the store knows nothing; a number there is new, not a correction.
      if (before === undefined || (before === "unknown" && after !== "unknown")) added++;
      else if (before === after) same++;
      else changed.push({ slice, i, before, after });
    });
  }
  const jumped = file.slices.flatMap((slice) => stepsOf(slice, delivered, present));
  const shown = (list: readonly Located[]) =>
    list.slice(0, MOST_SHOWN).map(({ slice, i, before, after }) => {
      const area = byId.get(slice.areaIds[i] ?? 0);
      return {
        figure: slice.figure,
        breakdown: slice.breakdown,
        areaCode: area?.code ?? "",
        areaName: area?.name ?? "",
        period: slice.period,
        before,
        after,
        sheet: slice.sheet,
        row: slice.rows[i] ?? 0,
        column: slice.columns[i] ?? 0,
      };
    });
  const findings: Finding[] = [...file.findings, ...jumped.slice(0, 50).map((jump) => jumpFinding(jump, byId))];
  const percent = unmatchedPercent(file.resolution);
  const absences: Record<string, number> = {};
  for (const { values } of file.slices)
    for (const value of values) if (typeof value !== "number") absences[value] = (absences[value] ?? 0) + 1;
  const byLevel: Record<string, number> = {};
  for (const { level } of file.resolution.ids.values()) byLevel[level] = (byLevel[level] ?? 0) + 1;
  return {
    slices: file.slices,
    result: {
      acceptable: !findings.some(({ severity }) => severity === "error"),
      reader: mapping.reader,
      rowsRead: read.rowsRead,
      valuesRead: read.slices.reduce((sum, slice) => sum + slice.values.length, 0),
      valuesKept: file.slices.reduce((sum, slice) => sum + slice.values.length, 0),
      absences,
      areas: {
        matched: new Set([...file.resolution.ids.values()].map(({ id }) => id)).size,
        unmatched: file.resolution.unmatched.length,
        outside: file.resolution.outside.length,
        rowsMatched: file.resolution.rowsMatched,
        rowsUnmatched: file.resolution.rowsUnmatched,
        unmatchedPercent: percent,
        limitPercent: around.unmatchedLimitPercent,
        list: file.resolution.unmatched.slice(0, MOST_SHOWN).map(({ area, suggestions }) => ({
          code: area.code,
          name: area.name,
          sheet: area.sheet,
          row: area.row,
          column: area.column,
          suggestions: suggestions.map(({ code, name, level }) => ({ code, name, level })),
        })),
        byLevel,
      },
      figures: figureSummaries(file.slices, around),
      unmappedFigures: [...file.unmapped],
      periods: [...new Set(file.slices.map((slice) => slice.period))].sort(),
      changes: { added, same, changed: changed.length, list: shown([...changed].sort((a, b) => size(b) - size(a))) },
      jumps: shown(jumped),
      facilities: read.facilities.length,
      source: { ...read.source, ...mapping.source },
      findings,
    },
  };
}

function size({ before, after }: Located): number {
  return typeof before === "number" && typeof after === "number"
    ? Math.abs(after - before) / (Math.abs(before) + 10)
    : Number.POSITIVE_INFINITY;
}

function pointOf({ figure, breakdown, frequency }: MappedSlice, ordinal: number): string {
  return `${figure}|${breakdown}|${frequency}|${ordinal}`;
}

/** Steps from the point before, as delivered here or else as it is in force, that leave what the other areas do. */
function stepsOf(
  slice: MappedSlice,
  delivered: ReadonlyMap<string, ReadonlyMap<number, Value>>,
  present: PresentValues,
): Located[] {
  const steps: (Step & Located)[] = [];
  const deliveredBefore = delivered.get(pointOf(slice, slice.ordinal - 1));
  const presentBefore = present(slice);
  slice.areaIds.forEach((areaId, i) => {
    const after = slice.values[i] ?? "unknown";
    const before = deliveredBefore?.get(areaId) ?? presentBefore(areaId, slice.ordinal - 1);
    if (typeof after === "number" && typeof before === "number")
      steps.push({ key: String(areaId), before, after, slice, i });
  });
  return jumps(steps) as (Step & Located)[];
}

function jumpFinding({ slice, i, before, after }: Located, byId: ReadonlyMap<number, StoredArea>): Finding {
  const area = byId.get(slice.areaIds[i] ?? 0);
  return {
    code: "collect.jump",
    severity: "warning",
    place: {
      ...(slice.sheet === "" ? {} : { sheet: slice.sheet }),
      row: slice.rows[i] ?? 0,
      column: slice.columns[i] ?? 0,
    },
    parameters: {
      figure: slice.figure,
      period: slice.period,
      code: area?.code ?? "",
      name: area?.name ?? "",
      before,
      after,
    },
  };
}

function figureSummaries(slices: readonly MappedSlice[], around: CheckSurroundings): CheckResult["figures"] {
  const found = new Map<string, { sources: Set<string>; breakdowns: Set<string>; values: number }>();
  for (const slice of slices) {
    let entry = found.get(slice.figure);
    if (entry === undefined) {
      entry = { sources: new Set(), breakdowns: new Set(), values: 0 };
      found.set(slice.figure, entry);
    }
    for (const source of slice.sources) entry.sources.add(source);
    entry.breakdowns.add(slice.breakdown);
    entry.values += slice.values.length;
  }
  return [...found].map(([figure, { sources, breakdowns, values }]) => ({
    figure,
    label: around.figures.get(figure)?.label.de ?? figure,
    sources: [...sources],
    breakdowns: breakdowns.size,
    values,
  }));
}
