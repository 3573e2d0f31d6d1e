import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spreadCounts } from "../../../../kernel/area/divisionShares.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { AreaMapping } from "../../spaces/contract.ts";
import { areaGeometry } from "./areaGeometry.ts";
import { areas } from "./areas.ts";
import { divisionShares } from "./divisionShares.ts";
import { importAreas } from "./importAreas.ts";
import { levels } from "./levels.ts";
import { codesOf, collection, facts, freshCounty, quarters, square, upload, written } from "./trialCounty.ts";

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
// Real boundaries lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(join(data, "boundaries"));

test.skipIf(noData)(
  "a municipality with a ring that touches itself is named, refused as it is, and mended only on request",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "boundaries/flensburg_stadtbezirke_shape.zip"));
      const mapping: AreaMapping = { ...quarters, code: "AREA_ID", name: "AREA_NAME" };
      const refused = await importAreas.run(county, { file, mapping });
      expect(refused.changed).toBe(false);
      expect(codesOf(refused)).toEqual(["collect.groundFaulty"]);
      expect(refused.sentences[0]).toMatch(
        /Nr\. \d+ \(.+\): Die Fläche ist ungültig \(die Grenze berührt sich selbst\) bei 9,\d+ \/ 54,\d+/,
      );
      expect((await levels.run(county, {})).levels).toEqual([]);
      const mended = await importAreas.run(county, { file, mapping, repair: true });
      expect(mended).toMatchObject({ changed: true, added: 41 });
      expect(mended.findings.filter((f) => f.code === "collect.mendedGround")).toHaveLength(2);
    } finally {
      await leave();
    }
  },
);

test("PI-025 quarters that overlap are named with both names and the size in hectares", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const file = written(
      "overlap.geojson",
      collection(
        [
          { code: "1", name: "Ost", geometry: square(550_100, 5_950_000, 550_300, 5_950_100) },
          { code: "2", name: "West", geometry: square(550_000, 5_950_000, 550_150, 5_950_100) },
        ],
        "urn:ogc:def:crs:EPSG::25832",
      ),
    );
    const report = await importAreas.run(county, { file, mapping: quarters });
    expect(report.sentences).toEqual(["„Ost“ und „West“ überlappen sich um 0,50 ha."]);
  } finally {
    await leave();
  }
});

test("a hole that touches the border of its area at one point is sound and taken as it was drawn", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const ring = (...corners: [number, number][]) => [...corners, corners[0]];
    const geometry = {
      type: "MultiPolygon",
      coordinates: [
        [
          ring([9.7, 53.6], [9.72, 53.6], [9.72, 53.62], [9.7, 53.62]),
          // In the middle of the western border, which is no longer straight in metres.
          ring([9.7, 53.61], [9.71, 53.605], [9.71, 53.615]),
        ],
        [ring([9.8, 53.6], [9.81, 53.6], [9.81, 53.61])],
      ],
    };
    const file = written("loch.geojson", collection([{ code: "1", name: "Ost", geometry: geometry as never }]));
    const report = await importAreas.run(county, { file, mapping: quarters });
    expect([report.added, report.sentences]).toEqual([1, []]);
    const [drawn] = (await areaGeometry.run(county, { level: "SUB" })).features.features;
    expect(drawn?.geometry.coordinates.map((polygon) => polygon.length)).toEqual([2, 1]);
  } finally {
    await leave();
  }
});

