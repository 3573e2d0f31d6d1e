import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import cliPhrases from "../../runtime/cli/messages.de.json" with { type: "json" };
import { runCommand } from "../../runtime/cli/runCommand.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import combinePhrases from "../../stages/combine/messages.de.json" with { type: "json" };
import describePhrases from "../../stages/describe/messages.de.json" with { type: "json" };
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { sources } from "./sources.ts";

const folder = mkdtempSync(join(tmpdir(), "values-"));
const before = process.env.DATABASE_URL;
let fresh: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  fresh = await freshDatabase();
  process.env.DATABASE_URL = fresh.url;
  const { deliver, agree } = await smallCounty(fresh.db);
  await agree();
  const [children, poor] = [
    { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 },
    { G1: 24, G2: 50, G3: 2, G4: 60, Q1: 3, Q2: 60 },
  ];
  const years = ["2018", "2019", "2020", "2022"];
  const of = (cells: Record<string, number>) => Object.fromEntries(years.map((year) => [year, cells]));
  await deliver({ file: "kinder.csv", figures: { BEV_U15: of(children), SGB2_U15: of(poor) } });
});
afterAll(async () => {
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function kreislauf(...words: string[]): Promise<{ code: number; out: string; told: string }> {
  let [out, told] = ["", ""];
  const phrases = { describe: describePhrases, combine: combinePhrases, cli: cliPhrases };
  const code = await runCommand(words, sources, {
    print: (text) => {
      out += `${text}\n`;
    },
    tell: (text) => {
      told += `${text}\n`;
    },
    signal: new AbortController().signal,
    phrasesOf: async (name) => phrases[name as keyof typeof phrases],
    version: "0",
  });
  return { code, out, told };
}
const values = (...words: string[]) => kreislauf("values", "--data", folder, ...words);

describe("what a script asks for and the county does not have", () => {
  test("a period of which there is nothing at all is refused in every format, with the periods that there are", async () => {
    for (const format of ["csv", "sdmx-csv", "json"]) {
      const answer = await values(
        "--indicator",
        "kinderarmut",
        "--level",
        "GEM",
        "--period",
        "1900",
        "--format",
        format,
      );
      expect(answer, format).toEqual({
        code: 2,
        out: "",
        told: "Zu „kinderarmut“ gibt es 1900 auf der Ebene GEM keine Werte. Es gibt sie für: 2018–2020, 2022.\n",
      });
    }
    const machine = await values("--indicator", "kinderarmut", "--level", "GEM", "--period", "2021", "--json");
    expect(machine.code).toBe(2);
    expect(JSON.parse(machine.out)).toMatchObject({
      code: "describe.noFigureInPeriod",
      parameters: { period: "2021", known: "2018–2020, 2022" },
    });
  });

  test("a period with figures is written, also where one of them is withheld", async () => {
    const { code, out } = await values("--indicator", "kinderarmut", "--level", "GEM", "--period", "2022", "--json");
    expect(code).toBe(0);
    const { period, areas } = JSON.parse(out) as { period: string; areas: { code: string; value: unknown }[] };
    expect(period).toBe("2022");
    expect(areas.find((area) => area.code === "G1")?.value).toBeCloseTo(12, 9);
    expect(areas.find((area) => area.code === "G3")?.value).toBe("withheld");
  });

  test("an indicator without any figure is refused rather than written as a file of dots", async () => {
    const answer = await values("--indicator", "alleinerziehende", "--level", "GEM");
    expect(answer.code).toBe(2);
    expect(answer.out).toBe("");
  });

  test("a mistyped indicator is answered with those that were probably meant", async () => {
    const { code, told } = await values("--indicator", "Kinderarmutt", "--level", "GEM");
    expect(code).toBe(2);
    expect(told).toMatch(/^Die Kennzahl „Kinderarmutt“ gibt es nicht\. Meinten Sie: kinderarmut\b/);
    const far = await values("--indicator", "xyzxyzxyz", "--level", "GEM");
    expect(far).toMatchObject({ code: 2, told: expect.stringContaining("Wählen Sie eine aus dem Katalog.") });
  });

  test("a mistyped level is answered with those that there are", async () => {
    const { code, told } = await values("--indicator", "kinderarmut", "--level", "GEMEINDE");
    expect(code).toBe(2);
    expect(told).toContain("GEM (");
  });

  test("the origin of a value in a period without any names the periods that there are", async () => {
    const { code, told } = await kreislauf(
      ...["lineage", "--data", folder, "--indicator", "kinderarmut", "--level", "GEM"],
      ...["--area", "G1", "--period", "1900"],
    );
    expect({ code, told }).toEqual({
      code: 2,
      told: "Für „kinderarmut“ gibt es 1900 in diesem Gebiet keine gelieferten Grundzahlen. Es gibt sie für: 2018–2020, 2022.\n",
    });
  });

  test("a mistyped command or option names the one that was probably meant", async () => {
    expect(await kreislauf("value", "--indicator", "kinderarmut", "--data", folder)).toEqual({
      code: 2,
      out: "",
      told: "Den Befehl „value“ gibt es nicht. Meinten Sie: kreislauf values?\n",
    });
    expect((await kreislauf("areas", "imprt", "grenzen.geojson")).told).toBe(
      "Den Befehl „areas imprt grenzen.geojson“ gibt es nicht. Meinten Sie: kreislauf areas import?\n",
    );
    expect((await values("--indikator", "kinderarmut")).told).toContain("Meinten Sie: --indicator?");
    expect((await kreislauf("qqqqqq", "wwwww", "--data", folder)).told).toContain("„qqqqqq wwwww“ gibt es nicht.");
  });

  test("a mistyped data folder is refused and stays as it is, instead of becoming an empty county", async () => {
    delete process.env.DATABASE_URL;
    try {
      const answer = await values("--indicator", "kinderarmut", "--level", "GEM");
      expect(answer).toMatchObject({
        code: 2,
        told: expect.stringContaining(`Im Ordner „${folder}“ liegt kein Kreis.`),
      });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      process.env.DATABASE_URL = fresh.url;
    }
  });
});
