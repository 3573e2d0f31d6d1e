import { expect, test } from "vitest";
import { indexMayLeave } from "./indexMayLeave.ts";

test("R-10 an index leaves if at least three components contribute and none can be solved for", () => {
  const equal = [1, 1, 1, 1];
  expect(indexMayLeave({ weights: [equal], hidden: [] })).toEqual([true]);
  expect(indexMayLeave({ weights: [equal], hidden: [2] })).toEqual([false]);
  expect(indexMayLeave({ weights: [equal], hidden: [2, 3] })).toEqual([true]);
  expect(indexMayLeave({ weights: [[1, 1, 0, 0]], hidden: [0, 1] })).toEqual([false]);
});

test("R-10 a subindex beside its index counts: together they may give a component away", () => {
  // Burden of the first three, competence of the rest, and both together; 2 and 3 are withheld.
  const burden = [1, 1, 1, 0, 0, 0];
  const competence = [0, 0, 0, 1, 1, 1];
  const all = [1, 1, 1, -1, -1, -1];
  expect(indexMayLeave({ weights: [all, burden, competence], hidden: [2, 3] })).toEqual([true, false, false]);
  // Two withheld on the same side stay inseparable, whatever is shown of the other side.
  expect(indexMayLeave({ weights: [all, burden, competence], hidden: [1, 2] })).toEqual([true, true, true]);
});
