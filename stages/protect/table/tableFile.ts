import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Specification, usualTotal } from "../specification.ts";
import type { Delimited } from "./delimited.ts";
import { type NumberReader, numberReader } from "./numberReader.ts";

/** One line of a table file, understood. */
export interface TableRow {
  readonly line: number;
  readonly key: readonly string[];
  /** Null where the file shows a sign instead of a number. */
  readonly value: number | null;
  readonly status: CellStatus;
  readonly contributions: readonly number[];
  readonly cases: number | null;
  readonly cellKey: number | null;
}

/** What a file says of a cell: may be shown, must be shown, sensitive itself, withheld for the sake of others, withheld for a reason not told, changed by cell key, rounded. */
export type CellStatus = "free" | "mustShow" | "primary" | "secondary" | "withheld" | "perturbed" | "rounded";

/**
 * The lines of a table file by the columns that the specification names.
 *
 * A withheld value may stand as an empty field, `.`, `x`, `*`, `/` or `…`; `-` is
 * the official sign for nothing and counts as 0. Contributions come out largest first. Refuses a missing column, a key
 * that stands twice, an unknown status and what is no number.
 */
export function tableRows(
  { header, rows }: Delimited,
  specification: Specification,
  file: string,
  columns: {
    readonly value?: string;
    readonly status?: string;
    /** Dimensions that the file lacks stand at their total, as in a smaller table published earlier. */
    readonly partial?: boolean;
    /** A protected table has lost its cases and contributions, and calls its columns `value` and `status`. */
    readonly published?: boolean;
  } = {},
): TableRow[] {
  const place = (line?: number, column?: number) => ({
    place: {
      file,
      ...(line === undefined ? {} : { row: line }),
      ...(column === undefined ? {} : { column: column + 1 }),
    },
  });
  const find = (name: string): number => {
    const at = header.indexOf(name);
    if (at < 0) throw new Refusal("protect.missingColumn", { column: name, columns: header.join(", ") }, place());
    if (header.includes(name, at + 1)) throw new Refusal("protect.columnTwice", { column: name }, place(1));
    return at;
  };
  const bare = columns.partial === true || columns.published === true;
  const renamed = (name: string, usual: string) => bare && !header.includes(name) && header.includes(usual);
  const optional = (name: string | undefined, usual: string): number =>
    name === undefined || renamed(name, usual) ? header.indexOf(usual) : find(name);
  const totals = specification.dimensions.map((d) => d.total ?? usualTotal);
  const keyColumns = specification.dimensions.map((d) => {
    const name = d.column ?? d.id;
    return columns.partial === true && !header.includes(name) ? -1 : find(name);
  });
  const valueName = columns.value ?? specification.value ?? "value";
  const valueColumn = renamed(valueName, "value") ? header.indexOf("value") : find(valueName);
  const statusColumn = optional(columns.status ?? specification.status, "status");
  const named = specification.contributions ?? [];
  const contributionColumns = bare && !named.every((name) => header.includes(name)) ? [] : named.map(find);
  const casesColumn =
    specification.cases === undefined || (bare && !header.includes(specification.cases))
      ? -1
      : find(specification.cases);
  const keyColumn = specification.cellKey?.key === undefined || bare ? -1 : header.indexOf(specification.cellKey.key);

  if (columns.partial !== true) checkTotals(specification, keyColumns, rows, file);
  const countsOnly = specification.cases === undefined && specification.contributions === undefined;
  const readers = new Map<number, NumberReader>();
  const read = (fields: readonly string[], at: number, counts: boolean) => {
    const reader =
      readers.get(at) ??
      numberReader(
        rows.map((row) => row.fields[at] ?? ""),
        counts,
      );
    readers.set(at, reader);
    return reader(fields[at] ?? "");
  };
  const seen = new Map<string, number>();
  const found = rows.map(({ line, fields }) => {
    const key = keyColumns.map((at, d) => (at < 0 ? (totals[d] ?? "") : (fields[at] ?? "")));
    const mark = key.join("\u0000");
    const before = seen.get(mark);
    if (before !== undefined)
      throw new Refusal("protect.keyTwice", { key: key.join(" / "), first: before }, place(line));
    seen.set(mark, line);
    const number = (at: number, counts = false): number => {
      const found = read(fields, at, counts);
      if (found === undefined || found === null)
        throw new Refusal("protect.notANumber", { text: fields[at] ?? "" }, place(line, at));
      return found;
    };
    const valueText = fields[valueColumn] ?? "";
    const value = read(fields, valueColumn, countsOnly);
    if (value === undefined) throw new Refusal("protect.notANumber", { text: valueText }, place(line, valueColumn));
    const statusText = statusColumn < 0 ? "" : (fields[statusColumn] ?? "");
    const status = statuses[statusText.toLowerCase()];
    if (status === undefined)
      throw new Refusal("protect.unknownStatus", { status: statusText }, place(line, statusColumn));
    return {
      line,
      key,
      value,
      status: value === null && status === "free" ? "withheld" : status,
      contributions: contributionColumns.map((at) => (fields[at] === "" ? 0 : number(at))).sort((a, b) => b - a),
      cases: casesColumn < 0 ? null : number(casesColumn, true),
      cellKey: keyColumn < 0 ? null : number(keyColumn),
    };
  });
  if (columns.partial !== true) checkHiddenTotals(specification, found, file);
  return found;
}

