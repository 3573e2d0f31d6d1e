import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { arealShares, spreadIntensive } from "../../../../kernel/area/arealWeighting.ts";
import { spreadCounts } from "../../../../kernel/area/divisionShares.ts";
import { type Ground, groundArea } from "../../../../kernel/geometry/polygon.ts";
import type { Value } from "../../../../kernel/value/value.ts";
import { readGeoJson } from "../../spaces/geoJson.ts";
import { attributeText } from "../../spaces/layer.ts";
import { commonGrounds } from "./commonGrounds.ts";

const folder = join(process.env.KREISLAUF_VERIFICATION ?? "../shared/verification", "F-areal-crosswalk");
// The verification data lie beside the project; without them the case is skipped.
const missing = !existsSync(folder);

function zones(file: string, code: string): { code: string; ground: Ground; people: number }[] {
  const layer = readGeoJson(file, readFileSync(join(folder, "f01-areal-weighting", file), "utf8"));
  return layer.features.map(({ attributes, shape }) => ({
    code: attributeText(attributes[code]),
    ground: shape.kind === "ground" ? shape.ground : [],
    people: Number(attributes.TOTAL_E),
  }));
}

function table(file: string): string[][] {
  return readFileSync(join(folder, "f01-areal-weighting", file), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.replaceAll('"', "").split(","));
}

test.skipIf(missing)(
  "TR-001 people and asthma rates of the tracts of St. Louis arrive in its wards as two statistical packages say, to 1e-5",
  async () => {
    const tracts = zones("tracts.geojson", "GEOID");
    const wards = zones("wards.geojson", "WARD");
    const common = await commonGrounds(tracts, wards);
    const whole = new Map(tracts.map(({ code, ground }) => [code, groundArea(ground)]));
    const people = new Map<string, Value>(tracts.map((tract) => [tract.code, tract.people]));
    const asthma = new Map<string, Value>(table("asthma.csv").map(([code = "", rate]) => [code, Number(rate)]));
    const results = {
      sum: new Map(spreadCounts(people, arealShares(common, whole, "sum")).values.map((v) => [v.code, v.value])),
      total: new Map(spreadCounts(people, arealShares(common, whole, "total")).values.map((v) => [v.code, v.value])),
      asthma: new Map(spreadIntensive(asthma, common, whole).map((v) => [v.code, v.value])),
    };
    const near = (found: Value | undefined, published: string | undefined): number =>
      Math.abs(Number(found) / Number(published) - 1);
    const expected = table("expected.csv");
    expect(expected.length).toBe(results.sum.size);
    for (const [ward = "", sum, total, rate] of expected) {
      expect(near(results.sum.get(ward), sum), `ward ${ward}, sum`).toBeLessThan(1e-5);
      expect(near(results.total.get(ward), total), `ward ${ward}, total`).toBeLessThan(1e-5);
      expect(near(results.asthma.get(ward), rate), `ward ${ward}, asthma`).toBeLessThan(1e-5);
    }
    // Nobody is lost with "sum".
    const all = tracts.reduce((sum, tract) => sum + tract.people, 0);
    expect([...results.sum.values()].reduce<number>((sum, value) => sum + Number(value), 0)).toBeCloseTo(all, 3);
  },
);

test.skipIf(missing)(
  "a missing value is kept missing, or filled with zero or the mean only where somebody chose so",
  async () => {
    const cases = (
      JSON.parse(readFileSync(join(folder, "f02-missing-values/expected.json"), "utf8")) as {
        source?: (number | null)[];
        fill_nan?: 0 | "mean" | null;
        extensive?: (number | null)[];
        intensive?: (number | null)[];
        expected?: (number | null)[];
      }[]
    ).filter((one) => one.source !== undefined);
    expect(cases).toHaveLength(3);
    const box = (x: number): Ground => [
      [
        [
          [x, 0],
          [x + 1, 0],
          [x + 1, 1],
          [x, 1],
          [x, 0],
        ],
      ],
    ];
    const squares = [0, 1].map((x) => ({ code: String(x), ground: box(x) }));
    const common = await commonGrounds(squares, squares);
    const whole = new Map(squares.map(({ code }) => [code, 1]));
    for (const { source = [], fill_nan, extensive, intensive, expected } of cases) {
      const values = new Map<string, Value>(source.map((value, position) => [String(position), value ?? "unknown"]));
      const choice = fill_nan === 0 ? "zero" : fill_nan === "mean" ? "mean" : "keep";
      const worded = (list: (number | null)[] | undefined): Value[] | undefined =>
        list?.map((value) => value ?? "unknown");
      expect(spreadCounts(values, arealShares(common, whole, "sum"), choice).values.map((v) => v.value)).toEqual(
        worded(extensive ?? expected),
      );
      expect(spreadIntensive(values, common, whole, choice).map((v) => v.value)).toEqual(worded(intensive ?? expected));
    }
  },
);
