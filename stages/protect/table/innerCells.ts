import type { CellSpace } from "./cellSpace.ts";

/**
 * Every cell as the set of finest cells that it is the sum of: the form in which
 * Gaussian elimination sees a table. Rows are combinations of leaves, numbered.
 *
 * Source: Langsrud, "Secondary cell suppression by Gaussian elimination", PSD 2024: the matrix of its sums.
 */
export function innerCells(space: CellSpace): { rows: number; columns: Int32Array[] } {
  const { dimensions, crossings } = space;
  // Dimensions that no crossing shows are summed away.
  const used = dimensions.map((_, d) => crossings.some((crossing) => crossing.includes(d)));
  let rows = 1;
  const strides = dimensions.map((d, at) => {
    const stride = rows;
    if (used[at]) rows *= d.leafCount;
    return stride;
  });
  const columns: Int32Array[] = [];
  for (let cell = 0; cell < space.size; cell++) {
    const key = space.keyOf(cell);
    let list: number[] = [0];
    for (let d = dimensions.length - 1; d >= 0; d--) {
      if (!used[d]) continue;
      const leaves = dimensions[d]?.leaves[key[d] ?? 0] ?? [];
      const stride = strides[d] ?? 1;
      const longer: number[] = [];
      for (const start of list) for (const leaf of leaves) longer.push(start + leaf * stride);
      list = longer;
    }
    columns.push(Int32Array.from(list).sort());
  }
  return { rows, columns };
}
