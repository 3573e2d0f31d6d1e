import { expect, test } from "vitest";
import { bars } from "./bars.ts";
import { choropleth, type MapArea } from "./choropleth.ts";
import { ticks, timeLine } from "./timeLine.ts";

function square(code: string, west: number, value: MapArea["value"]): MapArea {
  return {
    code,
    name: code,
    rings: [
      [
        [west, 54],
        [west + 1, 54],
        [west + 1, 55],
        [west, 55],
        [west, 54],
      ],
    ],
    value,
  };
}

const form = { unit: "%", decimals: 1, alternative: "Karte", key: "k" };

test("X-032 PI-018 a printed map tells withheld, unknown and zero apart, and counts the areas of each class", () => {
  const svg = choropleth(
    [square("A", 9, 0), square("B", 10, 12), square("C", 11, "withheld"), square("D", 12, "unknown")],
    { ...form, limits: [5, 10] },
  );
  const fills = [...svg.matchAll(/<path d="[^"]+" fill="([^"]+)"/g)].map((m) => m[1]);
  expect(new Set(fills).size).toBe(4);
  expect(fills[2]).toBe("url(#hatched-k)");
  expect(fills[3]).toBe("url(#dotted-k)");
  expect(svg).toContain("10,0 und mehr");
  expect(svg).toContain("gesperrt");
});

test("neighbours on a map keep their places: north is up, west is left", () => {
  const svg = choropleth([square("W", 9, 1), square("E", 10, 1)], { ...form, limits: [] });
  const [west = "", east = ""] = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L/g)].map((m) => m[1] ?? "");
  expect(Number(west)).toBeLessThan(Number(east));
});

test("a course has a gap where a year is missing, never a line across it", () => {
  const svg = timeLine(["2020", "2021", "2022", "2023"], [{ name: "Kreis", values: [1, 2, "unknown", 3] }], form);
  const path = /<path d="([^"]+)"/.exec(svg)?.[1] ?? "";
  expect(path.match(/M/g)).toHaveLength(2);
});

test("names at the ends of courses do not cover each other", () => {
  const courses = ["A", "B", "C"].map((name, at) => ({ name, values: [10, 10 + at * 0.001] }));
  const svg = timeLine(["2022", "2023"], courses, form);
  const ends = [...svg.matchAll(/y="([\d.]+)"[^>]*>[ABC] /g)].map((m) => Number(m[1])).sort((a, b) => a - b);
  expect(Math.min(...ends.slice(1).map((y, at) => y - (ends[at] ?? 0)))).toBeGreaterThanOrEqual(12.9);
});

test("bars start at zero, also when all values are far from it", () => {
  const svg = bars(
    [
      { name: "A", value: 50 },
      { name: "B", value: 100 },
    ],
    { unit: "%", decimals: 0, county: 75, alternative: "Balken" },
  );
  const [a = 0, b = 0] = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map((m) => Number(m[1]));
  expect(b / a).toBeCloseTo(2, 2);
});

test("axis steps are round and lie inside the ends", () => {
  expect(ticks(11.3, 15.2)).toEqual([12, 13, 14, 15]);
});

test("a name with markup stays a name", () => {
  expect(bars([{ name: "<b>&", value: 1 }], { unit: "", decimals: 0, county: 1, alternative: "x" })).toContain(
    "&lt;b&gt;&amp;",
  );
});
