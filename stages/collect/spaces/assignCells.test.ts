import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type Ground,
  groundArea,
  groundBounds,
  joinedBounds,
  movedGround,
  type Position,
} from "../../../kernel/geometry/polygon.ts";
import { splitDelimited } from "../delimitedRows.ts";
import { areasOfPoints, assignCells, type GridCell, gridEstimate, inspireCell } from "./assignCells.ts";
import { readGeoJson } from "./geoJson.ts";
import { gridProjection, projectionOf } from "./projection.ts";

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

const open = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";

function rows(path: string, delimiter: string): Record<string, string>[] {
  const [titles = [], ...lines] = splitDelimited(readFileSync(join(open, path), "utf8"), delimiter).map(
    (row) => row.fields,
  );
  return lines.map((fields) => Object.fromEntries(titles.map((title, position) => [title, fields[position] ?? ""])));
}

// Needs the real places and boundaries beside the project. Both counts stand in the notes on the collection.
test.skipIf(!existsSync(join(open, "facilities")))("145 Kitas and 98 schools lie in Kreis Pinneberg", () => {
  const areas = readGeoJson("sh", readFileSync(file, "utf8")).features.flatMap(({ attributes, shape }) =>
    shape.kind === "ground" ? [{ code: String(attributes.ags), ground: shape.ground }] : [],
  );
  const inPinneberg = (list: Record<string, string>[]): number => {
    const placed = list.filter((row) => Number(row.longitude) > 0);
    const points = placed.map((row) => [Number(row.longitude), Number(row.latitude)] as const);
    return areasOfPoints(points, areas).filter((code) => code?.startsWith("01056")).length;
  };
  expect(inPinneberg(rows("facilities/kitas_schleswig_holstein.csv", ";"))).toBe(145);
  expect(inPinneberg(rows("facilities/schulen_schleswig_holstein.tsv", "\t"))).toBe(98);
});

test.skipIf(!existsSync(join(open, "facilities")))(
  "places in EPSG:25833 lie in the district of Berlin that their own entry names",
  () => {
    const read = (path: string) => readGeoJson(path, readFileSync(join(open, path), "utf8"));
    const districts = read("boundaries/berlin-lor-districts.geojson").features.flatMap(({ attributes, shape }) =>
      shape.kind === "ground" ? [{ code: String(attributes.name), ground: shape.ground }] : [],
    );
    const schools = read("facilities/berlin_schulen.geojson");
    const projection = projectionOf(schools.projection ?? "");
    const points = schools.features.map(
      ({ shape }): Position =>
        shape.kind === "point" && projection !== undefined ? projection.toDegrees(shape.point) : [0, 0],
    );
    const found = areasOfPoints(points, districts);
    const wrong = schools.features.filter(({ attributes }, position) => attributes.bezirk !== found[position]);
    // 902 schools; at most a handful stand on a border and are run from the other side of it.
    expect(schools.features.length).toBe(902);
    expect(wrong.length).toBeLessThan(9);
  },
);

test("X-043 the cells that INSPIRE ids name lie where their ids say, in both spellings", () => {
  expect(inspireCell("1kmN3300E4300")).toEqual({ x: 4_300_500, y: 3_300_500, size: 1000 });
  expect(inspireCell("CRS3035RES1000mN3300000E4300000")).toEqual(inspireCell("1kmN3300E4300"));
  expect(inspireCell("100mN33000E43000")).toEqual({ x: 4_300_050, y: 3_300_050, size: 100 });
});
