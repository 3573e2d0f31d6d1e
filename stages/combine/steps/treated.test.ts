import { expect, test } from "vitest";
import { treated } from "./treated.ts";

const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test("outliers that agree move in together, and one move counts for each of them", () => {
  const { values, log } = treated([...ten, ...ten, 300, 300], { method: "winsoriseThenLog" });
  expect(values.slice(-2)).toEqual([10, 10]);
  expect([log.outcome, log.moved]).toEqual(["winsorised", 2]);
  expect(log.changes).toEqual([
    { position: 20, from: 300, to: 10 },
    { position: 21, from: 300, to: 10 },
  ]);
});

test("a long tail below is moved up", () => {
  expect(treated([-100, ...ten], { method: "winsorise" }).values[0]).toBe(1);
});

test("winsorising alone keeps what it moved where winsorising before a logarithm takes it back", () => {
  const tail = [...ten, ...ten, 50, 60, 70, 700, 801];
  const alone = treated(tail, { method: "winsorise", points: 1 });
  expect(alone.values.slice(-2)).toEqual([700, 700]);
  expect(alone.log.moved).toBe(1);
  const { values, log } = treated(tail, { method: "winsoriseThenLog", points: 1 });
  expect(log.outcome).toBe("logarithm");
  // ln(x - min + 0.01 × range) of the lowest and the highest value.
  expect(values[0]).toBeCloseTo(Math.log(8), 12);
  expect(values.at(-1)).toBeCloseTo(Math.log(800 + 8), 12);
});

test("a logarithm in any case, and none where a value is not above zero", () => {
  expect(treated([1, "unknown", 10, 100], { method: "log", log: "natural" }).values).toEqual([
    0,
    "unknown",
    Math.log(10),
    Math.log(100),
  ]);
  expect(treated([3, 4, 13], { method: "log", log: "shiftedByOne" }).values).toEqual([0, Math.log(2), Math.log(11)]);
  const { values, log } = treated([0, 5, 9], { method: "log", log: "natural" });
  expect([values, log.outcome]).toEqual([[0, 5, 9], "notPossible"]);
  expect(treated([5, 5, 5], { method: "log" }).log.outcome).toBe("notPossible");
});

test("what passes is left alone: few values, equal values, no skewness", () => {
  for (const values of [[1, 2, 1000], [7, 7, 7, 7, 7], [...ten], []])
    expect(treated(values, { method: "winsoriseThenLog" }).log.outcome).toBe("untouched");
});
