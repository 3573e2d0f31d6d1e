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
 *
 * | method             | what is done                                                                              |
 * |--------------------|-------------------------------------------------------------------------------------------|
 * | `winsorise`        | the outermost values move in to their neighbour, on the side of the skewness, until the    |
 * |                    | indicator passes or five have moved; values that agree move together                       |
 * | `winsoriseThenLog` | the same; if it still fails, the moving is undone and a logarithm taken instead            |
 * | `log`              | a logarithm in any case, as for incomes                                                    |
 *
 * Logarithms: `shifted` ln(x - min + 0.01 × range), `shiftedByOne` ln(x - min + 1), `natural` ln(x), `none`.
 *
 * Source: Becker and others (2022), COINr: An R package for developing composite indicators, JOSS.
 *
 * @example
 * treated([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], { method: "winsoriseThenLog" }).values // [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]
 * treated([1, "withheld", Math.E], { method: "log", log: "natural" }).values // [0, "withheld", 1]
 */
export function treated(values: readonly Value[], treatment: Treatment): { values: Value[]; log: TreatmentLog } {
  const before = shape(present(values));
  const logged = (
    outcome: TreatmentLog["outcome"],
    result: readonly Value[],
    moved = 0,
    changes: TreatmentLog["changes"] = [],
  ): ReturnType<typeof treated> => ({
    values: [...result],
    log: { outcome, before, after: shape(present(result)), moved, changes },
  });
  if (treatment.method === "none") return logged("untouched", values);
  if (treatment.method === "log") return logarithm(values, treatment.log ?? "shifted", logged);
  const limits = { skewness: treatment.skewness ?? 2, kurtosis: treatment.kurtosis ?? 3.5 };
  const passes = (s: Shape): boolean =>
    s.skewness === null ||
    s.kurtosis === null ||
    Math.abs(s.skewness) < limits.skewness ||
    s.kurtosis < limits.kurtosis;
  if (passes(before)) return logged("untouched", values);

  const most = treatment.points ?? 5;
  let moved: Value[] = [...values];
  let after = before;
  const counts = { above: 0, below: 0 };
  while (!passes(after) && counts.above + counts.below < most) {
    const side = (after.skewness ?? 0) >= 0 ? "above" : "below";
    const step = movedIn(moved, side);
    moved = step.values;
    counts[side] = step.count;
    after = shape(present(moved));
  }
  if (treatment.method === "winsoriseThenLog" && !passes(after))
    return logarithm(values, treatment.log ?? "shifted", logged);
  const changes = moved.flatMap((to, position) => {
    const from = values[position];
    return isPresent(to) && from !== undefined && isPresent(from) && to !== from ? [{ position, from, to }] : [];
  });
  return logged(changes.length === 0 ? "notPossible" : "winsorised", moved, changes.length, changes);
}

type Shape = TreatmentLog["before"];

function shape(numbers: readonly number[]): Shape {
  const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return { skewness: orNull(skewness(numbers)), kurtosis: orNull(kurtosis(numbers)) };
}

/** The outermost values of one side at the place of the next one, all that agree at once. */
function movedIn(values: readonly Value[], side: "above" | "below"): { values: Value[]; count: number } {
  const further = (a: number, b: number): number => (side === "above" ? Math.max(a, b) : Math.min(a, b));
  const numbers = present(values);
  const end = numbers.reduce(further);
  const rest = numbers.filter((x) => x !== end);
  const neighbour = rest.length === 0 ? end : rest.reduce(further);
  return { values: values.map((v) => (v === end ? neighbour : v)), count: numbers.length - rest.length };
}

type Logarithm = "shifted" | "shiftedByOne" | "natural" | "none";

function logarithm(
  values: readonly Value[],
  kind: Logarithm,
  logged: (outcome: TreatmentLog["outcome"], result: readonly Value[]) => ReturnType<typeof treated>,
): ReturnType<typeof treated> {
  const numbers = present(values);
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const range = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - low;
  const offset = { shifted: 0.01 * range, shiftedByOne: 1, natural: low, none: 0 }[kind];
  if (!(offset > 0)) return logged("notPossible", values);
  const lifted = (v: number): number => (kind === "natural" ? v : v - low + offset);
  return logged(
    "logarithm",
    values.map((v) => (isPresent(v) ? Math.log(lifted(v)) : v)),
  );
}
