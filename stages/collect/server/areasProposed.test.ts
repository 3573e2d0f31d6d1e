import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Context } from "../../../runtime/http/operation.ts";
import { foundCounty } from "../../../runtime/store/foundCounty.ts";
import type { AreaMapping } from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import { areas } from "./spaces/areas.ts";
import { importAreas } from "./spaces/importAreas.ts";
import { importChanges } from "./spaces/importChanges.ts";
import { levels } from "./spaces/levels.ts";
import { proposeAreas } from "./spaces/proposeAreas.ts";
import { collection, facts, freshCounty, quarters, square, upload, written } from "./spaces/trialCounty.ts";

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
// Real boundaries lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(join(data, "boundaries"));
const utm = "urn:ogc:def:crs:EPSG::25832";

/** A county that was just founded, with its name and the usual levels and nothing else. */
async function founded<Result>(name: string, work: (context: Context) => Promise<Result>): Promise<Result> {
  const { context, drop } = await freshCounty();
  const usual = ["KREIS=Kreis", "AMT=Amt", "GEM=Gemeinde", "SUB=Quartier"].map((one) => one.split("="));
  const rows = usual.map(([id = "", label = ""], rank) => ({ id, label, rank }));
  await foundCounty(context.db, { name, fictional: false, notice: null }, rows);
  try {
    return await work(context);
  } finally {
    await drop();
  }
}

