import type { Formula } from "./parseFormula.ts";

/** Products of figures and how often each counts: `2*A*B - C` is `{ "A*B": 2, "C": -1 }`. */
type Sum = ReadonlyMap<string, number>;

/** Larger sums are left to the figures themselves. */
const mostProducts = 500;

/**
 * Whether a part of a formula is zero whatever the figures are, since what it adds it takes away again.
 *
 * Multiplies out sums and products; quotients count as figures of their own, alike where they are written alike.
 *
 * @example
 * isAlwaysZero({ kind: "number", number: 0, at: 1, length: 1 }) // true
 * isAlwaysZero({ kind: "figure", id: "BEV", lag: 0, at: 1, length: 3 }) // false
 */
export function isAlwaysZero(formula: Formula): boolean {
  const sum = sumOf(formula);
  return sum !== undefined && sum.size === 0;
}

function sumOf(formula: Formula): Sum | undefined {
  switch (formula.kind) {
    case "number":
      return formula.number === 0 ? new Map() : new Map([["", formula.number]]);
    case "figure":
      return new Map([[formula.lag === 0 ? formula.id : `${formula.id}@${formula.lag}`, 1]]);
    case "opposite": {
      const of = sumOf(formula.of);
      return of === undefined ? undefined : added([[of, -1]]);
    }
    case "operation": {
      const [left, right] = [sumOf(formula.left), sumOf(formula.right)];
      if (left === undefined || right === undefined) return undefined;
      if (formula.operator === "+")
        return added([
          [left, 1],
          [right, 1],
        ]);
      if (formula.operator === "-")
        return added([
          [left, 1],
          [right, -1],
        ]);
      return formula.operator === "*" ? multiplied(left, right) : divided(left, right);
    }
  }
}

function added(parts: readonly (readonly [Sum, number])[]): Sum {
  const sum = new Map<string, number>();
  for (const [part, times] of parts)
    for (const [product, count] of part) sum.set(product, (sum.get(product) ?? 0) + count * times);
  // 0.1 + 0.2 - 0.3 is meant to be nothing.
  for (const [product, count] of sum) if (Math.abs(count) < 1e-12) sum.delete(product);
  return sum;
}

function multiplied(left: Sum, right: Sum): Sum | undefined {
  if (left.size * right.size > mostProducts) return undefined;
  return added(
    [...left].flatMap(([a, times]) =>
      [...right].map(([b, more]): [Sum, number] => [
        new Map([
          [
            [...a.split("*"), ...b.split("*")]
              .filter((factor) => factor !== "")
              .sort()
              .join("*"),
            1,
          ],
        ]),
        times * more,
      ]),
    ),
  );
}

function divided(left: Sum, right: Sum): Sum | undefined {
  const [only] = right;
  if (only === undefined) return undefined;
  if (right.size === 1 && only[0] === "") return added([[left, 1 / only[1]]]);
  const below = [...right].sort().join("|").replaceAll("*", "·");
  return multiplied(left, new Map([[`1/(${below})`, 1]]));
}
