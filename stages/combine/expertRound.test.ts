import { expect, test } from "vitest";
import { expertRound } from "./expertRound.ts";

test("R-16 seven of ten within one of the median agree, six of ten do not, though the spread is 1 both times", () => {
  // Median 2.5: grades 1 and 4 lie 1.5 away.
  const seven = expertRound([1, 1, 2, 2, 2, 3, 3, 3, 3, 4], 1);
  expect(seven).toMatchObject({ median: 2.5, spread: 1, nearMedian: 0.7, agreed: true, next: "agreed" });
  const six = expertRound([1, 1, 2, 2, 2, 3, 3, 3, 4, 4], 1);
  expect(six).toMatchObject({ median: 2.5, spread: 1, nearMedian: 0.6, agreed: false, next: "nextRound" });
});

test("R-16 a spread of more than 1 is no agreement, however many lie near the median", () => {
  // Quartiles 1 and 3.
  expect(expertRound([1, 1, 2, 2, 3, 3], 3)).toMatchObject({
    median: 2,
    spread: 2,
    nearMedian: 1,
    agreed: false,
    next: "dissent",
  });
});
