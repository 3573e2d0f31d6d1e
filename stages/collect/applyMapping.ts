import { type Frequency, periodPoint } from "../../kernel/time/period.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import { type Mark, markList } from "../../kernel/value/table.ts";
import { strongestAbsence, type Value } from "../../kernel/value/value.ts";
import { isTotal } from "./characteristic.ts";
import type { FigureRule, Mapping } from "./mapping.ts";
import { breakdownText, frequencyOf, type SourceSlice } from "./readFigures.ts";

/** Values of one base figure, ready for the store. Each area once. */
export interface MappedSlice {
  readonly figure: string;
  readonly breakdown: string;
  readonly period: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly sheet: string;
  readonly areaIds: readonly number[];
  readonly values: readonly Value[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** What the file prints beside the numbers; null where it prints nothing at all. */
  readonly marks: readonly (Mark | null)[] | null;
  readonly sources: readonly string[];
  readonly conversion: Readonly<Record<string, string | number>> | null;
}

export interface MappedFigures {
  readonly slices: readonly MappedSlice[];
  /** Figures of the file that no rule takes. */
  readonly unmapped: readonly string[];
  readonly findings: readonly Finding[];
}

interface Cell {
  value: Value;
  mark: Mark | null;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

interface OpenSlice {
  readonly figure: string;
  readonly breakdown: string;
  readonly period: string;
  readonly cells: Map<number, Cell>;
  readonly sources: Set<string>;
  readonly conversion: MappedSlice["conversion"];
}

/**
 * Turns the figures of a file into base figures of the catalogue, by the rules of
 * a mapping, and keeps where each value stood.
 *
 * Characteristics that a rule neither chooses (`where`) nor keeps (`keep`) must
 * not hide a choice: if the file has a total, the total is meant; else the rule is
 * an error, unless it says `sum`, which adds the members (never totals).
 * Two cells for one value that differ are an error at the second.
 */
export function applyMapping(
  slices: readonly SourceSlice[],
  mapping: Pick<Mapping, "figures">,
  areaIds: ReadonlyMap<string, { readonly id: number }>,
): MappedFigures {
  const findings: Finding[] = [];
  const open = new Map<string, OpenSlice>();
  const used = new Set<string>();
  for (const rule of mapping.figures) {
    const taken = chosen(rule, slices, findings);
    if (taken === undefined) {
      used.add(rule.source);
      continue;
    }
    for (const slice of taken) used.add(slice.figure);
    if (taken.length === 0)
      findings.push({
        code: "collect.ruleFindsNothing",
        severity: "warning",
        place: null,
        parameters: { source: rule.source, figure: rule.figure },
      });
    for (const slice of taken) put(open, rule, slice, areaIds, findings);
  }
  const all = new Set(slices.map((slice) => slice.figure));
  return {
    // Of what has no time the reader has said so.
    slices: [...open.values()]
      .filter((slice) => slice.cells.size > 0 && periodPoint(slice.period) !== undefined)
      .flatMap(finished),
    unmapped: [...all].filter((figure) => !used.has(figure)),
    findings,
  };
}

function chosen(rule: FigureRule, slices: readonly SourceSlice[], findings: Finding[]): SourceSlice[] | undefined {
  const where = Object.entries(rule.where ?? {});
  const own = slices.filter(
    (slice) =>
      slice.figure === rule.source &&
      where.every(([name, wanted]) => {
        const member = slice.breakdown[name];
        return member !== undefined && (typeof wanted === "string" ? member === wanted : wanted.includes(member));
      }),
  );
  const kept = new Set([...(rule.keep ?? []), ...where.map(([name]) => name)]);
  const left = new Set(own.flatMap((slice) => Object.keys(slice.breakdown)).filter((name) => !kept.has(name)));
  let taken = own;
  for (const name of left) {
    const members = new Set(taken.map((slice) => slice.breakdown[name] ?? ""));
    if (members.size < 2) continue;
    const total = [...members].find((member) => isTotal(member)) ?? (members.has("") ? "" : undefined);
    if (rule.sum === true) taken = taken.filter((slice) => !isTotal(slice.breakdown[name] ?? ""));
    else if (total !== undefined) taken = taken.filter((slice) => (slice.breakdown[name] ?? "") === total);
    else {
      findings.push({
        code: "collect.splitLeftOver",
        severity: "error",
        place: null,
        parameters: { source: rule.source, figure: rule.figure, name, members: [...members].slice(0, 4).join(", ") },
      });
      return undefined;
    }
  }
  return taken;
}

function put(
  open: Map<string, OpenSlice>,
  rule: FigureRule,
  slice: SourceSlice,
  areaIds: ReadonlyMap<string, { readonly id: number }>,
  findings: Finding[],
): void {
  const keep = new Set(rule.keep ?? []);
  const breakdown = breakdownText(
    Object.fromEntries(Object.entries(slice.breakdown).filter(([name]) => keep.has(name))),
  );
  const key = `${rule.figure}\u0000${breakdown}\u0000${slice.period}`;
  let target = open.get(key);
  if (target === undefined) {
    target = {
      figure: rule.figure,
      breakdown,
      period: slice.period,
      cells: new Map(),
      sources: new Set(),
      conversion: slice.conversion ?? null,
    };
    open.set(key, target);
  }
  target.sources.add(slice.figure);
  const factor = rule.factor ?? 1;
  for (let i = 0; i < slice.areaCodes.length; i++) {
    const area = areaIds.get(slice.areaCodes[i] ?? "");
    if (area === undefined) continue;
    const read = slice.values[i] ?? "unknown";
    const raw = read === "unknown" && rule.blank !== undefined ? meantBlank[rule.blank] : read;
    const row = slice.rows[i] ?? 0;
    const column = slice.columns[i] ?? 0;
    const leftOut = rule.leaveOut?.find(({ area: code }) => code === slice.areaCodes[i]);
    if (leftOut !== undefined) {
      const parameters = { figure: slice.figure, code: leftOut.area, value: raw, reason: leftOut.reason };
      findings.push({ code: "collect.leftOut", severity: "note", place: placeOf(slice, i), parameters });
    }
    const value = leftOut !== undefined ? "unknown" : typeof raw === "number" ? scaled(raw, factor) : raw;
    const before = target.cells.get(area.id);
    const mark = leftOut === undefined ? (slice.marks?.[i] ?? null) : null;
    if (before === undefined) target.cells.set(area.id, { value, mark, sheet: slice.sheet, row, column });
    else if (rule.sum === true) {
      before.value = added(before.value, value);
      before.mark = markList.find((one) => one === before.mark || one === mark) ?? null;
    } else if (before.value !== value)
      findings.push({
        code: before.sheet === slice.sheet ? "collect.twoValues" : "collect.twoValuesOnSheets",
        severity: "error",
        place: placeOf(slice, i),
        parameters: {
          figure: rule.figure,
          period: slice.period,
          code: slice.areaCodes[i] ?? "",
          otherRow: before.row,
          otherSheet: before.sheet,
        },
      });
  }
}

const meantBlank = { zero: 0, withheld: "withheld" } as const;

function placeOf({ sheet, rows, columns }: SourceSlice, i: number): NonNullable<Finding["place"]> {
  return { ...(sheet === "" ? {} : { sheet }), row: rows[i] ?? 0, column: columns[i] ?? 0 };
}

// 4051641 ar times 0.01 is 40516.41 hectares, not 40516.410000000003.
function scaled(value: number, factor: number): number {
  return factor === 1 ? value : Number((value * factor).toPrecision(15));
}

function added(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return a + b;
  return strongestAbsence([a, b]) ?? "unknown";
}

/** One slice per sheet, since a place is a place on a sheet. */
function finished(slice: OpenSlice): MappedSlice[] {
  const cells = [...slice.cells];
  const sheets = new Set(cells.map(([, { sheet }]) => sheet));
  return [...sheets].map((sheet) =>
    finishedSheet(slice, sheet, sheets.size === 1 ? cells : cells.filter(([, cell]) => cell.sheet === sheet)),
  );
}

function finishedSheet(slice: OpenSlice, sheet: string, cells: readonly (readonly [number, Cell])[]): MappedSlice {
  return {
    figure: slice.figure,
    breakdown: slice.breakdown,
    period: slice.period,
    ...frequencyOf(slice.period),
    sheet,
    areaIds: cells.map(([id]) => id),
    values: cells.map(([, cell]) => cell.value),
    rows: cells.map(([, cell]) => cell.row),
    columns: cells.map(([, cell]) => cell.column),
    marks: cells.some(([, cell]) => cell.mark !== null) ? cells.map(([, cell]) => cell.mark) : null,
    sources: [...slice.sources],
    conversion: slice.conversion,
  };
}
