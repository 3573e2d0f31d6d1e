import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sources } from "../../apps/cli/sources.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { kreislauf as run } from "./kreislauf.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-commands-"));
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

const kreislauf = (...words: string[]) => run(words, { folder, databaseUrl: fresh.url });

async function asJson<Answer>(...words: string[]): Promise<Answer> {
  const { code, out, told } = await kreislauf(...words, "--json");
  if (code !== 0) throw new Error(`${words.join(" ")}: ${code} ${out} ${told}`);
  return JSON.parse(out) as Answer;
}

function written(name: string, content: string | object): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

// Metres in EPSG:25832; the municipality is 400 m by 400 m, the gap 100 m by 20 m.
const [x, y] = [550_000, 5_950_000];
const ring = (...corners: readonly (readonly [number, number])[]) => ({
  type: "Polygon",
  coordinates: [[...corners, corners[0] ?? [0, 0]].map(([east, north]) => [x + east, y + north])],
});
const box = (w: number, s: number, e: number, n: number) => ring([w, s], [e, s], [e, n], [w, n]);
const collection = (features: readonly { readonly [name: string]: unknown; readonly geometry: unknown }[]) => ({
  type: "FeatureCollection",
  crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::25832" } },
  features: features.map(({ geometry, ...properties }) => ({ type: "Feature", properties, geometry })),
});
const quarters = [
  { code: "01", name: "Nordwest", town: "01099001", geometry: box(0, 200, 200, 400) },
  { code: "02", name: "Nordost", town: "01099001", geometry: box(200, 200, 400, 400) },
  { code: "03", name: "Südwest", town: "01099001", geometry: box(0, 0, 200, 200) },
  {
    ...{ code: "04", name: "Südost", town: "01099001" },
    geometry: ring([200, 0], [400, 0], [400, 200], [300, 200], [300, 180], [200, 180]),
  },
];
const facts = ["--author", "Stadt", "--purpose", "Planung", "--criteria", "Straßen", "--source", "Kataster"];
const state = [...facts, "--licence", "dl-de/by-2-0", "--valid-on", "2023-12-31"];

interface Report {
  readonly changed: boolean;
  readonly added: number;
  readonly sentences: readonly string[];
  readonly findings: readonly { readonly code: string }[];
}

describe("a newcomer with an empty folder and no demo", () => {
  test("PI-025 4 polygons: 0 overlaps, 1 gap of 0.2 ha reported; populations sum to municipality", async () => {
    const levels = "GEM=Gemeinde,SUB=Quartier";
    expect((await asJson<{ name: string }>("init", "--name", "Kreis Neu", "--levels", levels)).name).toBe("Kreis Neu");
    const town = written(
      "stadt.geojson",
      collection([{ code: "01099001", name: "Stadt", geometry: box(0, 0, 400, 400) }]),
    );
    const whole = ["areas", "import", town, "--level", "GEM", "--code", "code", "--name", "name"];
    expect((await asJson<Report>(...whole, ...state, "--division", "stadt")).added).toBe(1);
    const drawn = written("quartiere.geojson", collection(quarters));
    const parts = ["areas", "import", drawn, "--level", "SUB", "--code", "code", "--name", "name"];
    const report = await asJson<Report>(...parts, ...state, "--division", "quartiere", "--whole", "GEM=town");
    expect(report.added).toBe(4);
    expect(report.findings.filter(({ code }) => code === "collect.areasOverlap")).toHaveLength(0);
    expect(report.findings.filter(({ code }) => code === "collect.gapInWhole")).toHaveLength(1);
    expect(report.sentences).toContain("In „Stadt“ bleibt eine Lücke von 0,20 ha, die keine Raumeinheit abdeckt.");
    expect((await asJson<Report>(...parts, ...state, "--division", "quartiere", "--whole", "GEM=town")).changed).toBe(
      false,
    );

    const people = written(
      "einwohner_31.12.2023.csv",
      "Quartier;Name;Jahr;Bevölkerung insgesamt\n01;Nordwest;2023;1.200\n02;Nordost;2023;800\n03;Südwest;2023;640\n04;Südost;2023;360\n",
    );
    expect(await asJson("import", people, "--dry-run")).toMatchObject({ acceptable: true, valuesKept: 4 });
    await asJson("import", people);
    await asJson("notice", "--agree");
    const sum = async (level: string) => {
      const asked = ["values", "--indicator", "einwohnerzahl", "--level", level];
      return (await asJson<{ areas: { value: number }[] }>(...asked)).areas.map(({ value }) => value);
    };
    expect((await sum("SUB")).reduce((all, value) => all + value, 0)).toBe(3000);
    expect(await sum("GEM")).toEqual([3000]);
  });

  test("SE-014 X-073 a county without a level Sozialraum tells where a figure comes from: its file and row, and 2 for one that is not there", async () => {
    const asked = ["lineage", "--indicator", "einwohnerzahl", "--level", "SUB", "--area", "02", "--period", "2023"];
    const told = JSON.stringify(await asJson(...asked));
    expect(told).toContain("einwohner_31.12.2023.csv");
    expect(told).toContain('"row":3');
    const { code, out } = await kreislauf("lineage", "--indicator", "gibtesnicht", ...asked.slice(3), "--json");
    expect([code, JSON.parse(out).code]).toEqual([2, "describe.unknownIndicator"]);
  });
});

// What would not come back, or takes longer than a person waits, is asked something that it refuses.
const instead: Readonly<Record<string, readonly string[]>> = {
  serve: ["--port", "viel"],
  demo: ["--seed", "viel"],
  "protected example": ["--seed", "viel"],
};

const commands = (await Promise.all(sources.map((source) => source.load()))).flatMap((stage) => stage.commands);

test.each(commands.map(({ words }) => [words.join(" ")]))(
  "kreislauf %s answers with --json in JSON, and its exit code says whether it was done",
  async (words) => {
    const { code, out, told } = await kreislauf(...words.split(" "), ...(instead[words] ?? []), "--json");
    expect([0, 2, 3], `${out} ${told}`).toContain(code);
    const answer = JSON.parse(out) as { code?: string; sentence?: string };
    if (code === 2) expect([typeof answer.code, typeof answer.sentence]).toEqual(["string", "string"]);
    const strange = await kreislauf(...words.split(" "), "--gibt-es-nicht", "--json");
    expect([strange.code, JSON.parse(strange.out).code]).toEqual([2, "cli.unknownOption"]);
  },
);
