import { afterAll, expect, test } from "vitest";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import type { Mapping } from "../../stages/collect/mapping.ts";
import { acceptDelivery } from "../../stages/collect/server/acceptDelivery.ts";
import { checkDelivery } from "../../stages/collect/server/checkDelivery.ts";
import { receiveDelivery } from "../../stages/collect/server/receiveDelivery.ts";
import { testCounty } from "../../stages/collect/server/testCounty.ts";
import { serverStages } from "./stages.ts";

const county = await testCounty();
const { context } = county;
const server = await makeServer({
  store: { db: context.db },
  stages: serverStages,
  folder: county.folder,
  now: context.now,
  version: "0",
  whoAsks: () => plannerAtThisMachine,
  checkAnswers: true,
});
afterAll(async () => {
  await server.close();
  await county.drop();
});

const mapping: Mapping = {
  reader: "table",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "AGS", match: "code" },
    period: { by: "column", column: "Jahr" },
    values: { by: "columns", columns: [{ column: "Einwohner" }] },
    decimal: "comma",
  },
  figures: [{ source: "Einwohner", figure: "BEV_INSG" }],
};

test("X-014 X-040 from the delivered file to the file that leaves: / is unreliable and goes out as U, 01099001 keeps its zero", async () => {
  const text = "AGS;Jahr;Einwohner\n01099001;2023;1.200\n01099002;2023;/\n01099003;2023;...\n01099004;2023;-\n";
  const { id } = await receiveDelivery.run(context, { file: county.send("einwohner.csv", text) });
  expect(await checkDelivery.run(context, { id, mapping })).toMatchObject({
    acceptable: true,
    absences: { unreliable: 1, later: 1 },
  });
  await acceptDelivery.run(context, { id });
  const question = "what=map&indicator=einwohnerzahl&level=GEM&period=2023";
  const file = async (format: string) =>
    (await server.inject(`/api/export?${question}&format=${format}`)).body.replace("\ufeff", "").split("\r\n");
  expect((await file("sdmx-csv")).slice(1, 5).map((line) => line.split(",").slice(5, 11).join(" "))).toEqual([
    "01099001 einwohnerzahl 2023 1200 A F",
    "01099002 einwohnerzahl 2023  U F",
    "01099003 einwohnerzahl 2023  O F",
    "01099004 einwohnerzahl 2023 0 A F",
  ]);
  expect((await file("csv")).slice(1, 5).map((line) => line.split(";").slice(0, 4).join(";"))).toEqual([
    "01099001;Adorf;2023;1200",
    "01099002;Bestadt, Stadt;2023;/",
    "01099003;Cehausen;2023;...",
    "01099004;Deheim;2023;0",
  ]);
});
