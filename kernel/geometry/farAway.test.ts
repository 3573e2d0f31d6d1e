import { expect, test } from "vitest";
import { broughtNear, farAway } from "./farAway.ts";

const square = (name: string, x: number, y: number, size = 0.1) => ({
  name,
  ring: [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ] as [number, number][],
});
/** Five by four municipalities side by side. */
const county = Array.from({ length: 20 }, (_, at) => square(`G${at}`, 9 + (at % 5) / 10, 53 + Math.floor(at / 5) / 10));

test("an island out at sea stands in a frame beside the county, at its own size, above all others or not at all", () => {
  const island = square("Insel", 7, 54.2, 0.05);
  const far = farAway([...county, island]);
  if (far === null) throw new Error("the island was not found");
  expect(far.names).toEqual(["Insel"]);
  expect(far.rest.map((n) => Number(n.toFixed(6)))).toEqual([9, 53, 9.5, 53.4]);
  const [west, south, east, north] = far.frame;
  expect(east).toBeLessThan(9);
  expect(east - west).toBeGreaterThanOrEqual(0.1 - 1e-9);
  const moved = broughtNear(island.ring, far);
  for (const [x = 0, y = 0] of moved) {
    expect(x).toBeGreaterThan(west);
    expect(x).toBeLessThan(east);
    expect(y).toBeGreaterThan(south);
    expect(y).toBeLessThan(north);
  }
  const wide = Math.max(...moved.map(([x = 0]) => x)) - Math.min(...moved.map(([x = 0]) => x));
  expect(wide).toBeCloseTo(0.05, 9);
  for (const { ring } of county) expect(broughtNear(ring, far)).toBe(ring);
});

test("where an area lies does not matter, only how: far in any direction, one area or hundreds, a part or the whole", () => {
  for (const [x, y] of [
    [6, 53],
    [12, 53],
    [9, 56],
    [9, 50],
    [7, 51],
  ] as const)
    expect(farAway([...county, square("Fern", x, y)])?.names, `${x} ${y}`).toEqual(["Fern"]);
  const one = { name: "Kreis", ring: square("", 9, 53, 0.4).ring };
  expect(farAway([one, { ...square("", 7, 54.2, 0.05), name: "Kreis" }])?.names).toEqual(["Kreis"]);
  const islets = Array.from({ length: 300 }, (_, at) => square("Inseln", 7 + at / 3000, 54.2, 0.0005));
  expect(farAway([...county, ...islets])?.names).toEqual(["Inseln"]);
});

test("nothing is far in a county without gaps, in one of two parts, near the coast, and in different directions", () => {
  expect(farAway(county)).toBeNull();
  expect(
    farAway([
      ...county,
      ...county.map(({ name, ring }) => ({ name, ring: ring.map(([x, y]) => [x + 3, y] as [number, number]) })),
    ]),
  ).toBeNull();
  expect(farAway([...county, square("Hallig", 8.7, 53.2)])).toBeNull();
  expect(farAway([...county, square("West", 5, 53, 0.02), square("Ost", 13, 53, 0.02)])).toBeNull();
  expect(farAway([{ name: "leer", ring: [] }])).toBeNull();
  expect(farAway([square("A", 9, 53)])).toBeNull();
});

test("the order of areas and the place on the globe change nothing", () => {
  const island = square("Insel", 7, 54.2, 0.05);
  const far = farAway([...county, island]);
  expect(farAway([island, ...county.toReversed()])).toEqual(far);
});