test("SLFL-020 a county of its own cut: 18 regions of Ämter, free municipalities and towns partition the Kreis", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const cell = (n: number) =>
      square(
        9 + (n % 6) * 0.01,
        54 + Math.floor(n / 6) * 0.01,
        9.01 + (n % 6) * 0.01,
        54.01 + Math.floor(n / 6) * 0.01,
      );
    const file = written(
      "gemeinden.geojson",
      collection(
        Array.from({ length: 36 }, (_, n) => ({
          code: `010590${String(n).padStart(2, "0")}`,
          name: `Gemeinde ${n}`,
          region: `R${Math.floor(n / 2)}`,
          kreis: "01059",
          geometry: cell(n),
        })),
      ),
    );
    const report = await importAreas.run(county, {
      file,
      mapping: {
        ...quarters,
        level: { id: "GEM", rank: 30 },
        division: facts("gemeinden"),
        wholes: [
          { level: { id: "REGION", label: { de: "Region" } }, division: facts("regionen"), code: "region" },
          { level: { id: "KREIS", rank: 0 }, division: facts("kreis"), code: "kreis", names: { "01059": "Kreis" } },
        ],
      },
    });
    expect(report).toMatchObject({ added: 36, wholesAdded: { REGION: 18, KREIS: 1 }, findings: [] });
    const regions = (await areas.run(county, { level: "REGION" })).areas;
    const kreis = (await areas.run(county, { level: "KREIS" })).areas[0];
    const sum = regions.reduce((all, area) => all + (area.groundSquareMetres ?? 0), 0);
    expect(regions).toHaveLength(18);
    expect(Math.abs(sum / (kreis?.groundSquareMetres ?? 0) - 1)).toBeLessThan(1e-9);
  } finally {
    await leave();
  }
});

test.skipIf(noData)(
  "PM08-053 SE-014 municipalities belong to their Amt, their Kreis and a planning region at once, from a list without geometry",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "codes/31122023_Auszug_GV.xlsx"));
      const sheet = { layer: "Onlineprodukt_Gemeinden31122023", headerRow: 4 };
      const amt = { attributes: ["Land", "RB", "Kreis", "VB"] };
      const ags = { attributes: ["Land", "RB", "Kreis", "Gem"] };
      const kreis = { attributes: ["Land", "RB", "Kreis"] };
      const aemter = await importAreas.run(county, {
        file,
        mapping: {
          ...sheet,
          level: { id: "AMT", label: { de: "Amt" }, rank: 20 },
          division: facts("aemter"),
          code: amt,
          name: "H",
          filter: [
            { column: "A", equals: "50" },
            { column: kreis, equals: "01056" },
          ],
          wholes: [
            {
              level: { id: "KREIS", rank: 0 },
              division: facts("kreise"),
              code: kreis,
              names: { "01056": "Pinneberg" },
            },
          ],
        },
      });
      // The GISD of the RKI has the same 18 units for Pinneberg.
      expect(aemter).toMatchObject({ changed: true, added: 18, boundaryVersion: null, geometries: 0 });
      const regions = Object.fromEntries(["01056039", "01056041", "01056043"].map((code) => [code, "Nord"]));
      const gemeinden = await importAreas.run(county, {
        file,
        mapping: {
          ...sheet,
          level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
          division: facts("gemeinden"),
          code: ags,
          name: "H",
          filter: [
            { column: "A", equals: "60" },
            { column: kreis, equals: "01056" },
          ],
          wholes: [
            { level: { id: "AMT" }, code: amt },
            { level: { id: "KREIS" }, code: kreis },
            {
              level: { id: "PLANREG", label: { de: "Planungsregion" }, rank: 10 },
              division: { ...facts("planung"), kind: "planning" },
              code: ags,
              members: regions,
            },
          ],
        },
      });
      expect(gemeinden).toMatchObject({ changed: true, added: 49, wholesAdded: { PLANREG: 1 } });
      const list = (await areas.run(county, { level: "GEM" })).areas;
      const three = list.find((area) => area.code === "01056039");
      expect(three?.wholes.map((whole) => whole.level).sort()).toEqual(["AMT", "KREIS", "PLANREG"]);
      expect(list.every((area) => !area.hasGeometry && area.wholes.some((whole) => whole.level === "AMT"))).toBe(true);
      // No level "Sozialraum" anywhere, and nothing misses it.
      expect((await levels.run(county, {})).levels.map((level) => level.id)).toEqual([
        "KREIS",
        "PLANREG",
        "AMT",
        "GEM",
      ]);
      expect((await areaGeometry.run(county, { level: "GEM" })).features.features).toEqual([]);
    } finally {
      await leave();
    }
  },
);

