import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { readSeries } from "../../../runtime/store/facts.ts";
import { acceptDelivery, checkDelivery, receiveDelivery } from "../../collect/server/collect.ts";
import { type TestCounty, testCounty } from "../../collect/server/testCounty.ts";
import { stage as cli } from "../cli/stage.ts";
import { unzipped, zipArchive } from "../package/zipArchive.ts";
import { receiveReleasePackage } from "./receiveReleasePackage.ts";
import { releaseKeys } from "./releaseKeys.ts";
import { stage } from "./stage.ts";
import { transferReport } from "./transferReport.ts";
import { transfers } from "./transfers.ts";
import { trustReleaseKey } from "./trustReleaseKey.ts";
import { withdrawReleaseKey } from "./withdrawReleaseKey.ts";

// Of all figures only this one comes out of the protected zone.
const zoneFigures = new Map([
  [
    "SEU_UNT",
    {
      id: "SEU_UNT",
      label: { de: "Untersuchte Kinder" },
      levelMin: "SUB",
      access: "protected_zone",
      additive: "yes",
      unit: "Kinder",
      kind: "stock",
      disclosure: "min5",
    },
  ],
]);

let county: TestCounty;
let context: Context;
let folder: string;
beforeAll(async () => {
  county = await testCounty();
  context = { ...county.context, afterAcceptance: stage.afterAcceptance === undefined ? [] : [stage.afterAcceptance] };
  folder = mkdtempSync(join(tmpdir(), "kreislauf-transfer-"));
  await kreislauf("keys", "--out", join(folder, "office"));
  await kreislauf("keys", "--out", join(folder, "stranger"));
});
afterAll(async () => {
  await county.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function kreislauf(...words: string[]): Promise<void> {
  let told = "";
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => cli }], {
    print: () => {},
    tell: (text) => {
      told += text;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => cli.phrases,
    version: "0",
  });
  if (code !== 0) throw new Error(told);
}

const specification = (total = "01099") => `title: Arbeitslose nach Gemeinde und Geschlecht
source: Fallstatistik
dimensions:
  - id: raum
    total: "${total}"
    codes: ["01099001", "01099002", "01099003", "01099004"]
  - id: geschlecht
    label: Geschlecht
    total: Insgesamt
    codes: [männlich, weiblich]
rules:
  - kind: minimumCount
    minimum: 3
    setBy: Statistikstelle
`;

// Adorf 2 + 10, Bestadt 20 + 31, Cehausen 0 + 7, Deheim 9 + 12.
const counts: Readonly<Record<string, readonly [number, number]>> = {
  "01099001": [2, 10],
  "01099002": [20, 31],
  "01099003": [0, 7],
  "01099004": [9, 12],
};

async function packed(
  name: string,
  { key = "office", figure = "ALO_INSG", total = "01099", purpose = "Sozialbericht", period = "2023" } = {},
): Promise<Buffer> {
  const spec = join(folder, `${name}.yaml`);
  writeFileSync(spec, specification(total));
  const whole = Object.values(counts).reduce(([m, w], [a, b]) => [m + a, w + b] as const, [0, 0] as const);
  const rows = Object.entries({ ...counts, [total]: whole }).flatMap(([code, [m, w]]) => [
    `${code},Insgesamt,${m + w}`,
    `${code},männlich,${m}`,
    `${code},weiblich,${w}`,
  ]);
  const table = join(folder, `${name}.csv`);
  writeFileSync(table, `raum,geschlecht,value\n${rows.join("\n")}\n`);
  await kreislauf("protect", "--table", table, "--spec", spec, "--out", join(folder, name));
  const out = join(folder, `${name}.zip`);
  const about = ["--recipient", "Sozialplanung", "--purpose", purpose, "--person", "Leitung", "--date", "2024-03-12"];
  const what = ["--table", join(folder, name, "table.csv"), "--spec", spec, "--figure", figure, "--period", period];
  await kreislauf("release", ...what, ...about, "--key", join(folder, key, "release-key.pem"), "--out", out);
  return readFileSync(out);
}

const receive = (content: Uint8Array) =>
  receiveReleasePackage.run(context, { file: county.send("Paket.zip", content) });

async function nothingCameIn(): Promise<void> {
  for (const table of ["delivery", "slice", "transfer"] as const)
    expect((await context.db.selectFrom(table).selectAll().execute()).length, table).toBe(0);
}

