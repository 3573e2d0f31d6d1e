import type { Specification } from "../specification.ts";
import type { TableRow } from "../table/tableFile.ts";
import type { Watch } from "../watch.ts";
import { attack, attackFromInside, type Interval, insideOf, type PrintedTable } from "./attacker.ts";
import { demandedDistance } from "./demandedDistance.ts";
import { insidersOf } from "./insidersOf.ts";

/** What an attacker gets out of a table. */
export interface Audit {
  /** Nothing that must not be known can be known. */
  readonly safe: boolean;
  readonly cells: number;
  readonly withheld: number;
  readonly attacked: readonly AttackedCell[];
  readonly disclosures: readonly Disclosure[];
  /** Lines withheld in vain: not sensitive, and computable all the same. Showing them gives nothing away. */
  readonly inVain: readonly number[];
  /** Persons alone in their cell, and how many of them were let attack as well. */
  readonly singletons: number;
  readonly singletonsTried: number;
}

export interface AttackedCell extends Omit<Interval, "cell"> {
  readonly line: number;
  readonly key: readonly string[];
}

export interface Disclosure {
  readonly line: number;
  readonly key: readonly string[];
  readonly kind: "shown" | "exact" | "tooClose" | "bySingleton";
  readonly low: number;
  readonly high: number;
  /** The person's own cell, where one person alone finds it out. */
  readonly through?: readonly string[];
}

export interface AuditWishes {
  /** Exact bounds of every withheld cell instead of just far enough. */
  readonly exact: boolean;
  /** Between which numbers a printed one stands, where it was rounded. */
  readonly boundsOfPrinted?: (printed: number) => { readonly low: number; readonly high: number };
  /** Between which numbers a withheld one lies by what is printed elsewhere, such as its share, by line. */
  readonly told?: ReadonlyMap<number, { readonly low: number; readonly high: number }>;
  /** Values that the auditing office knows and the print does not show, by line. */
  readonly secretValues?: ReadonlyMap<number, number>;
  /** Lines that are sensitive themselves, where the office knows. */
  readonly sensitiveLines?: ReadonlySet<number>;
  readonly watch?: Watch;
  /** How far from its true value a line must stay possible, where the office knows that its rules ask for more than usual. */
  readonly distances?: ReadonlyMap<number, number>;
}

/**
 * Plays the attacker on a table as it is printed, one's own or somebody else's.
 *
 * A withheld cell fails if it can be computed exactly, or closer than the
 * specification allows. Where the true value is not known to the auditor, a cell
 * fails if what can be found out is narrower than that on both sides, and a value
 * that has to be withheld lies in it. A printed number that the rules forbid fails at once.
 */
export async function auditTable(
  specification: Specification,
  rows: readonly TableRow[],
  before: readonly TableRow[],
  wishes: AuditWishes,
): Promise<Audit> {
  const auditor = new Auditor(specification, rows, wishes);
  const table = printedTable(specification, rows, before, wishes);
  const targets = rows.flatMap((row, cell) => (auditor.isTarget(row) ? [cell] : []));
  const intervals = await attack(table, {
    targets,
    ...(wishes.exact ? {} : { enough: (cell, seen) => auditor.verdict(cell, seen) === undefined }),
    wanted: (cell) => auditor.distanceOf(rows[cell]),
    trueValue: (cell) => auditor.valueOf(rows[cell]),
    ...watched(wishes),
  });
  const disclosures = rows.flatMap((row, cell) => auditor.forbidden(row, cell));
  const inVain: number[] = [];
  for (const { cell, low, high } of intervals) {
    const kind = auditor.verdict(cell, { low, high });
    if (kind === "inVain") inVain.push(rows[cell]?.line ?? 0);
    else if (kind !== undefined) disclosures.push({ ...placeOf(rows, cell), kind, low, high });
  }
  const singles = await singletonAttacks(specification, table, rows, auditor, targets, watched(wishes));
  disclosures.push(...singles.disclosures);
  return {
    safe: disclosures.length === 0,
    cells: rows.length,
    withheld: rows.filter(isWithheld).length,
    attacked: intervals.map(({ cell, ...interval }) => ({ ...placeOf(rows, cell), ...interval })),
    disclosures,
    inVain,
    singletons: singles.found,
    singletonsTried: singles.tried,
  };
}