test("a hierarchy that bites its own tail is refused with the way around, and nothing of it stays", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const file = (name: string, code: string, up: string) => written(name, `code;name;whole\n${code};${code};${up}\n`);
    const mapping = (level: string, whole: string, make: boolean): AreaMapping => ({
      level: { id: level },
      division: facts(`d-${level}`),
      code: "code",
      name: "name",
      wholes: [{ level: { id: whole }, code: "whole", ...(make ? { division: facts(`d-${whole}`) } : {}) }],
    });
    await importAreas.run(county, { file: file("a.csv", "a", "b"), mapping: mapping("A", "B", true) });
    await importAreas.run(county, { file: file("b.csv", "b", "c"), mapping: mapping("B", "C", true) });
    const loop = importAreas.run(county, { file: file("c.csv", "c", "a"), mapping: mapping("C", "A", false) });
    await expect(loop).rejects.toMatchObject({ code: "collect.hierarchyLoop" });
    expect((await areas.run(county, { level: "C" })).areas[0]?.wholes).toEqual([]);
  } finally {
    await leave();
  }
});

test("boundaries are never overwritten: another drawing in the same version is refused, as a new version it stands beside the old one", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const first = written(
      "v1.geojson",
      collection([{ code: "1", name: "A", geometry: square(9.7, 53.6, 9.71, 53.61) }]),
    );
    const second = written(
      "v2.geojson",
      collection([{ code: "1", name: "A", geometry: square(9.7, 53.6, 9.72, 53.61) }]),
    );
    await importAreas.run(county, { file: first, mapping: quarters });
    await expect(importAreas.run(county, { file: second, mapping: quarters })).rejects.toBeInstanceOf(Refusal);
    const next = { ...quarters, boundaryVersion: { validOn: "2025-01-01", source: "Stadt", licence: "" } };
    expect(await importAreas.run(county, { file: second, mapping: next })).toMatchObject({
      changed: true,
      added: 0,
      geometries: 1,
    });
    expect((await areaGeometry.run(county, { level: "SUB", on: "2024-06-30" })).boundaryVersion?.validOn).toBe(
      "2024-01-01",
    );
    expect((await areaGeometry.run(county, { level: "SUB" })).boundaryVersion?.validOn).toBe("2025-01-01");
  } finally {
    await leave();
  }
});

test("SE-015 95 municipalities: 5 towns, 2 free ones and 88 in 8 Ämter make the 15 units of the basic survey", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const rows = Array.from({ length: 95 }, (_, n) => {
      const unit = n < 7 ? `E${n}` : `A${(n - 7) % 8}`;
      return `01057${String(n).padStart(3, "0")};Gemeinde ${n};${unit};01057`;
    });
    const file = written("einheiten.csv", `ags;name;einheit;kreis\n${rows.join("\n")}\n`);
    const report = await importAreas.run(county, {
      file,
      mapping: {
        level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
        division: facts("gemeinden"),
        code: "ags",
        name: "name",
        wholes: [
          {
            level: { id: "EINHEIT", label: { de: "Grundeinheit" }, rank: 20 },
            division: facts("einheiten"),
            code: "einheit",
          },
          { level: { id: "KREIS", rank: 0 }, division: facts("kreis"), code: "kreis" },
        ],
      },
    });
    expect(report).toMatchObject({ added: 95, wholesAdded: { EINHEIT: 15, KREIS: 1 } });
    const list = (await areas.run(county, { level: "GEM" })).areas;
    const sizes = new Map<string, number>();
    for (const { wholes } of list) {
      const unit = wholes.find((whole) => whole.level === "EINHEIT")?.code ?? "";
      sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
    }
    expect([...sizes.values()].filter((size) => size === 1)).toHaveLength(7);
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(5 + 2 + 88);
  } finally {
    await leave();
  }
});

