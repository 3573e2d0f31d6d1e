import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import cliPhrases from "../../../runtime/cli/messages.de.json" with { type: "json" };
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { foundCounty } from "../../../runtime/store/foundCounty.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import phrases from "../../../stages/collect/messages.de.json" with { type: "json" };
import spacePhrases from "../../../stages/collect/spaces/messages.de.json" with { type: "json" };
import { sources } from "../sources.ts";

const folder = mkdtempSync(join(tmpdir(), "import-"));
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
const before = process.env.DATABASE_URL;

beforeAll(async () => {
  fresh = await freshDatabase();
  process.env.DATABASE_URL = fresh.url;
  await foundCounty(fresh.db, { name: "Prüfkreis", fictional: true, notice: null }, [
    { id: "GEM", label: "Gemeinde", rank: 0 },
  ]);
  await fresh.db
    .insertInto("division")
    .values({
      id: "gem",
      level_id: "GEM",
      label_de: "Gemeinden",
      label_en: null,
      kind: "administrative",
      is_partition: true,
      author: "Prüfung",
      purpose: "Prüfung",
      criteria: "erfunden",
      decided_on: null,
    })
    .execute();
  await fresh.db
    .insertInto("area")
    .values({ division_id: "gem", level_id: "GEM", code: "01099001", name: "Adorf", valid_from: null, valid_to: null })
    .execute();
});
afterAll(async () => {
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function kreislauf(...words: string[]): Promise<{ code: number; out: string; told: string }> {
  let out = "";
  let told = "";
  const code = await runCommand([...words, "--data", folder], sources, {
    print: (text) => {
      out += `${text}\n`;
    },
    tell: (text) => {
      told += `${text}\n`;
    },
    signal: new AbortController().signal,
    phrasesOf: async (name) => (name === "collect" ? { ...phrases, ...spacePhrases } : cliPhrases),
    version: "0",
  });
  return { code, out, told };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("kreislauf import: a dry run stores nothing, the import takes the values, a second one changes nothing", async () => {
  const table = file("einwohner.csv", "AGS;Jahr;Einwohner\n01099001;2021;1.200\n01099001;2022;1.210\n");
  const mapping = file(
    "zuordnung.json",
    JSON.stringify({ reader: "table", figures: [{ source: "Einwohner", figure: "BEV_INSG" }] }),
  );
  const dry = await kreislauf("import", table, "--mapping", mapping, "--dry-run", "--json");
  expect(dry.code).toBe(0);
  expect(JSON.parse(dry.out)).toMatchObject({ acceptable: true, valuesKept: 2, periods: ["2021", "2022"] });
  expect(await fresh.db.selectFrom("delivery").select("id").execute()).toEqual([]);
  const taken = await kreislauf("import", table, "--mapping", mapping, "--json");
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out)).toMatchObject({ values: 2, figures: ["BEV_INSG"], alreadyAccepted: false });
  const again = await kreislauf("import", table, "--mapping", mapping);
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toContain("schon angenommen");
});

test("kreislauf import: bad input ends with 2 and the sentence", async () => {
  const people = await kreislauf(
    "import",
    file("personen.csv", "Nr;AGS;Geburtsdatum\n1;01099001;01.02.1950\n2;01099001;03.04.1960\n"),
  );
  expect(people.code).toBe(2);
  expect(people.told).toContain("geschützten Zone");
  const unknown = await kreislauf(
    "import",
    file("fremd.csv", "AGS;Jahr;Einwohner\n01099777;2021;5\n"),
    "--mapping",
    file("m.json", '{"reader":"table","figures":[{"source":"Einwohner","figure":"BEV_INSG"}]}'),
  );
  expect(unknown.code).toBe(2);
  expect(unknown.out).toContain("Zeile 2");
  expect(await kreislauf("import", join(folder, "gibt-es-nicht.csv"))).toMatchObject({ code: 2 });
  expect(await kreislauf("import", file("leer.json", '{"a": }'), "--mapping", file("kaputt.json", "{"))).toMatchObject({
    code: 2,
  });
});

test("no command leaves a copy of its file behind, taken or refused", async () => {
  const ring = [
    [9.7, 53.7],
    [9.8, 53.7],
    [9.8, 53.8],
    [9.7, 53.7],
  ];
  const drawn = {
    type: "Feature",
    properties: { AGS: "01099001" },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
  const path = file("gebiete.geojson", JSON.stringify(drawn));
  const words = ["areas", "import", path, "--level", "GEM", "--division", "gem", "--valid-on", "2023-12-31"];
  const source = ["--source", "Prüfung", "--licence", "frei"];
  expect((await kreislauf(...words, ...source, "--code", "AGS", "--dry-run")).code).toBe(0);
  expect((await kreislauf(...words, ...source, "--code", "gibtsnicht")).code).toBe(2);
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});
