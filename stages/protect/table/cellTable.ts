import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Specification } from "../specification.ts";
import { additiveRelations, type Relation } from "./additiveRelations.ts";
import { type CellSpace, cellSpace } from "./cellSpace.ts";
import { type Dimension, dimension } from "./dimension.ts";
import type { TableRow } from "./tableFile.ts";

/** A table ready to be protected: every cell once, complete, and proven to add up. */
export interface CellTable {
  readonly space: CellSpace;
  readonly relations: readonly Relation[];
  /** `NaN` for inner cells of which nothing is known. */
  readonly values: Float64Array;
  /** Number of cases where the value is something else; else the values themselves. */
  readonly cases: Float64Array;
  readonly contributions: ReadonlyMap<number, readonly number[]>;
  /** 1 where the file calls the cell sensitive. */
  readonly given: Uint8Array;
  /** 1 where a cell is out already, or must be shown. */
  readonly fixed: Uint8Array;
  /** 1 where readers see a cell unless it is withheld: it stands in the file, or is empty by not standing there. */
  readonly printed: Uint8Array;
  readonly cellKeys: ReadonlyMap<number, number>;
  /** The cell of each line of the file, in its order. */
  readonly lines: readonly { readonly row: TableRow; readonly cell: number }[];
  readonly notes: readonly Finding[];
}

/**
 * The table of a file: cells that are missing are filled where sums tell them, and
 * count as 0 otherwise, as a table of counts leaves out what is empty.
 *
 * Refuses an unknown code, values that are withheld already, and sums that do not
 * come out.
 */
export function cellTable(
  specification: Specification,
  rows: readonly TableRow[],
  file: string,
  before: readonly { readonly file: string; readonly rows: readonly TableRow[] }[] = [],
): CellTable {
  const dimensions = dimensionsOf(specification, [...rows, ...before.flatMap((b) => b.rows)]);
  const space = cellSpace(
    dimensions,
    crossingsWith(
      specification,
      dimensions,
      before.flatMap((b) => b.rows),
    ),
  );
  const relations = additiveRelations(space);
  const values = new Float64Array(space.size).fill(Number.NaN);
  const cases = new Float64Array(space.size).fill(Number.NaN);
  const given = new Uint8Array(space.size);
  const fixed = new Uint8Array(space.size);
  const printed = new Uint8Array(space.size);
  const contributions = new Map<number, readonly number[]>();
  const cellKeys = new Map<number, number>();
  const lineOf = new Map<number, number>();
  const countsPeople = specification.cases === undefined && specification.rules.some((r) => r.kind === "minimumCount");
  // Where losses are counted too, the largest contributions may come to more than their sum.
  const isSigned = rows.some((row) => (row.value ?? 0) < 0 || row.contributions.some((one) => one < 0));
  const lines = rows.map((row) => {
    const cell = cellOf(space, row, file);
    const place = { place: { file, row: row.line } };
    if (row.value === null) throw new Refusal("protect.valueMissing", { key: row.key.join(" / ") }, place);
    const known = values[cell] ?? Number.NaN;
    if (!Number.isNaN(known) && Math.abs(known - row.value) > slack(known))
      throw new Refusal(
        "protect.sameCellDiffers",
        { key: row.key.join(" / "), value: row.value, other: known, line: lineOf.get(cell) ?? 0 },
        place,
      );
    if (countsPeople && row.value < 0)
      throw new Refusal("protect.negativeCount", { key: row.key.join(" / "), value: row.value }, place);
    if (row.cases !== null && row.cases < 0)
      throw new Refusal("protect.casesNegative", { key: row.key.join(" / "), cases: row.cases }, place);
    const largest = row.contributions.reduce((sum, one) => sum + one, 0);
    if (!isSigned && largest > row.value + slack(row.value))
      throw new Refusal("protect.contributionsExceed", { key: row.key.join(" / "), value: row.value, largest }, place);
    if (row.cellKey !== null && !(row.cellKey >= 0 && row.cellKey <= 1))
      throw new Refusal("protect.cellKeyOutside", { key: row.key.join(" / "), text: row.cellKey }, place);
    values[cell] = row.value;
    printed[cell] = 1;
    lineOf.set(cell, row.line);
    if (row.cases !== null) cases[cell] = row.cases;
    if (row.contributions.length > 0) contributions.set(cell, row.contributions);
    if (row.cellKey !== null) cellKeys.set(cell, row.cellKey);
    if (row.status === "primary" || row.status === "withheld") given[cell] = 1;
    if (row.status === "mustShow") fixed[cell] = 1;
    return { row, cell };
  });
  const notes = fill(space, relations, values, printed, specification);
  checkSums(space, relations, values, file, lineOf);
  for (const earlier of before) {
    for (const row of earlier.rows) {
      const cell = cellOf(space, row, earlier.file);
      if (row.value === null) continue;
      const known = values[cell] ?? Number.NaN;
      if (Number.isNaN(known)) values[cell] = row.value;
      else if (Math.abs(known - row.value) > slack(known))
        throw new Refusal(
          "protect.earlierDiffers",
          { key: row.key.join(" / "), value: row.value, other: known },
          { place: { file: earlier.file, row: row.line } },
        );
      if (row.status !== "free" && row.status !== "mustShow") continue;
      fixed[cell] = 1;
      printed[cell] = 1;
    }
  }
  return {
    space,
    relations,
    values,
    cases: specification.cases === undefined ? values : cases,
    contributions,
    given,
    fixed,
    printed,
    cellKeys,
    lines,
    notes,
  };
}