function watched({ watch }: AuditWishes): { readonly watch?: Watch } {
  return watch === undefined ? {} : { watch };
}

function placeOf(rows: readonly TableRow[], cell: number): { line: number; key: readonly string[] } {
  const row = rows[cell];
  return { line: row?.line ?? 0, key: row?.key ?? [] };
}

function isWithheld(row: TableRow): boolean {
  return row.value === null || row.status === "primary" || row.status === "secondary" || row.status === "withheld";
}

function printedTable(
  specification: Specification,
  rows: readonly TableRow[],
  before: readonly TableRow[],
  { boundsOfPrinted, told, secretValues }: AuditWishes,
): PrintedTable {
  const own = rows.map((row) => ({
    key: row.key,
    printed:
      isWithheld(row) || row.value === null
        ? (told?.get(row.line) ?? null)
        : (boundsOfPrinted?.(row.value) ?? row.value),
  }));
  const earlier = before.filter((row) => !isWithheld(row)).map((row) => ({ key: row.key, printed: row.value }));
  return {
    dimensions: specification.dimensions.map((d) => ({
      total: d.total ?? "Insgesamt",
      hierarchies: (d.hierarchies ?? []).map((h) => h.parts),
      codes: d.codes ?? [],
    })),
    cells: [...own, ...earlier],
    signed: rows.some((row) => (secretValues?.get(row.line) ?? row.value ?? 0) < 0),
  };
}

const hair = 1e-6;

class Auditor {
  private readonly rows: readonly TableRow[];
  private readonly wishes: AuditWishes;
  private readonly protection: number;
  /** Below this a withheld number must be a secret; not a number where other rules withhold as well. */
  private readonly minimum: number;
  /** Below this no number may be printed, whatever other rules say. */
  private readonly printedMinimum: number;
  private readonly zerosToo: boolean;
  private readonly rules: Specification["rules"];

  constructor(specification: Specification, rows: readonly TableRow[], wishes: AuditWishes) {
    this.rows = rows;
    this.wishes = wishes;
    this.protection = specification.protection ?? 1;
    this.rules = specification.rules;
    const counted = specification.rules.flatMap((rule) => (rule.kind === "minimumCount" ? [rule] : []));
    // With another rule beside it, a withheld cell may be sensitive for reasons that its size does not tell.
    const isCount = specification.cases === undefined;
    this.printedMinimum = isCount ? Math.max(0, ...counted.map((rule) => rule.minimum)) : 0;
    const onlyCounted = isCount && counted.length === specification.rules.length && specification.shares === undefined;
    this.minimum = onlyCounted ? this.printedMinimum : Number.NaN;
    this.zerosToo = counted.some((rule) => rule.zeros === "withheld");
  }

  /** Withheld cells, and of changed or rounded tables those behind which a small number may stand. */
  isTarget(row: TableRow): boolean {
    if (isWithheld(row) || this.wishes.sensitiveLines?.has(row.line)) return true;
    const { boundsOfPrinted, sensitiveLines } = this.wishes;
    if (boundsOfPrinted === undefined || sensitiveLines !== undefined || row.value === null) return false;
    const { low, high } = boundsOfPrinted(row.value);
    return !(low >= this.minimum) && this.sensitiveBetween(low, high);
  }

  /** A number that the rules forbid to print. */
  forbidden(row: TableRow, cell: number): Disclosure[] {
    const isSmall = row.value !== null && this.tooSmall(row.value, this.printedMinimum);
    if (isWithheld(row) || row.value === null || !isSmall || this.wishes.boundsOfPrinted !== undefined) return [];
    return [{ ...placeOf(this.rows, cell), kind: "shown", low: row.value, high: row.value }];
  }

  private tooSmall(value: number, minimum = this.minimum): boolean {
    return value < minimum && (value > 0 || (this.zerosToo && value === 0));
  }

