import { type CellSpace, eachKey } from "../table/cellSpace.ts";

/**
 * Parts that leave only a handful of their whole: of 138 among 140 the other two are
 * people as well, and whoever sees the 138 or its share sees them.
 *
 * Part of a whole is every code whose finest codes all lie in it; its own is none.
 *
 * One flag per cell. Throws for a dimension that the table does not have; those of people are refused before.
 */
export function smallRest(
  space: CellSpace,
  counts: Float64Array,
  of: { readonly dimension: number; readonly base: number; readonly minimum: number },
): Uint8Array {
  const found = new Uint8Array(space.size);
  const along = space.dimensions[of.dimension];
  if (along === undefined) throw new Error(`smallRest: unknown dimension: ${of.dimension}`);
  const whole = new Set(along.leaves[of.base]);
  const parts = along.codes.flatMap((_, code) => {
    const leaves = along.leaves[code] ?? [];
    return leaves.length < whole.size && leaves.every((leaf) => whole.has(leaf)) ? [code] : [];
  });
  const everyCode = (dimension: { readonly codes: readonly string[] }) => [...dimension.codes.keys()];
  for (const crossing of space.crossings.filter((c) => c.includes(of.dimension))) {
    const others = crossing.filter((d) => d !== of.dimension);
    eachKey(space.dimensions, others, everyCode, (key) => {
      const at = (code: number) => space.cellAt(key.map((other, d) => (d === of.dimension ? code : other)));
      const all = counts[at(of.base) ?? -1] ?? Number.NaN;
      for (const part of parts) {
        const cell = at(part);
        const rest = cell === undefined ? Number.NaN : all - (counts[cell] ?? Number.NaN);
        if (cell !== undefined && rest > 0 && rest < of.minimum) found[cell] = 1;
      }
    });
  }
  return found;
}
