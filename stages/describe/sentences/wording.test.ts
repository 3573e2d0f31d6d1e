import { expect, test } from "vitest";
import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { printsAs } from "./wording.ts";

test("R-2 two values print the same exactly where their printed numbers are the same", () => {
  let state = 7;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  // Ties and their neighbours, values near zero on both sides, very small and very large ones, and chance.
  const odd = [
    0, -0, 0.05, 0.049999999, 21.35, 21.349999999999998, 1.005, 2.675, -2.675, 1e-9, -1e-9, 999.95, 1e21, 5e-324,
  ];
  const different: unknown[] = [];
  for (const decimals of [0, 1, 2, 3])
    for (let one = 0; one < 2_000; one++) {
      const a = one < odd.length ? (odd[one] ?? 0) : Math.round(next() * 4_000 - 2_000) / 10 ** Math.floor(next() * 5);
      const b = a + (next() - 0.5) * 2 * 10 ** -decimals;
      const c = Math.round(b * 10 ** (decimals + 1)) / 10 ** (decimals + 1);
      for (const other of [a, b, c, -a]) {
        const isSame = germanNumber(a, { decimals }) === germanNumber(other, { decimals });
        if (printsAs(a, decimals)(other) !== isSame) different.push([a, other, decimals]);
      }
    }
  expect(different).toEqual([]);
});