test("TR-001 a school catchment over two planning areas is shared by ground, and exactly where both are built of the same municipalities", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const draw = (name: string, id: string, shapes: readonly [string, number, number][]) =>
      importAreas.run(county, {
        file: written(
          `${name}.geojson`,
          collection(
            shapes.map(([code, west, east]) => ({
              code,
              name: code,
              geometry: square(550_000 + west, 5_950_000, 550_000 + east, 5_950_100),
            })),
            "EPSG:25832",
          ),
        ),
        mapping: {
          ...quarters,
          level: { id: id.toUpperCase() },
          division: { ...facts(id, "statistical"), partition: false },
        },
      });
    await draw("einzugsgebiete", "schule", [["S", 0, 100]]);
    await draw("planungsraeume", "plan", [
      ["P", 0, 60],
      ["Q", 60, 200],
    ]);
    const shares = await divisionShares.run(county, { from: "schule", to: "plan" });
    expect(shares).toMatchObject({ by: "area", quality: "estimated", coverage: [] });
    expect(shares.rows.map((row) => [row.to, Math.round(row.share * 1e6) / 1e6])).toEqual([
      ["P", 0.6],
      ["Q", 0.4],
    ]);
    const { values } = spreadCounts(new Map([["S", 200]]), { by: shares.by, rows: shares.rows });
    expect(values.map((value) => [value.code, Math.round(Number(value.value) * 1e4) / 1e4, value.method])).toEqual([
      ["P", 120, "area"],
      ["Q", 80, "area"],
    ]);
    // Of Q, only 40 of 140 m lie in the catchment.
    expect(
      (await divisionShares.run(county, { from: "plan", to: "schule" })).coverage.map((one) => [
        one.code,
        Math.round(one.share * 1e4),
      ]),
    ).toEqual([["Q", 2857]]);
    const list = written("bausteine.csv", "code;amt;region\n1;A;R\n2;A;R\n3;B;R\n");
    await importAreas.run(county, {
      file: list,
      mapping: {
        level: { id: "GEM" },
        division: facts("gemeinden"),
        code: "code",
        wholes: [
          { level: { id: "AMT" }, division: facts("aemter"), code: "amt" },
          { level: { id: "REGION" }, division: facts("regionen"), code: "region" },
        ],
      },
    });
    expect(await divisionShares.run(county, { from: "aemter", to: "regionen" })).toMatchObject({
      by: "blocks",
      quality: "exact",
      rows: [
        { from: "A", to: "R", share: 1 },
        { from: "B", to: "R", share: 1 },
      ],
    });
  } finally {
    await leave();
  }
});

test("a new boundary version that lacks an area says so, and the map shows the new drawing at once", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const state = (name: string, day: string, codes: readonly string[], width: number) =>
      importAreas.run(county, {
        file: written(
          name,
          collection(
            codes.map((code, n) => ({
              code,
              name: `Bezirk ${code}`,
              geometry: square(9.7 + n * 0.05, 53.6, 9.7 + n * 0.05 + width, 53.61),
            })),
          ),
        ),
        mapping: { ...quarters, boundaryVersion: { validOn: day, source: "Stadt", licence: "" } },
      });
    await state("alt.geojson", "2020-12-31", ["1", "2"], 0.02);
    const before = await areaGeometry.run(county, { level: "SUB" });
    expect(await areaGeometry.run(county, { level: "SUB" })).toEqual(before);
    const report = await state("neu.geojson", "2023-12-31", ["1"], 0.03);
    expect(report.sentences).toEqual([
      "Bezirk 2 steht nicht mehr in der Datei, gilt aber weiter. Wurde sie aufgelöst, bitte das Verzeichnis der Gebietsänderungen übernehmen.",
    ]);
    const after = await areaGeometry.run(county, { level: "SUB" });
    expect(after.boundaryVersions.map((version) => version.validOn).sort()).toEqual(["2020-12-31", "2023-12-31"]);
    expect(after.features.features[0]?.geometry).not.toEqual(before.features.features[0]?.geometry);
  } finally {
    await leave();
  }
});

