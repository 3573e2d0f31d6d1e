import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BoundaryChange, BoundaryChangeKind } from "./boundaryChange.ts";
import { type CodedValue, convertRates, convertSeries, lastDayOf } from "./conversion.ts";
import type { ConversionKey } from "./conversionKey.ts";
import { sharesByUnits, spreadCounts } from "./divisionShares.ts";
import { successions } from "./successors.ts";

const f03 = join(
  process.env.KREISLAUF_VERIFICATION ?? "../shared/verification",
  "F-areal-crosswalk/f03-kreis-crosswalk",
);

function change(
  on: string,
  kind: BoundaryChangeKind,
  from: string,
  to: string,
  population: number | null = null,
  area: number | null = null,
): BoundaryChange {
  return {
    on,
    kind,
    level: "GEM",
    from: { code: from, name: from },
    to: { code: to, name: to },
    sharePopulation: population,
    shareArea: area,
    source: "test",
  };
}

test("X-041 a municipality split 92.40 % to 7.60 % shares its 10,000 residents as 9,240 and 760", () => {
  const history = {
    keys: [],
    changes: [change("2010-01-01", "split", "A", "B", 0.924), change("2010-01-01", "split", "A", "C", 0.076)],
  };
  const { values } = convertSeries(history, [{ code: "A", period: "2009", value: 10_000 }], { to: "2020-12-31" });
  expect(values.map((v) => [v.code, v.value])).toEqual([
    ["B", 9240],
    ["C", 760],
  ]);
  expect(values.map((v) => v.conversion?.method)).toEqual(["population", "population"]);
  expect(successions(history)("A", "2009-12-31", "2020-12-31")).toMatchObject({ quality: "estimated" });
  expect(successions(history)("A", "2009-12-31", "2020-12-31").shareMoved).toBeCloseTo(0.076, 12);
});

test("X-041 60 of 200 in A and 10 of 300 in B are 70 of 500 after the merger: 14.0 %, not 16.7 %", () => {
  const history = {
    keys: [],
    changes: [change("2015-01-01", "merge", "A", "C"), change("2015-01-01", "merge", "B", "C")],
  };
  const { values } = convertRates(
    history,
    [
      { code: "A", period: "2014", numerator: 60, denominator: 200 },
      { code: "B", period: "2014", numerator: 10, denominator: 300 },
      { code: "C", period: "2015", numerator: 75, denominator: 500 },
    ],
    { to: "2020-12-31" },
  );
  expect(values.map((v) => [v.period, v.numerator, v.denominator, v.rate])).toEqual([
    ["2014", 70, 500, 0.14],
    ["2015", 75, 500, 0.15],
  ]);
  // the converted year says so, the other does not.
  expect(values.map((v) => v.conversion?.method ?? null)).toEqual(["exact", null]);
});

test("R-11 a chain of merger, change of key and transfer reaches any later day, and stops before later events", () => {
  const history = {
    keys: [],
    changes: [
      change("2000-01-01", "merge", "A", "B"),
      change("2005-01-01", "key", "B", "B2"),
      change("2010-01-01", "transfer", "B2", "X", 0.25),
      change("2010-01-01", "transfer", "B2", "B2", 0.75),
    ],
  };
  const ask = successions(history);
  expect(ask("A", "1999-12-31", "2002-12-31").successors).toEqual([{ code: "B", share: 1, by: "whole" }]);
  expect(ask("A", "1999-12-31", "2009-12-31")).toMatchObject({ quality: "exact", successors: [{ code: "B2" }] });
  expect(ask("A", "1999-12-31", "2010-01-01").successors.map((s) => [s.code, s.share])).toEqual([
    ["B2", 0.75],
    ["X", 0.25],
  ]);
  // After the last event the code is what it is.
  expect(ask("B2", "2010-01-01", "2020-12-31").quality).toBe("exact");
});

test("R-11 shares go by population where somebody counted, else by area, and say which", () => {
  const history = {
    keys: [],
    changes: [
      change("2010-01-01", "split", "A", "B", null, 0.4),
      change("2010-01-01", "split", "A", "C", null, 0.6),
      change("2010-01-01", "split", "D", "B", 0.1, 0.5),
      change("2010-01-01", "split", "D", "C", 0.9, 0.5),
    ],
  };
  expect(successions(history)("A", "2009-12-31", "2010-12-31").successors).toEqual([
    { code: "C", share: 0.6, by: "area" },
    { code: "B", share: 0.4, by: "area" },
  ]);
  expect(successions(history)("D", "2009-12-31", "2010-12-31").successors[0]).toEqual({
    code: "C",
    share: 0.9,
    by: "population",
  });
  expect(successions(history, "area")("D", "2009-12-31", "2010-12-31").successors[0]?.share).toBe(0.5);
});

test("R-11 a division that nobody measured is unknown, not guessed", () => {
  const history = {
    keys: [],
    changes: [change("2010-01-01", "split", "A", "B"), change("2010-01-01", "split", "A", "C")],
  };
  expect(successions(history)("A", "2009-12-31", "2010-12-31").quality).toBe("unknown");
  const { values, unmatched } = convertSeries(history, [{ code: "A", period: "2009", value: 5 }], { to: "2010-12-31" });
  expect(values).toEqual([]);
  expect(unmatched).toEqual([{ code: "A", period: "2009" }]);
});

test("R-11 a merged area of which one part was not delivered has no value, and a withheld part withholds the sum", () => {
  const history = {
    keys: [],
    changes: [change("2015-01-01", "merge", "A", "C"), change("2015-01-01", "merge", "B", "C")],
  };
  const half = convertSeries(history, [{ code: "A", period: "2014", value: 60 }], { to: "2020-12-31" });
  expect(half.values[0]?.value).toBe("unknown");
  expect(half.incomplete).toEqual([{ code: "C", period: "2014", missing: ["B"] }]);
  const secret = convertSeries(
    history,
    [
      { code: "A", period: "2014", value: 60 },
      { code: "B", period: "2014", value: "withheld" },
    ],
    { to: "2020-12-31" },
  );
  expect(secret.values[0]?.value).toBe("withheld");
});

