import type { Highs } from "highs";
import type { Problem } from "./attackProblems.ts";
import { attackModel } from "./attackProgram.ts";

/**
 * The true table, as far as the office knows it: one number per unknown, in the unit of the table. Withheld cells of
 * their own are known; for the others any numbers that agree with all that is known. Undefined when the solver finds
 * none.
 *
 * Method: linear program, as the attacker's own.
 */
export function tableInHand(
  highs: Highs,
  problem: Problem,
  signed: boolean,
  trueValue: (cell: number) => number | null,
): Float64Array | undefined {
  const base = new Float64Array(problem.variables).fill(Number.NaN);
  for (const { cell, variables, base: told } of problem.targets) {
    const [only] = variables;
    const value = trueValue(cell);
    if (variables.length === 1 && only !== undefined && value !== null) base[only] = value - told;
  }
  if (!base.some(Number.isNaN)) return base;
  const known = problem.targets.flatMap(({ cell, variables, base: told }) => {
    const value = trueValue(cell);
    return value === null ? [] : [{ variables, low: value - told, high: value - told }];
  });
  const model = attackModel(highs, { ...problem, rows: [...problem.rows, ...known] }, signed);
  try {
    // The middle of several tables leaves more room to move than any corner.
    const sum = new Float64Array(problem.variables);
    let found = 0;
    let scatter = 777;
    for (let turn = 0; turn < 6; turn++) {
      const costs = Float64Array.from(sum, () => {
        scatter = (scatter * 16_807) % 2_147_483_647;
        return signed ? 0 : (scatter % 11) - (turn === 0 ? 0 : 5);
      });
      model.changeColsCost({ kind: "range", from: 0, to: problem.variables - 1 }, costs);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) continue;
      const { colValue } = model.getSolution();
      found++;
      for (let v = 0; v < sum.length; v++) sum[v] = (sum[v] ?? 0) + (colValue[v] ?? 0);
    }
    return found === 0 ? undefined : sum.map((x) => x / found);
  } finally {
    model.dispose();
  }
}
