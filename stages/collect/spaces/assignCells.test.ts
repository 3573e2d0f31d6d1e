import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Ground, groundArea, groundBounds, joinedBounds, movedGround } from "../../../kernel/geometry/polygon.ts";
import { assignCells, type GridCell, gridEstimate } from "./assignCells.ts";
import { readGeoJson } from "./geoJson.ts";
import { gridProjection } from "./projection.ts";

/** A rectangle in metres of the grid, as longitude and latitude. */
function box(west: number, south: number, east: number, north: number): Ground {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return movedGround([[ring]], gridProjection.toDegrees);
}

const cell: GridCell = { x: 4_300_500, y: 3_300_500, size: 1000 };

test("X-043 a cell of 1 km whose middle lies in unit B counts for B, as a grid estimate", () => {
  const units = [
    { code: "A", ground: box(4_299_000, 3_299_000, 4_300_400, 3_302_000) },
    { code: "B", ground: box(4_300_400, 3_299_000, 4_303_000, 3_302_000) },
  ];
  expect(assignCells([cell], units).shares).toEqual([{ cell: 0, code: "B", share: 1 }]);
  expect(gridEstimate.en).toBe("grid estimate");
});

test("X-043 by share, A with 400 of the cell's 1,000 m gets 40 % and B the rest; a cell outside counts for nobody", () => {
  const units = [
    { code: "A", ground: box(4_299_000, 3_299_000, 4_300_400, 3_302_000) },
    { code: "B", ground: box(4_300_400, 3_299_000, 4_303_000, 3_302_000) },
  ];
  const far = { ...cell, x: 4_400_500 };
  const { shares, outside } = assignCells([cell, far], units, "share");
  expect(shares.map((one) => [one.code, Math.round(one.share * 1e6) / 1e6])).toEqual([
    ["A", 0.4],
    ["B", 0.6],
  ]);
  expect(outside).toEqual([1]);
});

const file = join(
  process.env.KREISLAUF_OPEN_DATA ?? "../shared/data",
  "boundaries/gemeinden_01_schleswig-holstein.geojson",
);

// Needs the real boundaries beside the project.
test.skipIf(!existsSync(file))(
  "X-043 the shares of all cells of 1 km over Kreis Pinneberg add up to the ground of its municipalities",
  () => {
    const areas = readGeoJson("sh", readFileSync(file, "utf8")).features.flatMap(({ attributes, shape }) =>
      shape.kind === "ground" && String(attributes.ags).startsWith("01056")
        ? [{ code: String(attributes.ags), ground: shape.ground }]
        : [],
    );
    const metres = areas.map(({ ground }) => movedGround(ground, gridProjection.fromDegrees));
    const bounds = joinedBounds(metres.flatMap((ground) => [groundBounds(ground) ?? [0, 0, 0, 0]])) ?? [0, 0, 0, 0];
    const [west, south, east, north] = bounds.map((metre) => Math.floor(metre / 1000) * 1000 + 500) as [
      number,
      number,
      number,
      number,
    ];
    const cells: GridCell[] = [];
    for (let x = west; x <= east; x += 1000)
      for (let y = south; y <= north; y += 1000) cells.push({ x, y, size: 1000 });
    const { shares } = assignCells(cells, areas, "share");
    const covered = shares.reduce((sum, { share }) => sum + share * 1e6, 0);
    expect(covered / metres.reduce((sum, ground) => sum + groundArea(ground), 0)).toBeCloseTo(1, 9);
    // No cell is given away more than once.
    const perCell = new Map<number, number>();
    for (const { cell: position, share } of shares) perCell.set(position, (perCell.get(position) ?? 0) + share);
    expect(Math.max(...perCell.values())).toBeLessThan(1 + 1e-6);
  },
);
