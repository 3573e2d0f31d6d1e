import type { Insider } from "./attackFromInside.ts";

/**
 * Everybody who is alone in a withheld cell, with all the cells that they know:
 * each that counts them and nobody else, and whatever lies inside one of those,
 * since who is not this person is not there.
 */
export function insidersOf(
  inside: readonly Int32Array[],
  countOf: (cell: number) => number | null,
  singles: readonly number[],
  secrets: readonly number[],
): Insider[] {
  const countAt = new Map<number, number>();
  for (const [cell, [point, ...rest]] of inside.entries()) {
    const count = countOf(cell);
    if (point !== undefined && rest.length === 0 && count !== null) countAt.set(point, count);
  }
  const personAt = new Map<number, number[]>();
  let unnamed: number[][] = [];
  for (const cell of singles) {
    const points = inside[cell] ?? none;
    const place = points.find((point) => countAt.get(point) === 1);
    if (place !== undefined) {
      const group = personAt.get(place);
      if (group === undefined) personAt.set(place, [cell]);
      else group.push(cell);
      continue;
    }
    // A cell around two others shows that both are the same person.
    const same = unnamed.filter((one) => overlaps(inside, one, points));
    unnamed = [...unnamed.filter((one) => !same.includes(one)), [...same.flat(), cell]];
  }
  const secretsAt = new Map<number, number[]>();
  for (const cell of secrets)
    for (const point of inside[cell] ?? none) {
      const list = secretsAt.get(point);
      if (list === undefined) secretsAt.set(point, [cell]);
      else list.push(cell);
    }
  return [...personAt.values(), ...unnamed].map((known) => {
    const own = new Set(known);
    for (const cell of known) {
      const points = new Set(inside[cell]);
      for (const point of points)
        for (const secret of secretsAt.get(point) ?? [])
          if ((inside[secret] ?? none).every((p) => points.has(p))) own.add(secret);
    }
    return { known, own };
  });
}

const none = new Int32Array(0);

/** One of the cells lies inside the other: where nothing finer is known, only then it is surely the same person. */
function overlaps(inside: readonly Int32Array[], cells: readonly number[], points: Int32Array): boolean {
  const set = new Set(points);
  return cells.some((cell) => {
    const other = inside[cell] ?? none;
    const common = other.filter((point) => set.has(point)).length;
    return common > 0 && common === Math.min(points.length, other.length);
  });
}
