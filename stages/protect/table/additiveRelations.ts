import { type CellSpace, distinctCodes, eachKey, leafCodes } from "./cellSpace.ts";

/** One sum that anybody can do: the whole is its parts added up. */
export interface Relation {
  readonly whole: number;
  readonly parts: readonly number[];
}

/**
 * Everything that adds up in a table: along every hierarchy of every dimension,
 * for every combination of the others, in every crossing; and where several
 * crossings show the same people, their finest cells as sums of the inner ones.
 */
export function additiveRelations(space: CellSpace): Relation[] {
  const relations: Relation[] = [];
  const seen = new Set<string>();
  for (const crossing of space.crossings) {
    for (const d of crossing) {
      const others = crossing.filter((other) => other !== d);
      const sums = space.dimensions[d]?.sums ?? [];
      eachKey(space.dimensions, others, distinctCodes, (key) => {
        const cellWith = (code: number): number => {
          key[d] = code;
          return cellOf(space, key);
        };
        const before = key[d] ?? 0;
        for (const { whole, parts } of sums) {
          const relation = { whole: cellWith(whole), parts: parts.map(cellWith) };
          if (space.crossings.length > 1) {
            const mark = `${relation.whole}:${relation.parts.join()}`;
            if (seen.has(mark)) continue;
            seen.add(mark);
          }
          relations.push(relation);
        }
        key[d] = before;
      });
    }
  }
  return [...relations, ...innerRelations(space)];
}

function innerRelations(space: CellSpace): Relation[] {
  const dimensions = space.dimensions;
  if (space.crossings.some((crossing) => crossing.length === dimensions.length)) return [];
  const parts = new Map<number, number[]>();
  const all = dimensions.map((_, d) => d);
  eachKey(dimensions, all, leafCodes, (key) => {
    const inner = cellOf(space, key);
    for (const crossing of space.crossings) {
      const finest = cellOf(
        space,
        key.map((code, d) => (crossing.includes(d) ? code : (dimensions[d]?.total ?? 0))),
      );
      const list = parts.get(finest);
      if (list === undefined) parts.set(finest, [inner]);
      else if (list.at(-1) !== inner) list.push(inner);
    }
  });
  return [...parts]
    .filter(([whole, list]) => list.length > 1 || list[0] !== whole)
    .map(([whole, list]) => ({ whole, parts: list }));
}

function cellOf(space: CellSpace, key: readonly number[]): number {
  const cell = space.cellAt(key);
  if (cell === undefined) throw new Error(`additiveRelations: no cell at ${key.join()}`);
  return cell;
}
