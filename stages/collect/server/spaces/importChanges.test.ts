import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { convertSeries } from "../../../../kernel/area/conversion.ts";
import { successions } from "../../../../kernel/area/successors.ts";
import { makeContext } from "../../../../runtime/http/makeContext.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { holding } from "../../../../runtime/people/person.ts";
import { freshDatabase } from "../../../../runtime/store/testDatabase.ts";
import { areaHistory } from "./areaHistory.ts";
import { areas } from "./areas.ts";
import { conversion } from "./conversion.ts";
import { importAreas } from "./importAreas.ts";
import { importChanges } from "./importChanges.ts";

const codes = join(process.env.KREISLAUF_OPEN_DATA ?? "../shared/data", "codes");
// The lists of Destatis and BBSR lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(codes);
const folder = mkdtempSync(join(tmpdir(), "changes-"));
let context: Context;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  const person = { id: "here", name: "Planung", grants: holding("R1") };
  context = await makeContext(
    { store: { db: fresh.db }, folder, person, stages: new Map(), now: () => new Date("2025-06-30T12:00:00Z") },
    { signal: new AbortController().signal, progress: () => {} },
  );
  const facts = { kind: "administrative" as const, author: "Land", purpose: "Verwaltung", criteria: "Gesetz" };
  const path = join(folder, "gemeinden.csv");
  writeFileSync(
    path,
    "ags;name;kreis\n13071017;Breest;13071\n13071006;Bartow;13071\n12068117;Fehrbellin;12068\n12065165;Kremmen, Stadt;12065\n14522490;Rochlitz, Stadt;14522\n16076004;Berga/Elster, Stadt;16076\n16076084;Wünschendorf/Elster;16076\n16064055;Rodeberg;16064\n",
  );
  const file = { name: "gemeinden.csv", path, bytes: statSync(path).size, hash: "" };
  await importAreas.run(context, {
    file,
    mapping: {
      level: { id: "GEM" },
      division: { id: "gemeinden", ...facts },
      code: "ags",
      name: "name",
      wholes: [{ level: { id: "KREIS" }, division: { id: "kreise", ...facts }, code: "kreis" }],
    },
  });
  const kreise = join(folder, "kreise.csv");
  writeFileSync(kreise, "ags;name\n14511;Chemnitz\n14522;Mittelsachsen\n");
  await importAreas.run(context, {
    file: { name: "kreise.csv", path: kreise, bytes: statSync(kreise).size, hash: "" },
    mapping: { level: { id: "KREIS" }, division: { id: "kreise", ...facts }, code: "ags", name: "name" },
  });
});
afterAll(async () => {
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

function official(name: string) {
  const path = join(codes, name);
  return { name, path, bytes: statSync(path).size, hash: "" };
}

test.skipIf(noData)(
  "X-041 the official list of 2024: Breest goes into Bartow on 1 June, ends there, and its figures go on in Bartow",
  async () => {
    const report = await importChanges.run(context, { file: official("gebietsaenderungen_2024.xlsx"), level: "GEM" });
    // 26 partial transfers, 26 rows of dissolved municipalities, 5 changed keys, 10 new names.
    expect(report).toMatchObject({ changed: true, read: 67, added: 67 });
    expect(report.sentences).toContain("Breest ist seit 01.06.2024 aufgelöst und geht auf in Bartow.");
    // One is new, one was missing from its Kreis here; nothing is made up for Dingelstädt, Zwickau and others elsewhere.
    expect(report.sentences.filter((sentence) => sentence.includes("die Grenze fehlt noch"))).toEqual([
      "Mühlhausen/Thüringen, Stadt besteht seit 01.01.2024; die Grenze fehlt noch.",
      "Berga-Wünschendorf, Stadt besteht seit 01.01.2024; die Grenze fehlt noch.",
    ]);
    const before = (await areas.run(context, { level: "GEM", on: "2024-05-31" })).areas.map((area) => area.name);
    const after = (await areas.run(context, { level: "GEM", on: "2024-06-01" })).areas.map((area) => area.name);
    expect(before).toContain("Breest");
    expect(after).not.toContain("Breest");
    const answer = await conversion.run(context, {
      level: "GEM",
      code: "13071017",
      on: "2023-12-31",
      to: "2024-12-31",
    });
    expect(answer).toMatchObject({
      quality: "exact",
      shareMoved: 0,
      successors: [{ code: "13071006", name: "Bartow", share: 1, by: "whole" }],
    });
    const { values } = convertSeries(
      await areaHistory(context.db, "GEM"),
      [
        { code: "13071017", period: "2023", value: 123 },
        { code: "13071006", period: "2023", value: 400 },
      ],
      { to: "2024-12-31" },
    );
    expect(values).toMatchObject([{ code: "13071006", value: 523, conversion: { method: "exact" } }]);
  },
);

test.skipIf(noData)(
  "X-041 where the list counts no residents the share goes by ground: Fehrbellin gives 73,914 of 270,446,582 m² to Kremmen",
  async () => {
    const answer = await conversion.run(context, {
      level: "GEM",
      code: "12068117",
      on: "2023-12-31",
      to: "2024-12-31",
    });
    expect(answer.quality).toBe("estimated");
    expect(answer.successors.map(({ code, by }) => [code, by])).toEqual([
      ["12068117", "area"],
      ["12065165", "area"],
    ]);
    expect(answer.successors[1]?.share).toBeCloseTo(73_914 / (73_914 + 270_372_668), 12);
  },
);

test.skipIf(noData)(
  "X-041 a new name is no new area: Rochlitz is called Stadt des Roten Porphyr and keeps its code and its series",
  async () => {
    expect((await areas.run(context, { level: "GEM" })).areas.find((area) => area.code === "14522490")?.name).toBe(
      "Rochlitz, Stadt, Stadt des Roten Porphyr",
    );
    expect((await conversion.run(context, { level: "GEM", code: "14522490", on: "2023-12-31" })).quality).toBe("exact");
  },
);

test.skipIf(noData)(
  "X-041 Berga and Wünschendorf become one new municipality in the same Kreis, Rodeberg is divided 1,552 to 481 residents",
  async () => {
    const list = (await areas.run(context, { level: "GEM", on: "2024-01-01" })).areas;
    expect(list.find((area) => area.code === "16076094")).toMatchObject({
      name: "Berga-Wünschendorf, Stadt",
      validFrom: "2024-01-01",
      wholes: [{ level: "KREIS", code: "16076" }],
    });
    expect(list.map((area) => area.code)).not.toContain("16076004");
    // Part of Rodeberg went to a municipality that this county does not have; it ends all the same.
    expect(list.map((area) => area.code)).not.toContain("16064055");
    const answer = await conversion.run(context, {
      level: "GEM",
      code: "16064055",
      on: "2023-12-31",
      to: "2024-12-31",
    });
    expect(answer.successors.map(({ code, by }) => [code, by])).toEqual([
      ["16061118", "population"],
      ["16064046", "population"],
    ]);
    expect(answer.successors[0]?.share).toBeCloseTo(1552 / 2033, 12);
    expect(answer.shareMoved).toBeCloseTo(481 / 2033, 12);
    const history = await areaHistory(context.db, "GEM");
    const both = convertSeries(
      history,
      [
        { code: "16076004", period: "2023", value: 3218 },
        { code: "16076084", period: "2023", value: 2773 },
      ],
      { to: "2024-12-31" },
    );
    expect(both.values).toMatchObject([
      { code: "16076094", value: 5991, conversion: { method: "exact", shareSplit: 0 } },
    ]);
  },
);

test.skipIf(noData)("the same list a second time changes nothing and says so", async () => {
  const again = await importChanges.run(context, { file: official("gebietsaenderungen_2024.xlsx"), level: "GEM" });
  expect(again).toMatchObject({ changed: false, added: 0, unchanged: 67 });
});

test.skipIf(noData)(
  "X-041 the keys of the BBSR lead each Kreis of each year since 1990 to 2021, shares of one code together 1",
  async () => {
    const report = await importChanges.run(context, {
      file: official("ref-kreise-umrech-2021-1990-2020.xlsx"),
      level: "KREIS",
    });
    expect(report).toMatchObject({ changed: true, added: 14165, findings: [] });
    const history = await areaHistory(context.db, "KREIS");
    expect(history.keys).toHaveLength(31);
    const ask = successions(history);
    for (const key of history.keys)
      for (const code of new Set(key.rows.map((row) => row.from))) {
        const { successors, quality } = ask(code, key.fromDay, "2021-12-31");
        expect(quality, `${code} ${key.fromDay}`).not.toBe("unknown");
        expect(
          Math.abs(successors.reduce((sum, { share }) => sum + share, 0) - 1),
          `${code} ${key.fromDay}`,
        ).toBeLessThan(0.001);
      }
    // Annaberg of 1990 lies in the Erzgebirgskreis of today; a code that never was is unknown.
    expect(
      (await conversion.run(context, { level: "KREIS", code: "99999", on: "1995-12-31", to: "2021-12-31" })).sentences,
    ).toEqual(["Der Schlüssel 99999 ist am 31.12.1995 nicht bekannt; er wurde nicht umgerechnet."]);
  },
);

test.skipIf(noData)(
  "X-041 municipal keys of the BBSR chain from 2020 to 2023, and where nobody lives the ground decides",
  async () => {
    const report = await importChanges.run(context, {
      file: official("ref-gemeinden-ab-2020.xlsx"),
      level: "GEM",
      codesStartWith: "09671",
    });
    expect(report.changed).toBe(true);
    const forest = await conversion.run(context, {
      level: "GEM",
      code: "09671456",
      on: "2020-12-31",
      to: "2021-12-31",
    });
    expect(forest.successors.map(({ code, share, by }) => [code, share, by])).toEqual([
      ["09671456", 0.5, "area"],
      ["09671160", 0.49, "area"],
      ["09671157", 0.01, "area"],
    ]);
  },
);

test("a file that tells of no changes is refused", async () => {
  const path = join(folder, "etwas.csv");
  writeFileSync(path, "a;b\n1;2\n");
  await expect(
    importChanges.run(context, { file: { name: "etwas.csv", path, bytes: 8, hash: "" }, level: "GEM" }),
  ).rejects.toMatchObject({ code: "collect.changesNotRecognised" });
});