/** What a person adds to a proposal: who drew the line, and on which day it holds. */
function completed(proposal: ProposeAreasOutput, validOn: string): AreaMapping {
  const { mapping, boundaryVersion } = proposal;
  const about = { author: "Amt für Geoinformation", purpose: "Planung", criteria: "Beschluss" };
  const { level, division, code } = mapping;
  if (level === undefined || division === undefined || code === undefined) throw new Error("nothing proposed");
  return {
    ...mapping,
    level,
    code,
    division: { ...about, ...division },
    ...(mapping.wholes === undefined
      ? {}
      : {
          wholes: mapping.wholes.map((whole) =>
            whole.division === undefined ? whole : { ...whole, division: { ...about, ...whole.division } },
          ),
        }),
    ...(boundaryVersion === null
      ? {}
      : { boundaryVersion: { ...boundaryVersion, validOn, source: "BKG", licence: "dl-de/by-2-0" } }),
  };
}

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "X-040 PI-040 of the municipalities of a whole Land the county's own are proposed, with code, name and Kreis",
  () =>
    founded("Kreis Pinneberg", async (county) => {
      const file = upload(join(data, "boundaries/gemeinden_01_schleswig-holstein.geojson"));
      const proposal = await proposeAreas.run(county, { file });
      expect(proposal).toMatchObject({
        kind: "areas",
        format: "geoJson",
        features: 1175,
        drawn: 1175,
        projection: { name: "EPSG:4326", declared: true, known: true },
        mapping: {
          code: "ags",
          name: "name",
          level: { id: "GEM" },
          division: { id: "gemeinden", kind: "administrative", purpose: "Kommunale Selbstverwaltung" },
          filter: [{ column: "ags", startsWith: "01056" }],
          wholes: [{ level: { id: "KREIS" }, code: { attributes: ["ags"], first: 5 }, name: "county" }],
        },
        // The name of the file tells no day, so nobody guesses one.
        boundaryVersion: { validOn: null },
      });
      expect(proposal.groups.find(({ code }) => code === "01056")).toEqual({
        code: "01056",
        name: "Pinneberg",
        areas: 49,
      });
      const mapping = completed(proposal, "2023-12-31");
      const dry = await importAreas.run(county, { file, mapping, dryRun: true, preview: true });
      expect(dry).toMatchObject({ changed: false, read: 54, added: 49, wholesAdded: { KREIS: 1 } });
      const { preview } = dry;
      expect(preview?.areas).toHaveLength(49);
      expect(preview?.areas.find(({ code }) => code === "01056049")).toMatchObject({
        name: "Uetersen",
        state: "new",
        border: "new",
        before: null,
      });
      expect(preview?.wholes).toEqual([
        { level: "KREIS", code: "01056", name: "Kreis Pinneberg", state: "new", parts: 49 },
      ]);
      // The published area of the Kreis is 664 km², the island of Helgoland among it.
      const ground = preview?.areas.reduce((sum, area) => sum + (area.squareKilometres ?? 0), 0) ?? 0;
      expect(Math.round(ground)).toBe(664);
      expect(preview?.picture?.features).toHaveLength(49);
      expect((await areas.run(county, { level: "GEM" })).areas).toEqual([]);

      expect(await importAreas.run(county, { file, mapping })).toMatchObject({ changed: true, added: 49 });
      // Now the areas that are there say where a next file of them belongs.
      const next = await proposeAreas.run(county, { file });
      expect(next.mapping).toMatchObject({ level: { id: "GEM" }, division: { id: "gemeinden" } });
      expect(next.boundaryVersion).toMatchObject({ source: "BKG", licence: "dl-de/by-2-0" });
      const again = completed(next, "2024-12-31");
      const later = await importAreas.run(county, { file, mapping: again, dryRun: true, preview: true });
      expect(new Set(later.preview?.areas.map(({ state, border }) => `${state} ${border}`))).toEqual(
        new Set(["known same"]),
      );
    }),
  120_000,
);

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "PI-025 a dry run tells which areas of a shapefile are drawn wrongly, and repairs them only when asked",
  () =>
    founded("Stadt Flensburg", async (county) => {
      const file = upload(join(data, "boundaries/flensburg_stadtbezirke_shape.zip"));
      const proposal = await proposeAreas.run(county, { file });
      expect(proposal).toMatchObject({
        format: "shapefile",
        features: 41,
        mapping: { code: "AREA_ID", name: "AREA_NAME", level: { label: { de: "Bezirk" } } },
      });
      const mapping = completed(proposal, "2023-01-01");
      const bordersOf = async (repair: boolean) => {
        const { preview, findings } = await importAreas.run(county, {
          file,
          mapping,
          dryRun: true,
          preview: true,
          repair,
        });
        const faulty = preview?.areas.filter(({ border }) => border === "faulty").map(({ code }) => code);
        const named = findings.filter(({ severity }) => severity === "error");
        return { faulty, named: named.map(({ parameters }) => parameters.feature), drawn: preview?.picture?.features };
      };
      const asDrawn = await bordersOf(false);
      expect(asDrawn.faulty).toHaveLength(2);
      expect(asDrawn.named.map((name) => /\((.+)\)$/.exec(String(name))?.[1]).sort()).toEqual(asDrawn.faulty?.sort());
      expect(asDrawn.drawn).toHaveLength(39);
      const mended = await bordersOf(true);
      expect(mended.faulty).toEqual([]);
      expect(mended.drawn).toHaveLength(41);
      expect((await levels.run(county, {})).levels.map(({ id }) => id)).toEqual(["KREIS", "AMT", "GEM", "SUB"]);
    }),
  60_000,
);

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "SE-015 TR-001 Berlin's Bezirke are found again in the codes of its planning areas, and a list names three divisions above them",
  () =>
    founded("Berlin", async (county) => {
      const districts = upload(join(data, "boundaries/berlin-lor-districts.geojson"));
      const first = await proposeAreas.run(county, { file: districts });
      expect(first.mapping).toMatchObject({ code: "id", name: "name", level: { label: { de: "Bezirk" } } });
      const taken = await importAreas.run(county, { file: districts, mapping: completed(first, "2020-12-31") });
      expect(taken).toMatchObject({ changed: true, added: 12 });
      const planning = upload(join(data, "boundaries/berlin-lor-planning-areas-until-2020.geojson"));
      const second = await proposeAreas.run(county, { file: planning });
      expect(second.mapping).toMatchObject({
        code: "id",
        level: { label: { de: "Planungsraum" } },
        wholes: [{ level: { id: "BEZIRK" }, code: { attributes: ["id"], first: 2 } }],
      });
      const dry = await importAreas.run(county, {
        file: planning,
        mapping: completed(second, "2020-12-31"),
        dryRun: true,
        preview: true,
      });
      expect(dry.preview?.wholes.map(({ name, state }) => `${name} ${state}`)).toContain("Reinickendorf there");
      expect(dry.preview?.areas.find(({ code }) => code === "01011101")?.wholes).toEqual({ BEZIRK: "Mitte" });

      const list = upload(join(data, "codes/berlin_LOR_2021_hierarchie.csv"));
      const third = await proposeAreas.run(county, { file: list });
      expect(third).toMatchObject({
        format: "list",
        drawn: 0,
        boundaryVersion: null,
        mapping: {
          code: "Planungsraum (Nummer)",
          name: "Planungsraum (Name)",
          wholes: [{ code: "Bezirksregion (Nummer)" }, { code: "Prognoseraum (Nummer)" }],
        },
      });
    }),
  60_000,
);

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "X-040 SLFL-020 of the official directory the municipalities of the Kreis come with the names of their Ämter",
  () =>
    founded("Kreis Pinneberg", async (county) => {
      const file = upload(join(data, "codes/31122023_Auszug_GV.xlsx"));
      const proposal = await proposeAreas.run(county, { file });
      expect(proposal.groups).toHaveLength(402);
      const mapping = completed(proposal, "2023-12-31");
      const dry = await importAreas.run(county, { file, mapping, dryRun: true, preview: true });
      expect(dry).toMatchObject({ read: 49, added: 49, wholesAdded: { KREIS: 1, AMT: 18 } });
      expect(dry.preview?.areas.find(({ name }) => name === "Appen")).toMatchObject({
        code: "01056001",
        border: "none",
        wholes: { KREIS: "Pinneberg", AMT: "Geest und Marsch Südholstein" },
      });
      expect(dry.preview?.picture).toBeNull();
    }),
  60_000,
);

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "X-040 a map with regional keys meets the municipalities that are there under their municipal keys, islands and all",
  () =>
    founded("Kreis Pinneberg", async (county) => {
      const list = written("gemeinden.csv", "AGS;Gemeinde\n01056001;Appen\n01056025;Helgoland\n");
      const first = await proposeAreas.run(county, { file: list });
      await importAreas.run(county, { file: list, mapping: completed(first, "2021-12-31") });
      const file = upload(join(data, "boundaries/VG250_GEM_simplified.zip"));
      const proposal = await proposeAreas.run(county, { file });
      expect(proposal.groups).toHaveLength(400);
      expect(proposal.mapping).toMatchObject({
        code: { attributes: ["ARS"], key: "ags" },
        level: { id: "GEM" },
        division: { id: "gemeinden" },
        filter: [{ startsWith: "01056" }],
      });
      const mapping = completed(proposal, "2021-12-31");
      const { preview } = await importAreas.run(county, { file, mapping, dryRun: true, preview: true });
      expect(preview?.areas).toHaveLength(49);
      expect(preview?.areas.find(({ code }) => code === "01056025")).toMatchObject({
        name: "01056025",
        state: "known",
        border: "new",
      });
    }),
  60_000,
);

