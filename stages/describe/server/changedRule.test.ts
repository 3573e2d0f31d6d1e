import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { stage as history } from "../../../offices/history/server/stage.ts";
import { countyCatalogue } from "../../../runtime/catalogue/countyCatalogue.ts";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { acceptDelivery } from "../../collect/server/acceptDelivery.ts";
import { checkDelivery } from "../../collect/server/checkDelivery.ts";
import { receiveDelivery } from "../../collect/server/receiveDelivery.ts";
import { testCounty } from "../../collect/server/testCounty.ts";
import { renewPatterns, withheldCells } from "../../protect/server/protect.ts";
import { stage as protect } from "../../protect/server/stage.ts";
import type { MapAnswer } from "../contract.ts";
import { stage } from "./stage.ts";

const county = await testCounty();
const context = {
  ...county.context,
  afterAcceptance: protect.afterAcceptance === undefined ? [] : [protect.afterAcceptance],
};
const { db } = context;
await sql`insert into area_part (part_id, whole_id)
  select part.id, whole.id from area part, area whole where part.level_id = 'GEM' and whole.level_id = 'KREIS'`.execute(
  db,
);
const server = await makeServer({
  store: { db },
  stages: new Map([
    ["describe", stage],
    ["history", history],
  ]),
  folder: context.folder,
  now: context.now,
  version: "0",
  whoAsks: () => plannerAtThisMachine,
});
afterAll(async () => {
  await server.close();
  await county.drop();
});

const own = {
  id: "TAFELGAESTE",
  label: { de: "Gäste der Tafel" },
  unit: "Personen",
  kind: "stock",
  additive: "yes",
  topic: "bevoelkerung",
  levelMin: "GEM",
  access: "own_register",
  disclosure: "none",
  reference: "31.12.",
  source: "Tafel",
  fileFormat: "CSV",
  reason: "Wird im Sozialausschuss gebraucht.",
};

async function save(path: string, content: object): Promise<void> {
  const answer = await server.inject({ method: "POST", url: path, payload: content });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

async function shown(): Promise<MapAnswer["values"]> {
  const answer = await server.inject({ method: "GET", url: "/api/map?indicator=tafelgaeste&level=GEM&period=2022" });
  return (answer.json() as MapAnswer).values;
}

async function held(): Promise<string[]> {
  const cells = await withheldCells(db, { figures: [own.id], from: 2022, to: 2022 });
  return cells.flatMap((cell) => cell.reasons).sort();
}

test("X-011 a changed rule of a base figure holds at once: what it withholds and what would tell it are worked out anew", async () => {
  await save("/api/base-figures", own);
  await save("/api/indicators", {
    id: "tafelgaeste",
    label: { de: "Gäste der Tafel" },
    topic: "bevoelkerung",
    formula: own.id,
    unit: "Personen",
    decimals: 0,
    direction: "neutral",
    lifePhase: "uebergreifend",
    lifeSituation: "rahmenbedingungen",
    levels: ["KREIS", "AMT", "GEM"],
    aggregation: "sum",
    disclosure: "none",
    source: "Tafel",
    note: "",
    reason: "Wird gebraucht.",
  });
  const rows = ["AGS;Jahr;Zahl", "01099001;2022;4", "01099002;2022;1", "01099003;2022;60", "01099004;2022;80"];
  const catalogue = await countyCatalogue(db);
  const file = county.send("tafel.csv", `${rows.join("\r\n")}\r\n`);
  const { id } = await receiveDelivery.run({ ...context, catalogue }, { file });
  const mapping = {
    reader: "table" as const,
    table: {
      headerRows: [1],
      firstRow: 2,
      area: { by: "column" as const, column: "AGS", match: "code" as const },
      period: { by: "column" as const, column: "Jahr" },
      values: { by: "columns" as const, columns: [{ column: "Zahl" }] },
    },
    figures: [{ source: "Zahl", figure: own.id }],
  };
  expect((await checkDelivery.run({ ...context, catalogue }, { id, mapping })).sentences).toEqual([]);
  await acceptDelivery.run({ ...context, catalogue }, { id });
  expect([await held(), await shown()]).toEqual([[], [4, 1, 60, 80]]);

  await save("/api/base-figures", { ...own, disclosure: "min3", reason: "Verlangt die Tafel." });
  // One person in one municipality; beside the sum of the county a second one must go with it.
  expect(await held()).toEqual(["primary", "secondary"]);
  expect((await shown()).filter((value) => value === "withheld")).toHaveLength(2);
  expect((await shown())[1]).toBe("withheld");

  await save("/api/base-figures", { ...own, disclosure: "none", reason: "Doch nicht." });
  expect([await held(), await shown()]).toEqual([[], [4, 1, 60, 80]]);
});

test("X-011 a stricter rule that comes back with an earlier version holds at once too", async () => {
  const versions = await server.inject({
    url: `/api/history/definitions/versions?${new URLSearchParams({ kind: "baseFigure", id: own.id })}`,
  });
  expect(versions.json().versions.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
  await save("/api/history/definitions/restore", {
    ...{ kind: "baseFigure", id: own.id, number: 2, reason: "Die Tafel verlangt es wieder." },
  });
  expect(await held()).toEqual(["primary", "secondary"]);
  expect((await shown()).filter((value) => value === "withheld")).toHaveLength(2);
  const newest = await db
    .selectFrom("definition")
    .selectAll()
    .where("id", "=", own.id)
    .where("version", "=", 4)
    .execute();
  expect(newest).toMatchObject([{ made_by: "here", reason: "Die Tafel verlangt es wieder." }]);
  await save("/api/base-figures", { ...own, disclosure: "none", reason: "Doch nicht." });
});

test("patterns that an older program worked out by other rules are worked out anew, and only those", async () => {
  const catalogue = await countyCatalogue(db);
  expect(await renewPatterns(db, { catalogue, now: context.now })).toEqual([]);
  await db.updateTable("figure").set({ guarded_by: "" }).where("key", "=", own.id).execute();
  const { id } = await db.selectFrom("figure").select("id").where("key", "=", own.id).executeTakeFirstOrThrow();
  const area = await db.selectFrom("area").select("id").where("level_id", "=", "GEM").executeTakeFirstOrThrow();
  const cell = { figure_id: id, breakdown: "", frequency: "year", ordinal: 2022, reason: "secondary" } as const;
  await db
    .insertInto("withheld_cell")
    .values({ ...cell, area_id: area.id })
    .execute();
  expect(await renewPatterns(db, { catalogue, now: context.now })).toEqual([own.id]);
  expect([await held(), await shown()]).toEqual([[], [4, 1, 60, 80]]);
});
