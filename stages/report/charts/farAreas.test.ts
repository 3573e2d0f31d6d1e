import { expect, test } from "vitest";
import type { MapArea } from "./choropleth.ts";
import { farAreas } from "./farAreas.ts";

const square = (name: string, x: number, y: number): MapArea => ({
  code: name,
  name,
  value: 1,
  rings: [
    [
      [x, y],
      [x + 0.1, y],
      [x + 0.1, y + 0.1],
      [x, y + 0.1],
      [x, y],
    ],
  ],
});
/** Five by four municipalities side by side. */
const county = Array.from({ length: 20 }, (_, at) => square(`G${at}`, 9 + (at % 5) / 10, 53 + Math.floor(at / 5) / 10));
const east = (areas: readonly MapArea[]): number =>
  Math.max(...areas.flatMap(({ rings }) => rings.flat().map(([x]) => x)));
const west = (areas: readonly MapArea[]): number =>
  Math.min(...areas.flatMap(({ rings }) => rings.flat().map(([x]) => x)));

test("an island out at sea moves near the county, at its own size, and a frame says so", () => {
  const island = square("Insel", 7, 54.2);
  const { areas, frame } = farAreas([...county, island]);
  expect(frame?.names).toBe("Insel");
  expect(areas.slice(0, 20)).toEqual(county);
  const moved = areas.slice(20);
  expect(east(moved) - west(moved)).toBeCloseTo(0.1, 9);
  expect(east(moved)).toBeLessThan(9);
  expect(9 - west(moved)).toBeLessThan(0.2);
});

test("a county without far areas, one of two parts, and one of few areas stay as they lie", () => {
  expect(farAreas(county)).toEqual({ areas: county, frame: null });
  const second = county.map((area) => ({
    ...area,
    rings: area.rings.map((ring) => ring.map(([x, y]) => [x + 3, y] as const)),
  }));
  expect(farAreas([...county, ...second]).frame).toBeNull();
  expect(farAreas([...county.slice(0, 5), square("Insel", 7, 54.2)]).frame).toBeNull();
});

test("areas far away on either side have no frame in common and stay as they lie", () => {
  expect(farAreas([...county, ...county, square("West", 6, 53), square("Ost", 13, 53)]).frame).toBeNull();
});