test("R-11 a converted value is never converted again", () => {
  const history = {
    keys: [],
    changes: [change("2010-01-01", "split", "A", "A", 0.9), change("2010-01-01", "split", "A", "B", 0.1)],
  };
  const first = convertSeries(history, [{ code: "A", period: "2009", value: 1000 }], { to: "2020-12-31" });
  expect(first.values.map((v) => v.value)).toEqual([900, 100]);
  expect(convertSeries(history, first.values, { to: "2020-12-31" }).values).toEqual(first.values);
  const later = convertSeries(history, first.values, { to: "2021-12-31" });
  expect(later.values).toEqual([]);
  expect(later.convertedBefore).toHaveLength(2);
});

test("R-11 whatever the boundaries, nobody is lost or born: the sum over all areas stays", () => {
  const history = {
    keys: [],
    changes: [
      change("2001-01-01", "split", "A", "B", 0.3),
      change("2001-01-01", "split", "A", "C", 0.7),
      change("2004-01-01", "merge", "B", "D"),
      change("2007-01-01", "transfer", "C", "D", 0.2),
      change("2009-01-01", "key", "D", "E"),
    ],
  };
  const values = [
    ["A", 1000],
    ["D", 50],
    ["Z", 7],
  ].map(([code, value]) => ({ code: String(code), period: "2000", value: Number(value) }));
  for (const to of ["2000-12-31", "2001-12-31", "2005-12-31", "2008-12-31", "2020-12-31"]) {
    const sum = convertSeries(history, values, { to }).values.reduce((all, v) => all + Number(v.value), 0);
    expect(sum).toBeCloseTo(1057, 9);
  }
});

test("TR-001 200 pupils of a catchment with 60 % of its addresses in planning area P are 120 there, estimated by addresses", () => {
  const addresses = Array.from({ length: 50 }, (_, n) => ({ from: "S", to: n < 30 ? "P" : "Q", weight: 1 }));
  const { values } = spreadCounts(new Map([["S", 200]]), sharesByUnits(addresses, "addresses"));
  expect(values).toEqual([
    { code: "P", value: 120, method: "addresses" },
    { code: "Q", value: 80, method: "addresses" },
  ]);
});

test("TR-001 via blocks that lie wholly in one area of either division the conversion is exact", () => {
  const blocks = [
    { from: "b1", to: "P", weight: 1 },
    { from: "b2", to: "P", weight: 1 },
    { from: "b3", to: "Q", weight: 1 },
  ];
  const { values } = spreadCounts(
    new Map([
      ["b1", 80],
      ["b2", 40],
      ["b3", 80],
    ]),
    sharesByUnits(blocks, "blocks"),
  );
  expect(values).toEqual([
    { code: "P", value: 120, method: "exact" },
    { code: "Q", value: 80, method: "exact" },
  ]);
});

test("the last day of a period is the reference date of German stocks", () => {
  expect(["2023", "2023-H1", "2023-Q4", "2023-11", "2023-12", "2023-05-06"].map(lastDayOf)).toEqual([
    "2023-12-31",
    "2023-06-30",
    "2023-12-31",
    "2023-11-30",
    "2023-12-31",
    "2023-05-06",
  ]);
});

// Needs the verification folder beside the project; skipped where it is not there.
test.skipIf(!existsSync(f03))(
  "X-041 Saxony's districts 1994 to 2017 arrive on the boundaries of 2020 as the published conversion says, to 1e-9",
  () => {
    const rows = (file: string): string[][] =>
      readFileSync(join(f03, file), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.replaceAll('"', "").split(","));
    const years = new Map<string, ConversionKey["rows"][number][]>();
    for (const [year = "", from = "", population, area, to = ""] of rows("crosswalk_sn.csv")) {
      const list = years.get(year) ?? [];
      list.push({ from, to, sharePopulation: Number(population), shareArea: Number(area) });
      years.set(year, list);
    }
    // The key of 2020 goes to itself: its last day is the day asked for.
    const keys = [...years].map(
      ([year, list]): ConversionKey => ({
        level: "KREIS",
        fromDay: `${year}-12-31`,
        toDay: "2021-01-01",
        rows: list,
        source: "BBSR",
      }),
    );
    const series = (column: number): CodedValue[] =>
      rows("btw_sn.csv").map((row) => ({ code: row[0] ?? "", period: row[1] ?? "", value: Number(row[column]) }));
    for (const [prefer, file] of [
      ["population", "expected_pop.csv"],
      ["area", "expected_area.csv"],
    ] as const) {
      for (const [column, name] of [
        [2, "voters"],
        [3, "valid"],
      ] as const) {
        const { values, unmatched } = convertSeries({ changes: [], keys }, series(column), {
          to: "2021-01-01",
          prefer,
        });
        expect(unmatched).toHaveLength(29);
        expect(new Set(unmatched.map((row) => row.period))).toEqual(new Set(["1994"]));
        const expected = new Map(rows(file).map((row) => [`${row[0]}|${row[1]}`, Number(row[column])]));
        expect(values).toHaveLength(expected.size);
        for (const { code, period, value } of values) {
          const published = expected.get(`${period}|${code}`) ?? Number.NaN;
          expect(Math.abs(Number(value) / published - 1), `${name} ${period} ${code} by ${prefer}`).toBeLessThan(1e-9);
        }
      }
    }
  },
);