test("codes that lost their zero get it back, metres without a projection are recognised, and larger areas are asked for by their words", () =>
  founded("Kreis Probe", async (county) => {
    const at = (n: number) => square(550_000 + n * 1_000, 5_950_000, 551_000 + n * 1_000, 5_951_000);
    const lost = collection(
      [0, 1, 2].map((n) => ({ code: "", AGS: 1_056_001 + n, GEN: `Dorf ${"ABC"[n]}`, geometry: at(n) })),
      utm,
    );
    const zeros = await proposeAreas.run(county, { file: written("ohne-null.geojson", lost) });
    expect(zeros.mapping.code).toEqual({ attributes: ["AGS"], digits: 8 });
    expect(zeros.mapping.projection).toBeUndefined();

    // The same metres, and nobody says which.
    const silent = written("ohne-system.geojson", { ...lost, crs: undefined });
    const guessed = await proposeAreas.run(county, { file: silent });
    expect(guessed).toMatchObject({
      projection: { name: "EPSG:25832", declared: false, known: true },
      mapping: { projection: "EPSG:25832" },
    });
    const mapping = completed(guessed, "2024-01-01");
    const dry = await importAreas.run(county, { file: silent, mapping, dryRun: true, preview: true });
    expect(dry.preview?.areas.map(({ code, border }) => `${code} ${border}`)).toEqual([
      "01056001 new",
      "01056002 new",
      "01056003 new",
    ]);
    // One kilometre each way, give or take the scale of the projection.
    expect(dry.preview?.areas[0]?.squareKilometres).toBeCloseTo(1, 2);

    const named = collection(
      [0, 1, 2, 3].map((n) => ({
        code: "",
        viertel_nr: `V${n}`,
        viertel_name: `Viertel ${"ABCD"[n]}`,
        stadtteil_nr: n < 2 ? "1" : "2",
        stadtteil_name: n < 2 ? "Nord" : "Süd",
        geometry: at(n),
      })),
      utm,
    );
    const file = written("viertel_2024-06-30.geojson", named);
    const proposal = await proposeAreas.run(county, { file });
    expect(proposal).toMatchObject({
      mapping: {
        code: "viertel_nr",
        name: "viertel_name",
        wholes: [{ level: { label: { de: "Stadtteil" } }, code: "stadtteil_nr", name: "stadtteil_name" }],
      },
      boundaryVersion: { validOn: "2024-06-30" },
    });
    // Nobody knows what "Viertel" are in this county: that remains to be said.
    expect(proposal.mapping.level).toBeUndefined();
  }));