test("X-040 an area carries its days of validity from the file, and two states of it in one file are named", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const state = (code: string, from: string, west: number) => ({
      code,
      name: code,
      validStartDate: from,
      geometry: square(west, 53.6, west + 0.01, 53.61),
    });
    const mapping: AreaMapping = { ...quarters, validFrom: { attribute: "validStartDate" } };
    const one = written(
      "kommonitor.geojson",
      collection([state("01", "2020-01-01", 9.7), state("02", "2021-07-01", 9.8)]),
    );
    expect(await importAreas.run(county, { file: one, mapping })).toMatchObject({ changed: true, added: 2 });
    const on = async (day: string) =>
      (await areas.run(county, { level: "SUB", on: day })).areas.map((area) => area.code);
    expect([await on("2020-12-31"), await on("2021-12-31"), await on("2019-12-31")]).toEqual([
      ["01"],
      ["01", "02"],
      [],
    ]);
    const two = written("zwei.geojson", collection([state("03", "2020-01-01", 9.7), state("03", "2022-01-01", 9.71)]));
    expect(codesOf(await importAreas.run(county, { file: two, mapping }))).toEqual(["collect.twoValidities"]);
  } finally {
    await leave();
  }
});

test.skipIf(noData)(
  "the 171 Sozialräume of Düsseldorf: those whose border crosses or touches itself are named, and mended when asked for",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson"));
      const mapping: AreaMapping = {
        ...quarters,
        code: "SOZIALRAUM_ID",
        wholes: [{ level: { id: "BEZIRK" }, division: facts("bezirke"), code: "STADTBEZIRK", name: "stadtbezirk" }],
      };
      const named = (await importAreas.run(county, { file, mapping })).findings.filter((f) => f.severity === "error");
      expect(new Set(named.map((f) => f.code))).toEqual(new Set(["collect.groundFaulty"]));
      const report = await importAreas.run(county, { file, mapping, repair: true });
      expect(report.findings.filter((f) => f.code === "collect.mendedGround")).toHaveLength(named.length);
      expect(report).toMatchObject({ changed: true, added: 171, geometries: 171, wholesAdded: { BEZIRK: 10 } });
      const screen = await areaGeometry.run(county, { level: "SUB" });
      expect(screen.features.features).toHaveLength(171);
    } finally {
      await leave();
    }
  },
);

test("SE-015 one list puts each municipality into its Amt and each Amt into its Kreis; an Amt in two Kreise is named", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const list = (last: string) =>
      `ags;name;amt;amtname;kreis\n01056001;Adorf;A1;Amt Nord;01056\n01056002;Bedorf;A1;Amt Nord;01056\n01056003;Cehausen;A2;Amt Süd;${last}\n01056004;Deheim;A2;Amt Süd;01056\n`;
    const run = (last: string) =>
      importAreas.run(county, {
        file: written("liste.csv", list(last)),
        mapping: {
          level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
          division: facts("gemeinden"),
          code: "ags",
          name: "name",
          wholes: [
            { level: { id: "KREIS", rank: 0 }, division: facts("kreise"), code: "kreis" },
            {
              level: { id: "AMT", rank: 20 },
              division: facts("aemter"),
              code: "amt",
              name: "amtname",
              inside: ["KREIS"],
            },
          ],
        },
      });
    const divided = await run("01057");
    expect(divided.changed).toBe(false);
    expect(divided.sentences.join(" ")).toContain("A2 der Ebene AMT soll zugleich in 01057 und in 01056 liegen");
    expect((await run("01056")).wholesAdded).toEqual({ KREIS: 1, AMT: 2 });
    const aemter = (await areas.run(county, { level: "AMT" })).areas;
    expect(aemter.map(({ code, wholes }) => [code, wholes.map((whole) => `${whole.level} ${whole.code}`)])).toEqual([
      ["A1", ["KREIS 01056"]],
      ["A2", ["KREIS 01056"]],
    ]);
    expect((await run("01056")).changed).toBe(false);
  } finally {
    await leave();
  }
});
