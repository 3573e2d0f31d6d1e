/** The index and subindices of one area, as they would be shown side by side. */
export interface ShownIndices {
  /** One row per shown figure, one weight per component; 0 where a component does not enter. */
  readonly weights: readonly (readonly number[])[];
  /** Components whose own value is withheld in this area. */
  readonly hidden: readonly number[];
}

/**
 * Which of the shown index values may leave although some of their components are
 * withheld: those of at least three components, as long as no withheld
 * component can be solved for from all that is shown together.
 *
 * Values are looked at in their order; one that would let somebody solve stays
 * back, and the later ones are judged without it.
 *
 * @example
 * // One withheld component beside shown ones: the index gives it away.
 * indexMayLeave({ weights: [[0.5, 0.3, 0.2]], hidden: [1] }) // [false]
 * // Two withheld: one equation, two unknowns. A second one with other weights would solve them.
 * indexMayLeave({ weights: [[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]], hidden: [1, 2] }) // [true, false]
 */
export function indexMayLeave({ weights, hidden }: ShownIndices): boolean[] {
  let known: number[][] = [];
  return weights.map((row) => {
    const unknowns = hidden.map((component) => row[component] ?? 0);
    if (unknowns.every((weight) => weight === 0)) return true;
    if (row.filter((weight) => weight !== 0).length < 3) return false;
    const together = reduced([...known, unknowns]);
    if (together.some((equation) => equation.filter((x) => x !== 0).length === 1)) return false;
    known = together;
    return true;
  });
}

/** Reduced row echelon form: an equation with a single unknown is a solution. */
function reduced(equations: readonly (readonly number[])[]): number[][] {
  const rows = equations.map((row) => [...row]);
  const width = rows[0]?.length ?? 0;
  let top = 0;
  for (let column = 0; column < width && top < rows.length; column++) {
    const candidates = rows.slice(top).map((row) => Math.abs(row[column] ?? 0));
    const largest = Math.max(...candidates);
    if (largest < tiny) continue;
    const at = top + candidates.indexOf(largest);
    const pivot = rows[at] ?? [];
    rows[at] = rows[top] ?? [];
    const scaled = pivot.map((x) => x / (pivot[column] ?? 1));
    rows[top] = scaled;
    for (const [other, row] of rows.entries()) {
      if (other === top) continue;
      const factor = row[column] ?? 0;
      rows[other] = row.map((x, c) => rounded(x - factor * (scaled[c] ?? 0)));
    }
    top++;
  }
  return rows.slice(0, top).map((row) => row.map(rounded));
}

const tiny = 1e-10;

function rounded(x: number): number {
  return Math.abs(x) < tiny ? 0 : x;
}
