import { Refusal } from "../../kernel/trouble/refusal.ts";
import { type Rule, type Specification, usualTotal } from "./specification.ts";

/** A row of a table by its codes. */
interface KeyedRow {
  readonly key: readonly string[];
}

/**
 * Shares in percent behind each row, as text and column by column: the women among
 * all, the children under 3 among those under 6. Empty where either number behind it
 * is withheld or not printed, and where the row is no part of what it is a share of.
 *
 * @example
 * shareColumns({ title: "", dimensions: [{ id: "g" }], rules: [], shares: [{ column: "Anteil", of: "g" }] }, [{ key: ["w"] }, { key: ["Insgesamt"] }], ({ key }) => (key[0] === "w" ? 3 : 8)) // [["37.5"], [""]]
 */
export function shareColumns<Row extends KeyedRow>(
  specification: Specification,
  rows: readonly Row[],
  shown: (row: Row, at: number) => number | null,
): string[][] {
  const values = new Map(rows.map((row, at) => [nameOf(row.key), shown(row, at)]));
  const shares = (specification.shares ?? []).map((share) => ({ ...share, ...baseOf(specification, share) }));
  return rows.map((row) =>
    shares.map(({ at, base, decimals = 1 }) => {
      const part = values.get(nameOf(row.key)) ?? null;
      const whole = values.get(nameOf(row.key.with(at, base))) ?? null;
      if (row.key[at] === base || part === null || whole === null || whole === 0) return "";
      return String(Number(((100 * part) / whole).toFixed(decimals)));
    }),
  );
}

/**
 * Between which numbers a withheld one lies, where a printed share and the other number behind it tell.
 *
 * Bounds are whole numbers of cases, both included.
 *
 * Source: X-013, with the rounding of the printed share turned round.
 */
export function toldByShares<Row extends KeyedRow & { readonly value: number | null }>(
  specification: Specification,
  rows: readonly Row[],
  printed: (row: Row, column: string) => number | undefined,
): Map<Row, { readonly low: number; readonly high: number }> {
  const rowOf = new Map(rows.map((row) => [nameOf(row.key), row]));
  const told = new Map<Row, { low: number; high: number }>();
  const tell = (row: Row, low: number, high: number): void => {
    const known = told.get(row) ?? { low: 0, high: Number.POSITIVE_INFINITY };
    const [from, to] = [Math.max(known.low, Math.ceil(low - 1e-9)), Math.min(known.high, Math.floor(high + 1e-9))];
    if (from <= to) told.set(row, { low: from, high: to });
  };
  for (const share of specification.shares ?? []) {
    const { at, base } = baseOf(specification, share);
    const half = 0.5 * 10 ** -(share.decimals ?? 1);
    for (const row of rows) {
      const whole = rowOf.get(nameOf(row.key.with(at, base)));
      const percent = printed(row, share.column);
      if (percent === undefined || whole === undefined || whole === row) continue;
      const [low, high] = [Math.max(0, percent - half) / 100, (percent + half) / 100];
      if (row.value === null && whole.value !== null) tell(row, low * whole.value, high * whole.value);
      if (row.value !== null && whole.value === null)
        tell(whole, row.value / high, low === 0 ? Number.POSITIVE_INFINITY : row.value / low);
    }
  }
  return told;
}

/**
 * The rules of a specification together with those that its shares bring along: who
 * knows a share and its whole knows the rest, so the rest must be large enough too.
 */
export function rulesWithShares(specification: Specification): readonly Rule[] {
  const counted = specification.rules.flatMap((rule) => (rule.kind === "minimumCount" ? [rule] : []));
  const [strictest] = counted.sort((a, b) => b.minimum - a.minimum);
  if (strictest === undefined) return specification.rules;
  const implied = (specification.shares ?? []).flatMap(({ of, base }): Rule[] => {
    const isSaid = specification.rules.some(
      (rule) => rule.kind === "share" && rule.dimension === of && rule.base === base,
    );
    const { minimum, setBy } = strictest;
    const more = { ...(base === undefined ? {} : { base }), ...(setBy === undefined ? {} : { setBy }) };
    return isSaid ? [] : [{ kind: "share", dimension: of, minimum, ...more }];
  });
  return [...specification.rules, ...implied];
}

/**
 * Where the whole of a share stands: its dimension and the code there.
 *
 * Refuses a dimension that the table does not have.
 */
export function baseOf(
  { dimensions }: Specification,
  { of, base }: { readonly of: string; readonly base?: string },
): { readonly at: number; readonly base: string } {
  const at = dimensions.findIndex((d) => d.id === of);
  const dimension = dimensions[at];
  if (dimension === undefined) throw new Refusal("protect.unknownDimension", { dimension: of });
  return { at, base: base ?? dimension.total ?? usualTotal };
}

function nameOf(key: readonly string[]): string {
  return key.join("\u0000");
}