/** The dimensions of a specification, with the codes that these rows add. */
export function dimensionsOf(specification: Specification, rows: readonly TableRow[]): Dimension[] {
  return specification.dimensions.map((d, at) => dimension(d, new Set(rows.map((row) => row.key[at] ?? ""))));
}

function crossingsWith(
  specification: Specification,
  dimensions: readonly Dimension[],
  before: readonly TableRow[],
): readonly (readonly string[])[] | undefined {
  if (specification.crossings === undefined) return undefined;
  const crossings = [...specification.crossings];
  // What was shown earlier is a crossing of its own: those dimensions in which it says more than the total.
  const used = new Set<string>();
  for (const { key } of before)
    key.forEach((code, at) => {
      const d = dimensions[at];
      if (d !== undefined && code !== d.codes[d.total]) used.add(d.id);
    });
  if (used.size > 0) crossings.push([...used]);
  return crossings;
}

function cellOf(space: CellSpace, row: TableRow, file: string): number {
  const key = row.key.map((code, at) => {
    const d = space.dimensions[at];
    const position = d?.position.get(code);
    if (position === undefined)
      throw new Refusal("protect.unknownCode", { code, dimension: d?.label ?? "" }, { place: { file, row: row.line } });
    return position;
  });
  const cell = space.cellAt(key);
  if (cell === undefined)
    throw new Refusal("protect.notInCrossings", { key: row.key.join(" / ") }, { place: { file, row: row.line } });
  return cell;
}

/** Missing sums are added up, missing finest cells are empty. */
function fill(
  space: CellSpace,
  relations: readonly Relation[],
  values: Float64Array,
  printed: Uint8Array,
  specification: Specification,
): Finding[] {
  const isWhole = new Uint8Array(space.size);
  for (const { whole } of relations) isWhole[whole] = 1;
  let empty = 0;
  for (let cell = 0; cell < space.size; cell++) {
    if (space.shown[cell] === 0 || isWhole[cell] === 1 || !Number.isNaN(values[cell] ?? 0)) continue;
    values[cell] = 0;
    printed[cell] = 1;
    empty++;
  }
  let added = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { whole, parts } of relations) {
      if (!Number.isNaN(values[whole] ?? 0)) continue;
      const sum = parts.reduce((total, part) => total + (values[part] ?? Number.NaN), 0);
      if (Number.isNaN(sum)) continue;
      values[whole] = sum;
      added++;
      changed = true;
    }
  }
  const notes: Finding[] = [];
  const note = (code: string, count: number) => {
    if (count > 0)
      notes.push({ code, severity: "note", place: null, parameters: { count, title: specification.title } });
  };
  note("protect.countedAsZero", empty);
  note("protect.addedUp", added);
  return notes;
}

function checkSums(
  space: CellSpace,
  relations: readonly Relation[],
  values: Float64Array,
  file: string,
  lineOf: ReadonlyMap<number, number>,
): void {
  for (const { whole, parts } of relations) {
    const sum = parts.reduce((total, part) => total + (values[part] ?? Number.NaN), 0);
    const value = values[whole] ?? Number.NaN;
    if (Number.isNaN(sum) || Number.isNaN(value) || Math.abs(sum - value) <= slack(value)) continue;
    const line = lineOf.get(whole);
    throw new Refusal(
      "protect.notAdditive",
      { key: nameOf(space, whole), value, sum: Number(sum.toPrecision(12)), parts: partNames(space, parts) },
      { place: { file, ...(line === undefined ? {} : { row: line }) } },
    );
  }
}

function partNames(space: CellSpace, parts: readonly number[]): string {
  const names = parts.slice(0, 4).map((part) => nameOf(space, part));
  return parts.length > 4 ? `${names.join(" + ")} + …` : names.join(" + ");
}

/** A cell as a person would name it: its codes. */
export function nameOf(space: CellSpace, cell: number): string {
  return space
    .keyOf(cell)
    .map((code, d) => space.dimensions[d]?.codes[code] ?? "")
    .join(" / ");
}

function slack(value: number): number {
  return 1e-9 * Math.max(1, Math.abs(value));
}
