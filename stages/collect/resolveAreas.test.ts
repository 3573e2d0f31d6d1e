import { expect, test } from "vitest";
import { applyMapping } from "./applyMapping.ts";
import { jumps } from "./implausible.ts";
import type { SourceSlice } from "./readFigures.ts";
import { resolveAreas, type StoredArea } from "./resolveAreas.ts";

const area = (id: number, code: string, name: string, level = "GEM", validTo: string | null = null): StoredArea => ({
  id,
  code,
  name,
  level,
  division: level,
  validTo,
});
const known = [
  area(1, "01099", "Musterkreis", "KREIS"),
  area(2, "01099001", "Adorf"),
  area(3, "01099002", "Bestadt, Stadt"),
  area(4, "01099003", "Altdorf", "GEM", "2020-01-01"),
];
const source = (code: string, rowCount = 1, name = "") => ({ code, name, sheet: "", row: 2, column: 1, rowCount });
const rules = { reader: "table", figures: [] };

test("a Kreis filled up to eight digits, an ARS and a name find their area", () => {
  const { ids, unmatched } = resolveAreas(
    [source("01099000"), source("010995001001"), source("Bestadt")],
    known,
    rules,
  );
  expect(Object.fromEntries([...ids].map(([code, { id }]) => [code, id]))).toEqual({
    "01099000": 1,
    "010995001001": 2,
    Bestadt: 3,
  });
  expect(unmatched).toEqual([]);
});

test("an area that ended is still found for old figures", () => {
  expect(resolveAreas([source("01099003")], known, rules).ids.get("01099003")?.id).toBe(4);
});

test("a code is never guessed from a name beside it", () => {
  const { ids, unmatched } = resolveAreas([source("01099009", 1, "Adorf")], known, rules);
  expect(ids.size).toBe(0);
  expect(unmatched[0]?.suggestions[0]).toMatchObject({ code: "01099001", name: "Adorf" });
});

test("a few foreign codes among many known ones are mistakes, not a nationwide file", () => {
  const rows = [...Array.from({ length: 5 }, () => source("01099001")), source("02000000")];
  const { unmatched, outside } = resolveAreas(
    [source("01099001"), source("01099002"), source("09162000")],
    known,
    rules,
  );
  expect(unmatched.map(({ area: { code } }) => code)).toEqual(["09162000"]);
  expect(outside).toEqual([]);
  expect(resolveAreas(rows, known, rules).outside.map(({ code }) => code)).toEqual(["02000000"]);
});

const slice = (breakdown: Record<string, string>, value: number, figure = "Bevölkerung"): SourceSlice => ({
  figure,
  breakdown,
  period: "2022",
  sheet: "",
  areaCodes: ["A"],
  values: [value],
  rows: [5],
  columns: [value],
});
const ids = new Map([["A", { id: 7 }]]);
const split = [
  slice({ Geschlecht: "männlich" }, 40),
  slice({ Geschlecht: "weiblich" }, 42),
  slice({ Geschlecht: "Insgesamt" }, 82),
];

test("without a choice the total of the file is meant; a choice, a kept split and a sum are what they say", () => {
  const values = (rule: object) =>
    applyMapping(split, { figures: [{ source: "Bevölkerung", figure: "F", ...rule }] }, ids).slices.map(
      ({ breakdown, values: v }) => [breakdown, v[0]],
    );
  expect(values({})).toEqual([["", 82]]);
  expect(values({ where: { Geschlecht: "weiblich" } })).toEqual([["", 42]]);
  expect(values({ keep: ["Geschlecht"] })).toEqual([
    ["Geschlecht=männlich", 40],
    ["Geschlecht=weiblich", 42],
    ["Geschlecht=Insgesamt", 82],
  ]);
  expect(values({ sum: true })).toEqual([["", 82]]);
  expect(values({ factor: 0.01 })).toEqual([["", 0.82]]);
});

test("a split without a total is an error that names its members", () => {
  const { slices, findings } = applyMapping(
    split.slice(0, 2),
    { figures: [{ source: "Bevölkerung", figure: "F" }] },
    ids,
  );
  expect(slices).toEqual([]);
  expect(findings).toMatchObject([
    {
      code: "collect.splitLeftOver",
      severity: "error",
      parameters: { name: "Geschlecht", members: "männlich, weiblich" },
    },
  ]);
});

test("two columns for one figure that differ are an error at the second", () => {
  const two = [slice({}, 40, "a"), slice({}, 41, "b")];
  const { findings } = applyMapping(
    two,
    {
      figures: [
        { source: "a", figure: "F" },
        { source: "b", figure: "F" },
      ],
    },
    ids,
  );
  expect(findings).toMatchObject([{ code: "collect.twoValues", severity: "error", place: { row: 5, column: 41 } }]);
});

test("what happens in all areas is no jump, what happens in one is", () => {
  const areas = Array.from({ length: 20 }, (_, i) => ({ key: `a${i}`, before: 1000 + i * 50, after: 2000 + i * 100 }));
  expect(jumps(areas)).toEqual([]);
  expect(jumps([...areas, { key: "odd", before: 1000, after: 1000 }]).map(({ key }) => key)).toEqual(["odd"]);
});
