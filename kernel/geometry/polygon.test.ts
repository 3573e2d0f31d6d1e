import { expect, test } from "vitest";
import { groundInCell } from "./groundInCell.ts";
import { contains, type Ground, groundArea, movedGround } from "./polygon.ts";

const lShape: Ground = [
  [
    [
      [0, 0],
      [3, 0],
      [3, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ],
  ],
];

test("an L of five unit squares measures 5 wherever it lies, also at coordinates of millions of metres", () => {
  expect(groundArea(lShape)).toBe(5);
  expect(groundArea(movedGround(lShape, ([x, y]) => [x + 4_321_000, y + 5_900_000]))).toBe(5);
});

test("X-043 the parts of an area in all cells of a grid add up to the area", () => {
  let sum = 0;
  for (let x = -1; x < 4; x += 0.5)
    for (let y = -1; y < 4; y += 0.5) sum += groundInCell(lShape, [x, y, x + 0.5, y + 0.5]);
  expect(sum).toBeCloseTo(5, 12);
  // The notch of the L is not ground.
  expect(groundInCell(lShape, [1, 1, 3, 3])).toBeCloseTo(0, 12);
});

test("a point on a common border belongs to exactly one of the neighbours", () => {
  const left: Ground = [
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    ],
  ];
  const right: Ground = [
    [
      [
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [1, 0],
      ],
    ],
  ];
  for (const y of [0, 0.25, 0.5, 0.999]) {
    expect([left, right].filter((g) => contains(g, [1, y]))).toHaveLength(1);
  }
});