test("metres that fit two zones are taken for the zone in which the county lies, once that is known", () =>
  founded("Landkreis Probe", async (county) => {
    // Near Bad Belzig: in zone 33 at 12.5 degrees east, in zone 32 these numbers would lie at 6.5.
    const metres = square(330_000, 5_779_000, 331_000, 5_780_000);
    const silent = collection([{ code: "1", name: "Nord", geometry: metres }]);
    const file = written("ortsteile.geojson", silent);
    expect((await proposeAreas.run(county, { file })).projection?.name).toBe("EPSG:25832");
    const degrees = collection([{ code: "9", name: "Kreis", geometry: square(12.4, 52.0, 12.8, 52.3) }]);
    await importAreas.run(county, { file: written("kreis.geojson", degrees), mapping: quarters });
    expect((await proposeAreas.run(county, { file })).projection).toEqual({
      name: "EPSG:25833",
      declared: false,
      known: true,
    });
  }));

test("an area that is left out of a newer drawing, one with another border, and one of another division are told apart", () =>
  founded("Kreis Probe", async (county) => {
    const at = (n: number, width = 1_000) =>
      square(550_000 + n * 1_000, 5_950_000, 550_000 + n * 1_000 + width, 5_951_000);
    const drawing = (name: string, parts: Parameters<typeof collection>[0]) => written(name, collection(parts, utm));
    const before = drawing("alt.geojson", [
      { code: "1", name: "Ost", geometry: at(0) },
      { code: "2", name: "Mitte", geometry: at(1) },
      { code: "3", name: "West", geometry: at(2) },
    ]);
    await importAreas.run(county, { file: before, mapping: quarters });
    const other = drawing("fremd.geojson", [{ code: "9", name: "Fremd", geometry: at(5) }]);
    await importAreas.run(county, { file: other, mapping: { ...quarters, division: facts("andere") } });
    const after = drawing("neu.geojson", [
      { code: "1", name: "Ost", geometry: at(0) },
      { code: "2", name: "Neue Mitte", geometry: at(1, 900) },
      { code: "4", name: "Süd", geometry: at(4) },
      { code: "9", name: "Fremd", geometry: at(5) },
    ]);
    const mapping: AreaMapping = {
      ...quarters,
      boundaryVersion: { validOn: "2025-01-01", source: "Stadt", licence: "" },
      wholes: [{ level: { id: "GEM" }, code: { attributes: ["code"], first: 1 } }],
    };
    const { preview, changed } = await importAreas.run(county, { file: after, mapping, dryRun: true, preview: true });
    expect(changed).toBe(false);
    expect(preview?.areas.map(({ code, state, border, before: name }) => [code, state, border, name])).toEqual([
      ["1", "known", "same", null],
      ["2", "changed", "changed", "Mitte"],
      ["4", "new", "new", null],
      ["9", "taken", "same", null],
      ["3", "gone", "none", null],
    ]);
    expect(preview?.wholes.map(({ code, state }) => `${code} ${state}`)).toEqual([
      "1 missing",
      "2 missing",
      "4 missing",
      "9 missing",
    ]);
  }));

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(noData)(
  "X-041 a list of changes is recognised as one, and its dry run tells what would end and begin and stores nothing",
  () =>
    founded("Landkreis Mecklenburgische Seenplatte", async (county) => {
      const file = upload(join(data, "codes/gebietsaenderungen_2024.xlsx"));
      const names = "AGS;Gemeinde\n13071006;Bartow\n13071017;Breest\n13071029;Demmin\n";
      const list = written("seenplatte.csv", names);
      const proposal = await proposeAreas.run(county, { file: list });
      expect(proposal.mapping).toMatchObject({ code: "AGS", name: "Gemeinde", level: { id: "GEM" } });
      await importAreas.run(county, { file: list, mapping: completed(proposal, "2023-12-31") });
      expect(await proposeAreas.run(county, { file })).toMatchObject({
        kind: "changes",
        changes: { layout: "destatis", read: 67, level: "GEM", codesStartWith: "13071" },
      });
      const asked = { file, level: "GEM", codesStartWith: "13071" };
      const dry = await importChanges.run(county, { ...asked, dryRun: true });
      expect(dry.changed).toBe(false);
      expect(dry.events?.find(({ from }) => from.name === "Breest")).toMatchObject({
        on: "2024-06-01",
        to: { name: "Bartow" },
        sharePopulation: 1,
      });
      expect(dry.sentences).toContain("Breest ist seit 01.06.2024 aufgelöst und geht auf in Bartow.");
      const there = async () =>
        (await areas.run(county, { level: "GEM", on: "2024-06-01" })).areas.map(({ name }) => name);
      expect(await there()).toEqual(["Bartow", "Breest", "Demmin"]);
      const taken = await importChanges.run(county, asked);
      expect(taken).toMatchObject({ changed: true, added: dry.added, findings: dry.findings });
      expect(taken.events).toBeUndefined();
      expect(await there()).toEqual(["Bartow", "Demmin"]);
    }),
  60_000,
);

test("who cancels while areas are taken has taken nothing, and may begin again", () =>
  founded("Kreis Probe", async (county) => {
    const drawing = collection([{ code: "1", name: "Ost", geometry: square(9.5, 53.7, 9.6, 53.8) }]);
    const file = written("viertel.geojson", drawing);
    const leaving = new AbortController();
    const progress: Context["progress"] = ({ doing }) => {
      if (doing === "Raumeinheiten werden geprüft") leaving.abort();
    };
    const left = importAreas.run({ ...county, signal: leaving.signal, progress }, { file, mapping: quarters });
    await expect(left).rejects.toMatchObject({ name: "AbortError" });
    expect((await areas.run(county, { level: "SUB" })).areas).toEqual([]);
    expect(await importAreas.run(county, { file, mapping: quarters })).toMatchObject({ changed: true, added: 1 });
  }));

test("a file about single persons is turned away before anybody looks into its fields", () =>
  founded("Kreis Probe", async (county) => {
    const file = written("personen.csv", "Name;Vorname;Geburtsdatum\nA;B;01.01.2001\nC;D;02.02.2002\n");
    await expect(proposeAreas.run(county, { file })).rejects.toMatchObject({ code: "collect.personLevel" });
  }));