const trust = () =>
  trustReleaseKey.run(context, {
    publicKey: readFileSync(join(folder, "office/release-key.pub.pem"), "utf8"),
    name: "Statistikstelle Musterkreis",
  });

test("X-002 a package is refused while nobody trusts its key, and nothing of it stays", async () => {
  const content = await packed("early");
  await expect(receive(content)).rejects.toMatchObject({ code: "protect.signerUnknown" });
  await nothingCameIn();
});

test("X-002 only a public key can be trusted; a private one is refused", async () => {
  const secret = readFileSync(join(folder, "office/release-key.pem"), "utf8");
  const attempt = trustReleaseKey.run(context, { publicKey: secret, name: "x" });
  await expect(attempt).rejects.toMatchObject({ code: "protect.noPublicKey" });
  await expect(trustReleaseKey.run(context, { publicKey: "abc", name: "x" })).rejects.toMatchObject({
    code: "protect.noPublicKey",
  });
  const key = await trust();
  expect(await releaseKeys.run(context, {})).toEqual({ keys: [key] });
});

test("X-002 changed, unsigned and strange packages, and those of other counties, are refused whole", async () => {
  const good = await packed("genuine");
  const files = unzipped(good, () => new Uint8Array(), 1e9);
  const text = (content: Uint8Array) => new TextDecoder().decode(content);
  const altered = files.map(({ name, content }) =>
    name === "table.csv"
      ? { name, content: new TextEncoder().encode(text(content).replace(",31,", ",30,")) }
      : { name, content },
  );
  await expect(receive(zipArchive(altered))).rejects.toMatchObject({
    code: "protect.packageChanged",
    parameters: { name: "table.csv" },
  });
  const unsigned = files.filter(({ name }) => name !== "signature.json");
  await expect(receive(zipArchive(unsigned))).rejects.toMatchObject({ code: "protect.packageUnsigned" });
  await expect(receive(await packed("strange", { key: "stranger" }))).rejects.toMatchObject({
    code: "protect.signerUnknown",
  });
  await expect(receive(Buffer.from("AGS;Wert\n"))).rejects.toMatchObject({ code: "protect.packageUnreadable" });
  await expect(receive(await packed("elsewhere", { total: "Landkreis Nirgends" }))).rejects.toMatchObject({
    code: "protect.packageAreas",
    parameters: { count: 1, areas: "Landkreis Nirgends" },
  });
  await expect(receive(await packed("nofigure", { figure: "GIBT_ES_NICHT" }))).rejects.toMatchObject({
    code: "protect.packageDoesNotFit",
  });
  await nothingCameIn();
});

async function value(code: string, breakdown: string) {
  const area = await context.db.selectFrom("area").select("id").where("code", "=", code).executeTakeFirstOrThrow();
  const series = await readSeries(context.db, { figures: ["ALO_INSG"], breakdown: null });
  return series.find((one) => one.areaId === area.id && one.breakdown === breakdown)?.values[0];
}

test("X-003 the values of a trusted package come in, withheld ones apart from zero, with a record of the transfer", async () => {
  const answer = await receive(await packed("first"));
  expect(answer).toMatchObject({ alreadyThere: false, transfer: { cells: 15, recipient: "Sozialplanung" } });
  expect(answer.transfer).toMatchObject({
    content: "Arbeitslose nach Gemeinde und Geschlecht",
    figure: "ALO_INSG",
    period: "2023",
    releasedOn: "2024-03-12",
    purpose: "Sozialbericht",
    person: "Leitung",
    rules: ["Zahlen von 1 bis 2 werden gesperrt. (festgelegt von: Statistikstelle)"],
    keyName: "Statistikstelle Musterkreis",
    receivedBy: "Planung",
  });
  expect(await value("01099", "")).toBe(91);
  expect(await value("01099002", "")).toBe(51);
  expect(await value("01099001", "Geschlecht=männlich")).toBe("withheld");
  expect(await value("01099003", "Geschlecht=männlich")).toBe(0);
  const stored = await readSeries(context.db, { figures: ["ALO_INSG"], breakdown: null });
  const withheld = stored.flatMap((series) => series.values).filter((one) => one === "withheld");
  expect(withheld.length).toBe(answer.transfer.withheld);
  const delivery = await context.db.selectFrom("delivery").selectAll().executeTakeFirstOrThrow();
  expect(delivery).toMatchObject({ id: answer.transfer.deliveryId, state: "accepted", disclosure: "min3" });
  expect(delivery.source).toMatchObject({
    title: "Freigabepaket „Arbeitslose nach Gemeinde und Geschlecht“",
    publisher: "Leitung, unterschrieben mit dem Schlüssel „Statistikstelle Musterkreis“",
  });
});

