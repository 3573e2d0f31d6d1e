import { afterAll, expect, test } from "vitest";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { acceptDelivery } from "../../collect/server/acceptDelivery.ts";
import { checkDelivery } from "../../collect/server/checkDelivery.ts";
import { receiveDelivery } from "../../collect/server/receiveDelivery.ts";
import { testCounty } from "../../collect/server/testCounty.ts";
import { figureRules, withheldCells } from "./protect.ts";
import { stage } from "./stage.ts";

const county = await testCounty();
afterAll(() => county.drop());
const rules: Readonly<Record<string, DisclosureRule>> = { BEV_INSG: "none", BEV_W: "min3", BEV_U18: "min5" };
const baseFigures = new Map(
  [...county.context.catalogue.baseFigures].map(([id, figure]) => [id, { ...figure, disclosure: rules[id] ?? "none" }]),
);
const context = {
  ...county.context,
  catalogue: { ...county.context.catalogue, baseFigures, indicators: new Map() },
  afterAcceptance: stage.afterAcceptance === undefined ? [] : [stage.afterAcceptance],
};

async function deliver(name: string, year: number, disclosure?: DisclosureRule): Promise<void> {
  // Four people in each figure of Adorf, one in each of Bestadt.
  const rows = [
    "AGS;Jahr;Alle;Frauen;Kinder",
    `01099001;${year};4;4;4`,
    `01099002;${year};1;1;1`,
    `01099003;${year};60;30;20`,
    `01099004;${year};80;40;30`,
  ];
  const file = county.send(name, `${rows.join("\r\n")}\r\n`);
  const { id } = await receiveDelivery.run(context, { file });
  const mapping = {
    reader: "table" as const,
    table: {
      headerRows: [1],
      firstRow: 2,
      area: { by: "column" as const, column: "AGS", match: "code" as const },
      period: { by: "column" as const, column: "Jahr" },
      values: { by: "columns" as const, columns: [{ column: "Alle" }, { column: "Frauen" }, { column: "Kinder" }] },
    },
    figures: [
      { source: "Alle", figure: "BEV_INSG" },
      { source: "Frauen", figure: "BEV_W" },
      { source: "Kinder", figure: "BEV_U18" },
    ],
    ...(disclosure === undefined ? {} : { disclosure }),
  };
  const check = await checkDelivery.run(context, { id, mapping });
  expect(check.sentences).toEqual([]);
  await acceptDelivery.run(context, { id });
}

async function primary(figure: string): Promise<number> {
  const cells = await withheldCells(context.db, { figures: [figure], from: 2022, to: 2022 });
  return cells.flatMap((cell) => cell.reasons).filter((reason) => reason === "primary").length;
}

test("X-011 in a wide file each figure keeps its own rule: open ones are not withheld, the strict one is not loosened", async () => {
  await deliver("breit.csv", 2022);
  expect([await primary("BEV_INSG"), await primary("BEV_W"), await primary("BEV_U18")]).toEqual([0, 1, 2]);
});

test("X-011 what a person asks for a delivery makes its figures stricter, never laxer than the catalogue", async () => {
  await deliver("streng.csv", 2023, "min3");
  expect([...(await figureRules(context.db, context.catalogue))].sort()).toEqual([
    ["BEV_INSG", "min3"],
    ["BEV_U18", "min5"],
    ["BEV_W", "min3"],
  ]);
});
