import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Treatment } from "../indexPlan.ts";
import { kurtosis, present, skewness } from "../statistics/moments.ts";

/** What was done to an indicator, and why: for the log that stands beside the index. */
export interface TreatmentLog {
  readonly outcome: "untouched" | "winsorised" | "logarithm" | "notPossible";
  readonly before: { readonly skewness: number | null; readonly kurtosis: number | null };
  readonly after: { readonly skewness: number | null; readonly kurtosis: number | null };
  /** How many outlying values were moved in. */
  readonly moved: number;
  /** Every value that was moved in; a logarithm changes all and is not listed. */
  readonly changes: readonly { readonly position: number; readonly from: number; readonly to: number }[];
}

/**
 * Outliers treated as COINr does: an indicator fails when its skewness is 2 or more and its kurtosis 3.5 or more.
 * Then the outermost values are moved in to their neighbour, one more at a time, at most five, until it passes.
 * If it never does, the moving is undone and a logarithm taken instead: `shifted` ln(x - min + 0.01 × range),
 * `natural` ln(x), `none`.
 *
 * Source: Becker and others (2022), COINr: An R package for developing composite indicators, JOSS.
 *
 * @example
 * treated([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], { method: "winsoriseThenLog" }).values // [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]
 */
export function treated(values: readonly Value[], treatment: Treatment): { values: Value[]; log: TreatmentLog } {
  const before = shape(present(values));
  const untouched = {
    values: [...values],
    log: { outcome: "untouched", before, after: before, moved: 0, changes: [] },
  };
  if (treatment.method === "none") return untouched as ReturnType<typeof treated>;
  const limits = { skewness: treatment.skewness ?? 2, kurtosis: treatment.kurtosis ?? 3.5 };
  const passes = (s: Shape): boolean =>
    s.skewness === null ||
    s.kurtosis === null ||
    Math.abs(s.skewness) < limits.skewness ||
    s.kurtosis < limits.kurtosis;
  if (passes(before)) return untouched as ReturnType<typeof treated>;

  for (let points = 1; points <= (treatment.points ?? 5); points++) {
    const moved = winsorised(values, points, (before.skewness ?? 0) > 0);
    const after = shape(present(moved));
    if (!passes(after)) continue;
    const changes = moved.flatMap((to, position) => {
      const from = values[position];
      return isPresent(to) && from !== undefined && isPresent(from) && to !== from ? [{ position, from, to }] : [];
    });
    return { values: moved, log: { outcome: "winsorised", before, after, moved: points, changes } };
  }
  const logs = logarithms(values, treatment.log ?? "shifted");
  const outcome = logs === undefined ? "notPossible" : "logarithm";
  const result = logs ?? [...values];
  return { values: result, log: { outcome, before, after: shape(present(result)), moved: 0, changes: [] } };
}

type Shape = TreatmentLog["before"];

function shape(numbers: readonly number[]): Shape {
  const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return { skewness: orNull(skewness(numbers)), kurtosis: orNull(kurtosis(numbers)) };
}

function winsorised(values: readonly Value[], points: number, above: boolean): Value[] {
  const order = values
    .map((value, position) => ({ value, position }))
    .filter((e): e is { value: number; position: number } => isPresent(e.value))
    .sort((a, b) => (above ? b.value - a.value : a.value - b.value));
  const neighbour = order[points]?.value;
  const moved = [...values];
  if (neighbour === undefined) return moved;
  for (const { position } of order.slice(0, points)) moved[position] = neighbour;
  return moved;
}

function logarithms(values: readonly Value[], kind: "shifted" | "natural" | "none"): Value[] | undefined {
  if (kind === "none") return undefined;
  const numbers = present(values);
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (kind === "natural" && low <= 0) return undefined;
  return values.map((v) => {
    if (!isPresent(v)) return v;
    return Math.log(kind === "natural" ? v : v - low + 0.01 * (high - low));
  });
}
