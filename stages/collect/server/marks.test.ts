import { afterAll, expect, test } from "vitest";
import { readSeries, sourceOfValue } from "../../../runtime/store/facts.ts";
import type { Mapping } from "../mapping.ts";
import { acceptDelivery } from "./acceptDelivery.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { testCounty } from "./testCounty.ts";

const county = await testCounty();
const { context } = county;
afterAll(() => county.drop());

const residents =
  "AGS;Name;Jahr;Einwohner;davon weiblich\n01099001;Adorf;1995;1.200;610\n01099002;Bestadt;1995;20.345;10.401\n";

const mapping: Mapping = {
  reader: "table",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "AGS", match: "code" },
    period: { by: "column", column: "Jahr" },
    values: { by: "columns", columns: [{ column: "Einwohner" }, { column: "davon weiblich" }] },
    decimal: "comma",
  },
  figures: [
    { source: "Einwohner", figure: "BEV_INSG" },
    { source: "davon weiblich", figure: "BEV_W" },
  ],
};

async function areaId(code: string): Promise<number> {
  return (await context.db.selectFrom("area").select("id").where("code", "=", code).executeTakeFirstOrThrow()).id;
}

test("X-014 what the source prints beside a number stays with it: provisional, revised, estimated, limited", async () => {
  const text = residents.replace("20.345", "20.345p").replace("1.200;610", "1.200 r;(610)");
  const { id } = await receiveDelivery.run(context, { file: county.send("vorlaeufig.csv", text) });
  const check = await checkDelivery.run(context, { id, mapping });
  expect(check.sentences.filter((sentence) => sentence.includes("gekennzeichnet"))).toEqual([
    "1 Werte sind in der Datei gekennzeichnet: berichtigt (r). Das Kennzeichen bleibt am Wert.",
    "1 Werte sind in der Datei gekennzeichnet: eingeschränkt aussagefähig ( ). Das Kennzeichen bleibt am Wert.",
    "1 Werte sind in der Datei gekennzeichnet: vorläufig (p). Das Kennzeichen bleibt am Wert.",
  ]);
  await acceptDelivery.run(context, { id });
  const areaIds = [await areaId("01099001"), await areaId("01099002")];
  const found = await readSeries(context.db, { figures: ["BEV_INSG", "BEV_W"], areaIds, from: 1995, to: 1995 });
  expect(found.map(({ figure, areaId: area, marks }) => [figure, areaIds.indexOf(area), marks]).sort()).toEqual([
    ["BEV_INSG", 0, ["revised"]],
    ["BEV_INSG", 1, ["provisional"]],
    ["BEV_W", 0, ["unsafe"]],
    ["BEV_W", 1, null],
  ]);
  const point = { figure: "BEV_INSG", breakdown: "", frequency: "year" as const, ordinal: 1995 };
  expect(await sourceOfValue(context.db, { ...point, areaId: areaIds[1] ?? 0 })).toMatchObject({
    value: 20345,
    mark: "provisional",
  });
});