test("X-003 the same package again changes nothing; the same table for another purpose is one more record", async () => {
  const again = await receive(readFileSync(join(folder, "first.zip")));
  expect(again).toMatchObject({ alreadyThere: true, transfer: { id: 1 } });
  const other = await receive(await packed("second", { purpose: "Bedarfsplan" }));
  expect(other).toMatchObject({ alreadyThere: false, transfer: { purpose: "Bedarfsplan" } });
  const log = await transfers.run(context, {});
  expect(log.transfers.map(({ purpose }) => purpose)).toEqual(["Bedarfsplan", "Sozialbericht"]);
  const deliveries = await context.db.selectFrom("delivery").select("id").execute();
  expect(deliveries.length).toBe(1);
});

test("X-001 X-002 with a trusted key, figures of the protected zone come as packages only; a county without one delivers them itself", async () => {
  const guarded = { ...context, catalogue: { ...context.catalogue, baseFigures: zoneFigures } } as unknown as Context;
  const delivered = async (name: string, value: number) => {
    const bytes = `AGS;Kinder\n01099002;${value}\n`;
    const { id } = await receiveDelivery.run(context, { file: county.send(name, bytes) });
    await checkDelivery.run(guarded, {
      id,
      mapping: {
        reader: "table",
        table: {
          headerRows: [1],
          firstRow: 2,
          area: { by: "column", column: "AGS", match: "code" },
          period: { by: "constant", period: "2023" },
          values: { by: "columns", columns: [{ column: "Kinder" }] },
        },
        figures: [{ source: "Kinder", figure: "SEU_UNT" }],
      } as never,
    });
    return id;
  };
  const id = await delivered("seu.csv", 40);
  await expect(acceptDelivery.run(guarded, { id })).rejects.toMatchObject({
    code: "protect.onlyByPackage",
    parameters: { figures: "SEU_UNT" },
  });
  const [key] = (await releaseKeys.run(context, {})).keys;
  await withdrawReleaseKey.run(context, { fingerprint: key?.fingerprint ?? "" });
  expect((await acceptDelivery.run(guarded, { id })).values).toBe(1);
  await trust();
});

test("X-010 the protection report of a transfer is there for everybody, with areas by their names", async () => {
  const report = await transferReport.run(context, { id: 1 });
  expect(report.messages[0]).toMatch(/^Von 15 Zahlen sind \d+ gesperrt/);
  const loss = report.sections.find(({ title }) => title.startsWith("Was geht verloren?"));
  expect(loss?.table?.rows.map(([name]) => name)).toContain("Adorf");
  await expect(transferReport.run(context, { id: 99 })).rejects.toMatchObject({ code: "protect.unknownTransfer" });
});

test("X-003 nobody changes, deletes or empties the log of transfers, not even in the database", async () => {
  const { db } = context;
  await expect(db.updateTable("transfer").set({ purpose: "x" }).execute()).rejects.toThrow("only added");
  await expect(db.deleteFrom("transfer").execute()).rejects.toThrow("only added");
  await expect(sql`truncate transfer`.execute(db)).rejects.toThrow("only added");
  expect((await transfers.run(context, {})).transfers.length).toBe(2);
});

test("a withdrawn key opens no door, what came before stays, and it can be trusted again", async () => {
  const { keys } = await releaseKeys.run(context, {});
  const fingerprint = keys[0]?.fingerprint ?? "";
  expect(await withdrawReleaseKey.run(context, { fingerprint })).toMatchObject({ withdrawnBy: "Planung" });
  const later = await packed("later", { period: "2024" });
  await expect(receive(later)).rejects.toMatchObject({ code: "protect.signerUnknown" });
  expect((await transfers.run(context, {})).transfers.length).toBe(2);
  await trust();
  expect(await receive(later)).toMatchObject({ alreadyThere: false, transfer: { period: "2024" } });
  await expect(withdrawReleaseKey.run(context, { fingerprint: "0" })).rejects.toMatchObject({ kind: "missing" });
});
