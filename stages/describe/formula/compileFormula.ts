import { type Column, senselessCode, strongerAbsence } from "../../../kernel/value/column.ts";
import type { FigureKnot, Formula } from "./parseFormula.ts";
import { figuresOf } from "./quotientOf.ts";

/** A formula ready to run over whole columns. */
export interface CompiledFormula {
  /** What it needs, in the order of the inputs. */
  readonly figures: readonly FigureKnot[];
  /** One column per figure, all of equal length; gives a new one. */
  readonly run: (inputs: readonly Column[], length: number) => Column;
}

type Step = (inputs: readonly Column[], length: number) => Column;

/**
 * Turns a formula into functions over columns, so that a county of 5,000 areas
 * and 20 years is one sweep per operator.
 *
 * An absent part makes the result absent, for the strongest of the reasons;
 * division by zero is `senseless`, since a rate over nobody asks nothing.
 *
 * @example
 * compileFormula({ kind: "number", number: 2, at: 1, length: 1 }).run([], 1).numbers // new Float64Array([2])
 */
export function compileFormula(formula: Formula): CompiledFormula {
  const figures = figuresOf(formula);
  return { figures, run: step(formula, figures) };
}

function step(formula: Formula, figures: readonly FigureKnot[]): Step {
  if (formula.kind === "figure") {
    const position = figures.findIndex((knot) => knot.id === formula.id && knot.lag === formula.lag);
    return (inputs) => {
      const input = inputs[position];
      if (input === undefined) throw new Error(`formula lacks its input: ${formula.id}`);
      return input;
    };
  }
  if (formula.kind === "number") {
    const { number } = formula;
    return (_, length) => ({ numbers: new Float64Array(length).fill(number), absent: new Uint8Array(length) });
  }
  if (formula.kind === "opposite") {
    const of = step(formula.of, figures);
    return (inputs, length) => {
      const { numbers, absent } = of(inputs, length);
      return { numbers: numbers.map((n) => -n), absent };
    };
  }
  const left = step(formula.left, figures);
  const right = step(formula.right, figures);
  const compute = operators[formula.operator];
  return (inputs, length) => combined(left(inputs, length), right(inputs, length), length, compute);
}

type Numbers = Float64Array;

// A loop for each, since one loop that calls the operator would make a thing of every single number.
const operators = {
  "+": (to: Numbers, a: Numbers, b: Numbers) => {
    for (let at = 0; at < to.length; at++) to[at] = (a[at] ?? Number.NaN) + (b[at] ?? Number.NaN);
  },
  "-": (to: Numbers, a: Numbers, b: Numbers) => {
    for (let at = 0; at < to.length; at++) to[at] = (a[at] ?? Number.NaN) - (b[at] ?? Number.NaN);
  },
  "*": (to: Numbers, a: Numbers, b: Numbers) => {
    for (let at = 0; at < to.length; at++) to[at] = (a[at] ?? Number.NaN) * (b[at] ?? Number.NaN);
  },
  "/": (to: Numbers, a: Numbers, b: Numbers) => {
    for (let at = 0; at < to.length; at++) to[at] = (a[at] ?? Number.NaN) / (b[at] ?? Number.NaN);
  },
} as const;

function combined(
  a: Column,
  b: Column,
  length: number,
  compute: (to: Numbers, a: Numbers, b: Numbers) => void,
): Column {
  const numbers = new Float64Array(length);
  const absent = new Uint8Array(length);
  compute(numbers, a.numbers, b.numbers);
  for (let at = 0; at < length; at++) {
    const missing = strongerAbsence(a.absent[at] ?? 0, b.absent[at] ?? 0);
    // Finite parts give no number only over zero, or beyond what any count can be.
    const code = missing !== 0 || Number.isFinite(numbers[at]) ? missing : senselessCode;
    if (code === 0) continue;
    numbers[at] = Number.NaN;
    absent[at] = code;
  }
  return { numbers, absent };
}
