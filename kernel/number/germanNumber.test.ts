import { expect, test } from "vitest";
import { germanNumber } from "./germanNumber.ts";

test("R-2 numbers are rounded commercially, half away from zero, as the decimal text says and not its binary neighbour", () => {
  const shown = (value: number, decimals: number) => germanNumber(value, { decimals });
  expect([shown(2.5, 0), shown(3.5, 0), shown(-2.5, 0)]).toEqual(["3", "4", "−3"]);
  expect([shown(1.005, 2), shown(21.35, 1), shown(0.25, 1)]).toEqual(["1,01", "21,4", "0,3"]);
  expect(shown(-0.04, 1)).toBe("0,0");
});

test("R-2 shares may miss 100 by rounding: three thirds are shown as 33,3 each", () => {
  const thirds = [1, 1, 1].map((part) => (part / 3) * 100);
  expect(thirds.map((share) => germanNumber(share, { decimals: 1 }))).toEqual(["33,3", "33,3", "33,3"]);
  expect(thirds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 10);
});
