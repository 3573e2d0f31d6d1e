import { type CellSpace, distinctCodes, eachKey, leafCodes } from "../table/cellSpace.ts";

/**
 * Groups that all fall into one category: "all of them receive benefits" tells
 * about each of them, however many they are. The full cell and the empty ones
 * beside it are held back, since either shows the other (0 % and 100 %).
 *
 * One flag per cell. Throws for a dimension that the table does not have; those of people are refused before.
 */
export function groupDisclosure(space: CellSpace, values: Float64Array, dimension: number): Uint8Array {
  const found = new Uint8Array(space.size);
  const along = space.dimensions[dimension];
  if (along === undefined) throw new Error(`groupDisclosure: unknown dimension: ${dimension}`);
  const categories = leafCodes(along);
  for (const crossing of space.crossings.filter((c) => c.includes(dimension))) {
    const others = crossing.filter((d) => d !== dimension);
    eachKey(space.dimensions, others, distinctCodes, (key) => {
      const cells = categories.flatMap((code) => {
        const cell = space.cellAt(key.map((other, d) => (d === dimension ? code : other)));
        return cell === undefined ? [] : [cell];
      });
      const filled = cells.filter((cell) => values[cell] !== 0);
      if (cells.length > 1 && filled.length === 1) for (const cell of cells) found[cell] = 1;
    });
  }
  return found;
}