/** Without the total that is described, a code that is always the sum of all others is that total, and no part. */
function checkHiddenTotals(specification: Specification, rows: readonly TableRow[], file: string): void {
  for (const [d, { total = usualTotal, id, label, codes, hierarchies }] of specification.dimensions.entries()) {
    if (codes !== undefined || hierarchies !== undefined || rows.some(({ key }) => key[d] === total)) continue;
    const groups = new Map<string, Map<string, number | null>>();
    for (const { key, value } of rows) {
      const name = key.with(d, "").join("\u0000");
      groups.set(name, (groups.get(name) ?? new Map()).set(key[d] ?? "", value));
    }
    const whole = [...new Set(rows.map(({ key }) => key[d] ?? ""))].find((code) =>
      isAlwaysSum(code, [...groups.values()]),
    );
    if (whole !== undefined)
      throw new Refusal(
        "protect.totalOtherwiseNamed",
        { dimension: label ?? id, total: whole, described: total },
        { place: { file } },
      );
  }
}

function isAlwaysSum(code: string, groups: readonly ReadonlyMap<string, number | null>[]): boolean {
  let [others, sums, isFilled] = [0, 0, false];
  for (const group of groups) {
    const own = group.get(code);
    const rest = [...group].flatMap(([other, value]) => (other === code ? [] : [value]));
    // What is withheld could be anything, and one other code alone is the same as the sum by chance.
    if (own === undefined || own === null || rest.length === 0 || rest.includes(null)) continue;
    const sum = rest.reduce<number>((total, value) => total + (value ?? 0), 0);
    if (Math.abs(sum - own) > 1e-9 * Math.max(1, Math.abs(own))) return false;
    others = Math.max(others, rest.length);
    sums++;
    isFilled ||= own !== 0;
  }
  return isFilled && (others > 1 || sums > 2);
}

/** A total under another name than the specification has would pass for one more part. */
function checkTotals(
  specification: Specification,
  keyColumns: readonly number[],
  rows: Delimited["rows"],
  file: string,
): void {
  for (const [d, { total, id, label, codes, hierarchies }] of specification.dimensions.entries()) {
    if (total !== undefined || codes !== undefined || hierarchies !== undefined) continue;
    const found = new Set(rows.map(({ fields }) => fields[keyColumns[d] ?? -1] ?? ""));
    const other = otherTotals.find((name) => found.has(name));
    if (!found.has(usualTotal) && other !== undefined)
      throw new Refusal("protect.totalUnnamed", { dimension: label ?? id, total: other }, { place: { file } });
  }
}

const otherTotals = ["Total", "total", "Summe", "Gesamt", "gesamt", "insgesamt", "Zusammen", "zusammen", "Alle"];

const statuses: Readonly<Record<string, CellStatus>> = {
  "": "free",
  s: "free",
  shown: "free",
  published: "free",
  perturbed: "perturbed",
  rounded: "rounded",
  z: "mustShow",
  mustshow: "mustShow",
  u: "primary",
  p: "primary",
  primary: "primary",
  x: "secondary",
  m: "secondary",
  secondary: "secondary",
  primär: "primary",
  sekundär: "secondary",
  gezeigt: "free",
  offen: "free",
  geheim: "withheld",
  suppressed: "withheld",
  "*": "withheld",
  withheld: "withheld",
  gesperrt: "withheld",
  ".": "withheld",
};
