import { expect, test } from "vitest";
import type { Ground } from "../../kernel/geometry/polygon.ts";
import { gridToAreas } from "./gridToAreas.ts";
import type { SourceGrid } from "./readFigures.ts";
import { gridProjection } from "./spaces/projection.ts";

/** A square on the grid of EPSG:3035, in degrees. */
function square(x: number, y: number, side: number): Ground {
  const corners = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ] as const;
  return [[corners.map(([a, b]) => gridProjection.toDegrees([a, b]))]];
}

// Two cells lie in A, one in B, one nowhere; small enough to add up by eye.
const grid: SourceGrid = {
  crs: "EPSG:3035",
  cellMetres: 1000,
  period: "2011",
  sheet: "",
  x: [4_321_500, 4_322_500, 4_324_500, 4_390_500],
  y: [3_210_500, 3_210_500, 3_210_500, 3_210_500],
  rows: [2, 3, 4, 5],
  figures: [
    { figure: "Einwohner", column: 4, kind: "count", values: [100, 300, "withheld", 7] },
    { figure: "unter18_A", column: 5, kind: "percent", values: [10, 30, "withheld", 50] },
    { figure: "Leerstandsquote", column: 6, kind: "other", values: [1, 2, 3, 4] },
  ],
};
const areas = [
  { code: "A", name: "Adorf", ground: square(4_321_000, 3_210_000, 2_000) },
  { code: "B", name: "Bestadt", ground: square(4_324_000, 3_210_000, 1_000) },
  { code: "C", name: "Cehausen", ground: square(4_326_000, 3_210_000, 1_000) },
];

test("counts are added up, shares are weighed with residents, and the result says that it is an estimate", () => {
  const { slices, findings } = gridToAreas(grid, areas);
  const valuesOf = (figure: string) => slices.find((slice) => slice.figure === figure)?.values;
  expect(slices[0]?.areaCodes).toEqual(["A", "B"]);
  expect(valuesOf("Einwohner")).toEqual([400, "withheld"]);
  // (100 · 10 % + 300 · 30 %) of 400
  expect(valuesOf("unter18_A")).toEqual([25, "withheld"]);
  expect(valuesOf("unter18_A: Personen")).toEqual([100, "withheld"]);
  expect(valuesOf("Leerstandsquote")).toBeUndefined();
  expect(slices[0]?.conversion).toMatchObject({ method: "gridCells", quality: "estimate" });
  expect(findings.map(({ code, parameters }) => [code, parameters])).toEqual([
    ["collect.gridEstimate", { cells: 3, areas: 2, metres: 1000 }],
    ["collect.gridWithoutCell", { count: 1 }],
    ["collect.gridOtherWeights", { figure: "Leerstandsquote" }],
  ]);
});

test("a share without residents of the same cells is not guessed", () => {
  const alone = { ...grid, figures: grid.figures.filter(({ figure }) => figure === "unter18_A") };
  const { slices, findings } = gridToAreas(alone, areas);
  expect(slices).toEqual([]);
  expect(findings.find(({ severity }) => severity === "error")?.code).toBe("collect.gridWithoutResidents");
});

test("X-043 the mapping chooses: by middle a border cell counts whole for one area, by share for each by its ground", () => {
  // The border lies 400 m into the second cell: its middle falls to B, of its ground 40 % are A's.
  const border = {
    ...grid,
    x: [4_321_500, 4_322_500],
    y: [3_210_500, 3_210_500],
    rows: [2, 3],
    figures: [
      { figure: "Einwohner", column: 4, kind: "count" as const, values: [100, 300] },
      { figure: "unter18_A", column: 5, kind: "percent" as const, values: [10, 30] },
    ],
  };
  const two = [
    { code: "A", name: "Adorf", ground: square(4_321_000, 3_210_000, 1_400) },
    { code: "B", name: "Bestadt", ground: square(4_322_400, 3_210_000, 1_000) },
  ];
  const residents = (by?: "centre" | "share") => gridToAreas(border, two, by);
  expect(residents().slices[0]).toMatchObject({
    values: [100, 300],
    marks: ["estimated", "estimated"],
    conversion: { by: "centre", label: "Gitterschätzung" },
  });
  const { slices, findings } = residents("share");
  expect(slices[0]?.conversion).toMatchObject({ by: "share", label: "Gitterschätzung" });
  const [a, b] = slices[0]?.values ?? [];
  expect(a).toBeCloseTo(100 + 0.4 * 300, 3);
  expect(b).toBeCloseTo(0.6 * 300, 3);
  // (100 · 10 % + 120 · 30 %) of 220
  expect(slices[1]?.values[0]).toBeCloseTo(4600 / 220, 3);
  expect(findings[0]).toMatchObject({
    code: "collect.gridEstimateByShare",
    parameters: { cells: 2, areas: 2, metres: 1000 },
  });
});
