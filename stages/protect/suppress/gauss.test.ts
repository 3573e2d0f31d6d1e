import { expect, test } from "vitest";
import { gauss } from "./gauss.ts";

const columnsOf = (...cells: number[][]) => cells.map((rows) => Int32Array.from(rows));

test("what somebody alone can work out anyway is no reason to hold back another sum", () => {
  // The first two add up to a number that is out: the person of the first knows the second.
  const columns = columnsOf([0], [1], [2], [3], [2, 4], [2, 5], [3, 4], [3, 5], [0, 1], [0, 2, 3]);
  const primary = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
  const single = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const { hidden } = gauss({ rows: 6, columns, primary, single, order: [9], shownBefore: [8] });
  expect(hidden[9]).toBe(0);
});

test("a sum that lets somebody alone work out another secret stays back", () => {
  const columns = columnsOf([0], [1], [2], [0, 1], [0, 1, 2]);
  const { hidden } = gauss({ rows: 3, columns, primary: [1, 1, 0, 0, 0], single: [1, 0, 0, 0, 0], order: [3, 4, 2] });
  expect(hidden[3]).toBe(1);
});
