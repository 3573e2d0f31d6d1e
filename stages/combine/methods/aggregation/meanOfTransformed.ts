import type { Aggregate } from "./aggregate.ts";

/**
 * The mean of transformed numbers, transformed back: what geometric, harmonic and power mean have in common.
 * A present number that cannot be transformed (zero under a logarithm) makes the area's result NaN.
 *
 * One column per component, one number for each area, on the scale of the normalisation; weights by component.
 */
export function meanOfTransformed(there: (x: number) => number, back: (y: number) => number): Aggregate {
  return (columns, weights, out) => {
    for (let i = 0; i < out.length; i++) {
      let sum = 0;
      let present = 0;
      for (let j = 0; j < columns.length; j++) {
        const x = (columns[j] as Float64Array)[i] as number;
        if (Number.isNaN(x)) continue;
        const weight = weights[j] as number;
        if (weight === 0) continue;
        sum += weight * there(x);
        present += weight;
      }
      out[i] = back(sum / present);
    }
    return out;
  };
}
