import type { Specification } from "./specification.ts";
import { usualTotal } from "./specification.ts";

/**
 * The part of a protection report that everybody may read. It tells how much was
 * withheld and where, never which of the withheld cells were small themselves.
 */
export interface PublicReport {
  readonly cells: number;
  readonly withheld: number;
  readonly audit: { readonly attacked: number };
  /** What is lost, by each member of each dimension. */
  readonly lossBy: readonly {
    readonly label: string;
    readonly members: readonly { readonly code: string; readonly cells: number; readonly withheld: number }[];
  }[];
  /** How many cells would be withheld with another minimum. */
  readonly alternatives?: readonly { readonly minimum: number; readonly withheld: number }[];
}

/**
 * How many cells are withheld in each member of each dimension; totals are
 * members as well, since readers look there first.
 *
 * Both are a number of cells.
 *
 * @example
 * lossBy({ dimensions: [{ id: "ort" }] }, [{ key: ["A"], isWithheld: true }, { key: ["Insgesamt"], isWithheld: false }]) // [{ label: "ort", members: [{ code: "A", cells: 1, withheld: 1 }, { code: "Insgesamt", cells: 1, withheld: 0 }] }]
 */
export function lossBy(
  {
    dimensions,
  }: { readonly dimensions: readonly Pick<Specification["dimensions"][number], "id" | "label" | "total">[] },
  cells: readonly { readonly key: readonly string[]; readonly isWithheld: boolean }[],
): PublicReport["lossBy"] {
  return dimensions.map(({ id, label, total = usualTotal }, at) => {
    const members = new Map<string, { cells: number; withheld: number }>();
    for (const { key, isWithheld } of cells) {
      const code = key[at] ?? total;
      const member = members.get(code) ?? { cells: 0, withheld: 0 };
      member.cells++;
      if (isWithheld) member.withheld++;
      members.set(code, member);
    }
    return { label: label ?? id, members: [...members].map(([code, member]) => ({ code, ...member })) };
  });
}