  /** What is wrong with knowing this much of a cell; undefined when nothing is. */
  verdict(cell: number, { low, high }: { low: number; high: number }): Disclosure["kind"] | "inVain" | undefined {
    const row = this.rows[cell];
    if (row === undefined) throw new Error(`audit of unknown cell: ${cell}`);
    const exact = high - low < hair;
    const changed = this.wishes.boundsOfPrinted !== undefined && this.wishes.sensitiveLines === undefined;
    if (changed) return exact && this.tooSmall(low) ? "exact" : undefined;
    const value = this.valueOf(row);
    if (value !== null) {
      if (!this.isSensitive(row, value)) return exact ? "inVain" : undefined;
      if (this.wishes.boundsOfPrinted !== undefined) return exact ? "exact" : undefined;
      return this.far(row, value, { low, high }) ? undefined : exact ? "exact" : "tooClose";
    }
    if (exact) return "exact";
    if (row.status === "secondary" || high - low >= 2 * this.protection - hair) return undefined;
    // Between narrow bounds without room for a sensitive number stands a cell that only protects others.
    return Number.isNaN(this.minimum) || this.sensitiveBetween(low, high) ? "tooClose" : undefined;
  }

  private sensitiveBetween(low: number, high: number): boolean {
    for (let n = this.zerosToo ? 0 : 1; n < this.minimum; n++) if (n >= low - hair && n <= high + hair) return true;
    return false;
  }

  valueOf(row: TableRow | undefined): number | null {
    return row === undefined ? null : (this.wishes.secretValues?.get(row.line) ?? row.value);
  }

  /** How far a line must be able to go from its true value, or about as far where that is not known; 0 for what is no secret. */
  distanceOf(row: TableRow | undefined): number {
    if (row === undefined) return 0;
    const value = this.valueOf(row);
    if (value === null) return this.protection;
    if (!this.isSensitive(row, value)) return 0;
    const known = this.wishes.distances?.get(row.line) ?? 0;
    return Math.max(this.protection, known, demandedDistance({ ...row, value }, this.rules));
  }

  private far(row: TableRow, value: number, { low, high }: { low: number; high: number }): boolean {
    const distance = this.distanceOf(row);
    const down = value < 0 ? value - distance : Math.max(0, value - distance);
    return low <= down + hair && high >= value + distance - hair;
  }

  isSensitive(row: TableRow, value: number): boolean {
    if (this.wishes.sensitiveLines !== undefined) return this.wishes.sensitiveLines.has(row.line);
    if (row.status === "primary") return true;
    if (row.status === "secondary") return false;
    return Number.isNaN(this.minimum) || this.tooSmall(value);
  }
}

/** Lets every person who is alone in a withheld cell attack the others, knowing their own. */
async function singletonAttacks(
  specification: Specification,
  table: PrintedTable,
  rows: readonly TableRow[],
  auditor: Auditor,
  targets: readonly number[],
  watched: { readonly watch?: Watch },
): Promise<{ found: number; tried: number; disclosures: Disclosure[] }> {
  if (specification.singletons === false) return { found: 0, tried: 0, disclosures: [] };
  const amount = (cell: number) => auditor.valueOf(rows[cell]);
  const countOf = (cell: number) => rows[cell]?.cases ?? amount(cell);
  const singles = targets.filter((cell) => countOf(cell) === 1 && amount(cell) !== null);
  if (singles.length === 0) return { found: 0, tried: 0, disclosures: [] };
  const secrets = targets.filter((cell) => {
    const value = amount(cell);
    const row = rows[cell];
    return value !== null && row !== undefined && auditor.isSensitive(row, value);
  });
  const insiders = insidersOf(insideOf(table), countOf, singles, secrets);
  const found = await attackFromInside(table, insiders, secrets, {
    ...watched,
    trueValue: amount,
    step: Math.min(1, specification.protection ?? 1),
  });
  const disclosures = found.map(({ insider, cell, low, high }): Disclosure => {
    const through = rows[insider.known[0] ?? -1]?.key ?? [];
    return { ...placeOf(rows, cell), kind: "bySingleton", low, high, through };
  });
  return { found: singles.length, tried: singles.length, disclosures };
}
