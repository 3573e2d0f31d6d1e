import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import { type CountyArea, stoodIn } from "./areas.ts";
import { type Yearbook, yearbook } from "./figures/yearbook.ts";
import { ageFile, ageGroups } from "./files/ageFile.ts";
import { areaFiles, changesFile } from "./files/areaFiles.ts";
import { deliveries, levelsOf } from "./files/deliveries.ts";
import { facilityFiles } from "./files/facilityFiles.ts";
import { yearsOf } from "./files/gaps.ts";
import type { Ring, Shape } from "./ground/borders.ts";
import { years } from "./people/residents.ts";

const root = join(import.meta.dirname, "../..");
const openData = process.env.KREISLAUF_OPEN_DATA ?? join(root, "../shared/data");
const { baseFigures, indicators } = loadCatalogue();

let book: Yearbook;
beforeAll(() => {
  book = yearbook(1);
});

const areasOf = (level: string, year = 2023): CountyArea[] =>
  book.areas.filter((area) => area.level === level && stoodIn(area, year));
const value = (id: string, area: CountyArea, year: number): number => {
  const found = book.figure(id, area, year);
  if (found === undefined) throw new Error(`no ${id} of ${area.name} in ${year}`);
  return found;
};

describe("the fictional county", () => {
  test("X-077 SE-015 has 5 towns, 2 free municipalities and 8 Ämter: 15 units, 95 municipalities, and a town with 4 quarters", () => {
    const places = book.ground.places;
    expect(
      new Set(places.filter((p) => p.kind === "town" || p.kind === "quarter").map((p) => p.municipality)).size,
    ).toBe(5);
    expect(places.filter((p) => p.kind === "free")).toHaveLength(2);
    expect(new Set(places.filter((p) => p.kind === "village").map((p) => p.unit)).size).toBe(8);
    expect(new Set(places.filter((p) => p.kind === "village").map((p) => p.municipality)).size).toBe(88);
    expect(areasOf("AMT")).toHaveLength(15);
    expect(areasOf("GEM")).toHaveLength(95);
    expect(areasOf("SUB")).toHaveLength(4);
    expect(areasOf("REGION")).toHaveLength(4);
    expect(years).toHaveLength(12);
  });

  test("X-040 every code is unique on its level and keeps its leading zeros", () => {
    const codes = book.areas.map((area) => `${area.level} ${area.code}`);
    expect(new Set(codes).size).toBe(codes.length);
    for (const area of areasOf("GEM")) expect(area.code).toMatch(/^00990\d{3}$/);
  });

  test("has about 270,000 residents, from a hamlet of about a hundred to a town of more than 60,000", () => {
    const sizes = areasOf("GEM")
      .map((area) => value("BEV_INSG", area, 2023))
      .sort((a, b) => a - b);
    const all = sizes.reduce((a, b) => a + b, 0);
    expect(all).toBeGreaterThan(262_000);
    expect(all).toBeLessThan(278_000);
    expect(sizes[0]).toBeLessThan(130);
    expect(sizes.at(-1)).toBeGreaterThan(60_000);
  });

  test("X-041 two villages became one and one became two on 1 January 2018; before and after there are 95", () => {
    const before = new Set(areasOf("GEM", 2017).map((area) => area.name));
    const after = new Set(areasOf("GEM", 2018).map((area) => area.name));
    expect([...before].filter((name) => !after.has(name)).sort()).toEqual(["Kronenbrook", "Odenhagen", "Tievelstedt"]);
    expect([...after].filter((name) => !before.has(name)).sort()).toEqual([
      "Alt Kronenbrook",
      "Neu Kronenbrook",
      "Tievelstedt-Odenhagen",
    ]);
    expect([before.size, after.size]).toEqual([95, 95]);
  });

  // The lists lie in the folder of open data; without it nobody can look names up.
  test.skipIf(!existsSync(join(openData, "codes/AGS_2024-10-31.json")))(
    "no municipality bears the name of a real one",
    () => {
      const { daten } = JSON.parse(readFileSync(join(openData, "codes/AGS_2024-10-31.json"), "utf8"));
      const real = new Set<string>();
      for (const row of daten as string[][])
        for (const text of row) if (typeof text === "string") real.add(text.split(/[,(/]/)[0]!.trim());
      expect(real.size).toBeGreaterThan(8_000);
      expect(book.areas.map((area) => area.name).filter((name) => real.has(name))).toEqual([]);
    },
  );
});

describe("the ground of the fictional county", () => {
  const shapesOf = (areas: readonly CountyArea[]): Shape[] => areas.map((area) => book.borders.shapeOf(area.places));

  test("no gap and no overlap: the grounds of the parts add up to the whole, at every level and day", () => {
    const whole = book.borders.squareKm(new Set(book.ground.places.keys()));
    expect(whole).toBeGreaterThan(1_200);
    expect(whole).toBeLessThan(1_400);
    for (const [level, year] of [
      ["GEM", 2023],
      ["GEM", 2017],
      ["AMT", 2023],
      ["REGION", 2023],
    ] as const) {
      const sum = areasOf(level, year).reduce((all, area) => all + book.borders.squareKm(area.places), 0);
      expect(Math.abs(sum - whole), `${level} ${year}`).toBeLessThan(1e-6);
    }
  });

  test("neighbours share every point of their border: inside the county each edge is drawn once in each direction", () => {
    for (const year of [2017, 2023]) {
      const drawn = new Map<string, number>();
      for (const shape of shapesOf(areasOf("GEM", year)))
        for (const [from, to] of edges(shape)) drawn.set(`${from}>${to}`, (drawn.get(`${from}>${to}`) ?? 0) + 1);
      expect(Math.max(...drawn.values())).toBe(1);
      const open = [...drawn.keys()].filter((edge) => !drawn.has(edge.split(">").reverse().join(">")));
      const [county] = book.areas;
      const outline = [...edges(book.borders.shapeOf(county!.places))].map(([from, to]) => `${from}>${to}`);
      expect(open.sort()).toEqual(outline.sort());
    }
  });

  test("no border crosses itself or another one", () => {
    const segments = new Map<string, [number, number, number, number]>();
    for (const shape of shapesOf([...areasOf("GEM"), ...areasOf("SUB"), ...areasOf("GEM", 2017)]))
      for (const [from, to] of edges(shape)) {
        const [a, b] = from < to ? [from, to] : [to, from];
        const [ax, ay] = a.split(" ").map(Number) as [number, number];
        const [bx, by] = b.split(" ").map(Number) as [number, number];
        segments.set(`${a}>${b}`, [ax, ay, bx, by]);
      }
    expect(crossings([...segments.values()])).toBe(0);
  });

  test("one municipality has ground inside another one, and the other a hole there", () => {
    const shapes = shapesOf(areasOf("GEM"));
    expect(shapes.filter((shape) => shape.type === "MultiPolygon")).toHaveLength(1);
    expect(shapes.filter((shape) => shape.type === "Polygon" && shape.coordinates.length > 1).length).toBeGreaterThan(
      0,
    );
  });

  test("lies in the open sea, where no real county can be", () => {
    for (const [x, y] of (book.borders.shapeOf(book.areas[0]!.places).coordinates as Ring[])[0]!) {
      expect(x).toBeGreaterThan(6.5);
      expect(x).toBeLessThan(7.5);
      expect(y).toBeGreaterThan(54.5);
      expect(y).toBeLessThan(55.1);
    }
  });
});

describe("the figures of the fictional county", () => {
  test("X-077 all 283 base figures have a value at every level where they are delivered", () => {
    expect(baseFigures.size).toBe(283);
    for (const figure of baseFigures.values())
      for (const level of levelsOf(figure))
        for (const area of areasOf(level))
          expect(
            book.figure(figure.id, area, yearsOf(figure.id).at(-1) ?? 0),
            `${figure.id} ${area.name}`,
          ).toBeGreaterThanOrEqual(0);
  });

  test("age groups add up to all residents, parts are never larger than their whole", () => {
    const wholes: readonly (readonly [string, string])[] = [
      ["BEV_W", "BEV_INSG"],
      ["BEV_AUSL", "BEV_INSG"],
      ["BEV_MH", "BEV_INSG"],
      ["BEV_AUSL", "BEV_MH"],
      ["SGB2_U15", "BEV_U15"],
      ["SGB2_U18", "BEV_U18"],
      ["ELB_15_24", "BEV_15_24"],
      ["ELB_15_24", "ELB"],
      ["ELB", "SGB2_LB"],
      ["SGB2_LB", "BEV_0_RAG"],
      ["ALO_LZ", "ALO"],
      ["ALO_AUSL", "BEV_AUSL_15_64"],
      ["SVB_WO", "BEV_15_64"],
      ["SVB_WO_W", "BEV_15_64_W"],
      ["SVB_WO_AUSL", "BEV_AUSL_15_64"],
      ["HH_1P", "HH_INSG"],
      ["HH_AE", "HH_KIND"],
      ["HH_KIND", "HH_INSG"],
      ["BG_AE", "HH_AE"],
      ["BG_KIND", "BG_INSG"],
      ["BG_INSG", "HH_INSG"],
      ["GRUSI_ALTER", "BEV_RAG_P"],
      ["WHG_EIGEN", "WHG_BEWOHNT"],
      ["SUS_GS", "SUS_INSG"],
      ["UEB_GYM", "UEB_INSG"],
      ["SEU_ADIP", "SEU_UEBERG"],
      ["KITA_U3", "BEV_U3"],
      ["KITA_BELEGT", "KITA_PLAETZE"],
      ["WAEHLER", "WAHLBER"],
      ["SCHUTZ", "BEV_AUSL"],
    ];
    for (const year of years)
      for (const level of ["KREIS", "AMT", "GEM", "SUB"])
        for (const area of areasOf(level, year)) {
          const v = (id: string): number => value(id, area, year);
          expect(v("BEV_U15") + v("BEV_15_64") + v("BEV_65P"), area.name).toBe(v("BEV_INSG"));
          expect(v("BEV_0_RAG") + v("BEV_RAG_P")).toBe(v("BEV_INSG"));
          expect(v("BEV_U3") + v("BEV_3_5")).toBe(v("BEV_U6"));
          expect(v("ALO_SGB2") + v("ALO_SGB3")).toBe(v("ALO"));
          for (const [part, whole] of wholes)
            if (v(part) > v(whole)) throw new Error(`${area.name} ${year}: ${part} ${v(part)} > ${whole} ${v(whole)}`);
        }
  });

  test("quarters add up to their town, municipalities to their unit, units to the county", () => {
    const [county] = areasOf("KREIS");
    for (const id of ["BEV_INSG", "ALO", "SGB2_LB", "KITA_PLAETZE", "HZE_LFD"])
      for (const year of years) {
        const sum = (level: string): number =>
          areasOf(level, year).reduce((all, area) => all + value(id, area, year), 0);
        expect(sum("GEM"), id).toBe(value(id, county!, year));
        expect(sum("AMT"), id).toBe(value(id, county!, year));
        const town = areasOf("GEM", year).find((area) => area.name === "Wendelsund");
        expect(sum("SUB"), id).toBe(value(id, town!, year));
      }
  });

  test("residents of a year are those of the year before plus births and arrivals less deaths and departures", () => {
    for (const area of [...areasOf("KREIS"), ...areasOf("AMT"), ...areasOf("SUB")])
      for (const year of years.slice(1))
        expect(
          value("BEV_INSG", area, year - 1) +
            value("GEBURTEN", area, year) -
            value("STERBEF", area, year) +
            value("ZUZUEGE", area, year) -
            value("FORTZUEGE", area, year),
          `${area.name} ${year}`,
        ).toBe(value("BEV_INSG", area, year));
  });

  test("R-12 gross moves and commuters are no sums, but their balances are", () => {
    const [county] = areasOf("KREIS");
    const sum = (id: string): number => areasOf("GEM").reduce((all, area) => all + value(id, area, 2023), 0);
    expect(sum("ZUZUEGE")).toBeGreaterThan(value("ZUZUEGE", county!, 2023));
    expect(sum("ZUZUEGE") - sum("FORTZUEGE")).toBe(value("ZUZUEGE", county!, 2023) - value("FORTZUEGE", county!, 2023));
    expect(sum("EINPENDLER") - sum("AUSPENDLER")).toBe(
      value("EINPENDLER", county!, 2023) - value("AUSPENDLER", county!, 2023),
    );
    expect(value("SVB_AO", county!, 2023) - value("EINPENDLER", county!, 2023)).toBe(
      value("SVB_WO", county!, 2023) - value("AUSPENDLER", county!, 2023),
    );
  });

  test("X-077 all 231 indicators can be computed for the county and lie within sensible bounds; shares are at most 100 %", () => {
    expect(indicators.size).toBe(231);
    const [county] = areasOf("KREIS");
    const overAHundred = new Set([
      "schulraumauslastung",
      "budgetausschoepfung",
      "bedarfsdeckung_u3",
      "versorgungsquote_u3",
      "versorgungsquote_ue3",
      "prognose_pflegebeduerftige",
      "bevoelkerungsentwicklung_5j",
      "prognose_bevoelkerung",
      "prognose_u6",
    ]);
    for (const indicator of indicators.values()) {
      const ids = indicator.formula.match(/[A-Z][A-Z0-9_]+/g)!.filter((id) => id !== "LAG");
      const year = years.toReversed().find((y) => ids.every((id) => yearsOf(id).includes(y)));
      expect(year, indicator.id).toBeDefined();
      const result = computed(indicator.formula, county!, year!);
      expect(Number.isFinite(result), indicator.id).toBe(true);
      if (indicator.unit === "%" && !overAHundred.has(indicator.id)) {
        expect(result, indicator.id).toBeGreaterThan(0);
        expect(result, indicator.id).toBeLessThanOrEqual(100);
      }
      if (indicator.unit === "%" && !overAHundred.has(indicator.id) && indicator.levels.includes("GEM"))
        for (const area of areasOf("GEM", year)) {
          const share = computed(indicator.formula, area, year!);
          if (share > 100) throw new Error(`${indicator.id} of ${area.name}: ${share} %`);
        }
    }
  });

  test("figures hang together as in life: where more people live on basic income support, fewer change to grammar schools", () => {
    const units = areasOf("AMT");
    const rate = (part: string, whole: string): number[] =>
      units.map(
        (a) => years.reduce((s, y) => s + value(part, a, y), 0) / years.reduce((s, y) => s + value(whole, a, y), 0),
      );
    expect(correlation(rate("SGB2_LB", "BEV_0_RAG"), rate("UEB_GYM", "UEB_INSG"))).toBeLessThan(-0.3);
    expect(correlation(rate("SGB2_LB", "BEV_0_RAG"), rate("HZE_LFD", "BEV_U21"))).toBeGreaterThan(0.5);
    expect(
      correlation(
        rate("SGB2_U15", "BEV_U15"),
        units.map((a) => value("MEDIAN_EINK", a, 2023)),
      ),
    ).toBeLessThan(-0.6);
  });

  const computed = (formula: string, area: CountyArea, year: number): number => {
    const code = formula
      .replace(
        /LAG\((\w+),\s*(\d+)\)/g,
        (_, id: string, lag: string) => `v('${id.toLowerCase()}',${year - Number(lag)})`,
      )
      .replace(/\b[A-Z][A-Z0-9_]+\b/g, (id) => `v('${id.toLowerCase()}',${year})`);
    return new Function("v", `return ${code}`)((id: string, y: number) => value(id.toUpperCase(), area, y));
  };
});

describe("the files of the fictional county", () => {
  test("the same seed gives the same files to the last byte, another seed another county", async () => {
    const prints = async (seed: number): Promise<string[]> => {
      const own = yearbook(seed);
      const files = [
        ...areaFiles(own),
        await changesFile(own),
        ...(await deliveries(own, baseFigures)),
        ...facilityFiles(own),
      ];
      return files.map((file) => `${file.name} ${createHash("sha256").update(file.bytes).digest("hex")}`);
    };
    const first = await prints(7);
    expect(await prints(7)).toEqual(first);
    const other = await prints(8);
    // Only the two lists of names and keys are the same in every county.
    expect(other.filter((print) => first.includes(print)).map((print) => print.split(" ")[0])).toEqual([
      "einheiten_des_kreises.csv",
      "planungsregionen_des_kreises.csv",
    ]);
  });

  test("every base figure is in just one file, every file says that it is fictional, and the signs of all kinds of holes occur", async () => {
    const files = await deliveries(book, baseFigures);
    // The table by age and sex has two rules for its one figure.
    const figures = files.flatMap((file) => [...new Set(file.mapping.figures.map((rule) => rule.figure))]);
    expect(figures.sort()).toEqual([...baseFigures.keys()].sort());
    expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
    for (const file of files)
      expect(`${file.mapping.source?.title} ${file.mapping.source?.licence}`).toMatch(/fiktiv.*Fiktive/);
    const text = files
      .filter((file) => file.name.endsWith(".csv"))
      .map((file) => Buffer.from(file.bytes).toString("latin1"))
      .join("");
    for (const sign of [";...", ";/", ";.", ";x", ";;"]) expect(text).toContain(sign);
  });

  test("X-077 residents by age and sex add up in every row, to the total of the area, and to the age groups that other figures count", () => {
    const lines = Buffer.from(ageFile(book).bytes).toString("utf8").replace("\ufeff", "").trimEnd().split("\r\n");
    const rows = lines.slice(1).map((line) => line.split(";"));
    let small = 0;
    for (const area of [...areasOf("GEM"), ...areasOf("SUB")])
      for (const year of [2017, 2023]) {
        if (!stoodIn(area, year)) continue;
        const own = rows.filter(([when, code]) => when === String(year) && code === area.code);
        expect(own).toHaveLength(ageGroups.length + 1);
        const people = (name: string): number[] => {
          const [all, male, female] = own
            .find((row) => row[3] === name)!
            .slice(4)
            .map(Number) as [number, number, number];
          expect(male + female, `${area.name} ${name}`).toBe(all);
          return [all, male, female];
        };
        const groups = ageGroups.map((group) => people(group.name));
        const sum = (at: number, from = 0, to = 200): number =>
          ageGroups.reduce((all, group, i) => (group.from >= from && group.to <= to ? all + groups[i]![at]! : all), 0);
        expect([sum(0), sum(1), sum(2)]).toEqual(people("insgesamt"));
        expect(sum(0)).toBe(value("BEV_INSG", area, year));
        expect(sum(2)).toBe(value("BEV_W", area, year));
        expect(sum(0, 0, 15)).toBe(value("BEV_U15", area, year));
        expect(sum(0, 15, 25)).toBe(value("BEV_15_24", area, year));
        expect(sum(0, 65)).toBe(value("BEV_65P", area, year));
        small += groups.flat().filter((count) => count > 0 && count < 3).length;
      }
    expect(small).toBeGreaterThan(20);
  });

  test("facilities are the places that the figures count", () => {
    const places = book.facilities
      .filter((f) => f.kind === "kita" && f.opened <= 2023)
      .reduce((sum, f) => sum + f.capacity[0]! + f.capacity[1]!, 0);
    expect(value("KITA_PLAETZE", areasOf("KREIS")[0]!, 2023)).toBe(places);
    expect(facilityFiles(book).map((file) => file.mapping.facilityKind)).toEqual([
      "kita",
      "schule",
      "jugendeinrichtung",
      "pflege",
      "beratung",
      "familienzentrum",
      "seniorentreff",
    ]);
  });
});

function* edges(shape: Shape): Generator<[string, string]> {
  const polygons = (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates) as Ring[][];
  for (const rings of polygons)
    for (const ring of rings) for (let i = 1; i < ring.length; i++) yield [ring[i - 1]!.join(" "), ring[i]!.join(" ")];
}

/** Pairs of segments that cross in a point that is an end of neither, found on a grid. */
function crossings(segments: readonly [number, number, number, number][]): number {
  const grid = new Map<string, [number, number, number, number][]>();
  const size = 0.006;
  for (const segment of segments) {
    const [ax, ay, bx, by] = segment;
    for (let x = Math.floor(Math.min(ax, bx) / size); x <= Math.floor(Math.max(ax, bx) / size); x++)
      for (let y = Math.floor(Math.min(ay, by) / size); y <= Math.floor(Math.max(ay, by) / size); y++) {
        const key = `${x} ${y}`;
        grid.set(key, [...(grid.get(key) ?? []), segment]);
      }
  }
  const side = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number =>
    Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
  let found = 0;
  for (const near of grid.values())
    near.forEach((s, i) => {
      for (const t of near.slice(i + 1)) {
        const ends = [
          [s[0], s[1]],
          [s[2], s[3]],
        ].some(([x, y]) => (x === t[0] && y === t[1]) || (x === t[2] && y === t[3]));
        if (ends) continue;
        if (side(...s, t[0], t[1]) !== side(...s, t[2], t[3]) && side(...t, s[0], s[1]) !== side(...t, s[2], s[3]))
          found++;
      }
    });
  return found;
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const cov = xs.reduce((s, x, i) => s + (x - mx) * (ys[i]! - my), 0);
  return cov / Math.sqrt(xs.reduce((s, x) => s + (x - mx) ** 2, 0) * ys.reduce((s, y) => s + (y - my) ** 2, 0));
}
