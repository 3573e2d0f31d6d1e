import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../../../runtime/http/operation.ts";
import { readSeries, sourceOfValue } from "../../../runtime/store/facts.ts";
import type { Mapping } from "../mapping.ts";
import { acceptDelivery } from "./acceptDelivery.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { listDeliveries } from "./listDeliveries.ts";
import { previewFile } from "./previewFile.ts";
import { proposeMapping } from "./proposeMapping.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { rejectDelivery } from "./rejectDelivery.ts";
import { showDelivery } from "./showDelivery.ts";
import { showSheet } from "./showSheet.ts";
import { type TestCounty, testCounty } from "./testCounty.ts";
import { whatIsMissing } from "./whatIsMissing.ts";

const root = join(import.meta.dirname, "../../..");

let county: TestCounty;
let context: Context;
beforeAll(async () => {
  county = await testCounty();
  context = county.context;
});
afterAll(() => county.drop());

const residents =
  "AGS;Name;Jahr;Einwohner;davon weiblich;Bemerkung\n01099001;Adorf;2022;1.200;610;\n01099002;Bestadt;2022;20.345;10.401;vorläufig\n01099003;Cehausen;2022;88;.;\n01099004;Deheim;2022;-;-;\n";

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
  const row = await context.db.selectFrom("area").select("id").where("code", "=", code).executeTakeFirstOrThrow();
  return row.id;
}

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [
    "file",
    "delivery",
    "delivery_step",
    "slice",
    "series",
    "learned_mapping",
    "facility",
  ] as const) {
    const { rows } = await context.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as("n"))
      .execute()
      .then((r) => ({ rows: r }));
    found[table] = Number(rows[0]?.n);
  }
  const kept = join(county.folder, "files");
  found.kept = existsSync(kept) ? readdirSync(kept).length : 0;
  found.incoming = readdirSync(join(county.folder, "incoming")).length;
  return found;
}

describe("a delivery from the file to the value", () => {
  test("PI-040 a new source with 6 columns goes live by a mapping alone, PM08-032 and shows only what was accepted", async () => {
    const { id, alreadyThere, proposal } = await receiveDelivery.run(context, {
      file: county.send("einwohner.csv", residents),
    });
    expect(alreadyThere).toBe(false);
    expect(proposal.reader).toBe("table");
    expect(proposal.columns.map(({ header, kind }) => [header, kind])).toEqual([
      ["AGS", "areaCode"],
      ["Name", "areaName"],
      ["Jahr", "period"],
      ["Einwohner", "number"],
      ["davon weiblich", "number"],
      ["Bemerkung", "text"],
    ]);
    const check = await checkDelivery.run(context, { id, mapping });
    expect(check.sentences).toEqual([]);
    expect(check).toMatchObject({
      acceptable: true,
      rowsRead: 4,
      valuesKept: 8,
      periods: ["2022"],
      areas: { matched: 4, unmatched: 0 },
      changes: { added: 8, same: 0, changed: 0 },
      absences: { withheld: 1 },
    });
    // Checked is not accepted: nothing shows yet.
    expect(await readSeries(context.db, { figures: ["BEV_INSG"] })).toEqual([]);
    expect((await listDeliveries.run(context, {})).deliveries[0]).toMatchObject({ state: "checked", standing: "raw" });
    const accepted = await acceptDelivery.run(context, { id, note: "Erstlieferung" });
    expect(accepted).toMatchObject({
      values: 8,
      figures: ["BEV_INSG", "BEV_W"],
      alreadyAccepted: false,
      acceptedOrder: 1,
    });
    const bestadt = await areaId("01099002");
    const [series] = await readSeries(context.db, { figures: ["BEV_INSG"], areaIds: [bestadt] });
    expect(series).toMatchObject({ firstOrdinal: 2022, values: [20345] });
    const [secret] = await readSeries(context.db, { figures: ["BEV_W"], areaIds: [await areaId("01099003")] });
    expect(secret?.values).toEqual(["withheld"]);
    const [nobody] = await readSeries(context.db, { figures: ["BEV_INSG"], areaIds: [await areaId("01099004")] });
    expect(nobody?.values).toEqual([0]);
    expect(
      await sourceOfValue(context.db, {
        figure: "BEV_INSG",
        breakdown: "",
        frequency: "year",
        ordinal: 2022,
        areaId: bestadt,
      }),
    ).toMatchObject({ deliveryId: id, row: 3, column: 4, value: 20345 });
    const page = await showSheet.run(context, { id, row: 3, rows: 1 });
    expect(page.cells[0]?.[3]).toBe("20.345");
  });

  test("the same file twice changes nothing and says so, before and after its acceptance", async () => {
    const before = await counts();
    const again = await receiveDelivery.run(context, { file: county.send("anderer Name.csv", residents) });
    expect(again.alreadyThere).toBe(true);
    expect(again.message).toContain("Es wurde nichts geändert");
    expect(again.message).toContain("12.03.2026");
    expect((await acceptDelivery.run(context, { id: again.id })).alreadyAccepted).toBe(true);
    expect(await counts()).toEqual(before);
  });

  test("two people who send the same file at once make one delivery", async () => {
    const file = () => county.send("gleichzeitig.csv", residents.replaceAll(";2022;", ";2010;"));
    const both = await Promise.all([
      receiveDelivery.run(context, { file: file() }),
      receiveDelivery.run(context, { file: file() }),
    ]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.map(({ alreadyThere }) => alreadyThere).sort()).toEqual([false, true]);
    await rejectDelivery.run(context, { id: both[0].id, reason: "nur zur Probe" });
  });

  test("each step is kept with who and when, PM08-036 and the delivery names the indicators that use it", async () => {
    const [delivery] = (await listDeliveries.run(context, { figure: "BEV_W" })).deliveries;
    const shown = await showDelivery.run(context, { id: delivery?.id ?? 0 });
    expect(shown.steps.map((step) => [step.state, step.person])).toEqual([
      ["received", "Planung"],
      ["read", "Planung"],
      ["checked", "Planung"],
      ["accepted", "Planung"],
    ]);
    expect(shown.steps.at(-1)?.note).toBe("Erstlieferung");
    expect(shown.usedBy.indicators).toEqual([{ id: "frauenanteil", label: "Frauenanteil" }]);
    expect(shown.contents).toEqual([
      {
        figure: "BEV_INSG",
        label: "Bevölkerung insgesamt",
        breakdowns: 1,
        firstPeriod: "2022",
        lastPeriod: "2022",
        values: 4,
      },
      {
        figure: "BEV_W",
        label: "Bevölkerung weiblich",
        breakdowns: 1,
        firstPeriod: "2022",
        lastPeriod: "2022",
        values: 4,
      },
    ]);
  });

  test("the next file of the same shape is read as the last one was", async () => {
    const next = residents.replaceAll(";2022;", ";2023;").replace("1.200", "1.250");
    const { id, proposal } = await receiveDelivery.run(context, { file: county.send("einwohner_2023.csv", next) });
    expect(proposal.learnedFrom?.sentence).toBe("wie bei der Lieferung vom 12.03.2026 erkannt");
    expect(proposal.mapping.figures).toEqual(mapping.figures);
    const check = await checkDelivery.run(context, { id, mapping: proposal.mapping });
    expect(check.changes).toMatchObject({ added: 8, changed: 0 });
    await acceptDelivery.run(context, { id });
    const [series] = await readSeries(context.db, { figures: ["BEV_INSG"], areaIds: [await areaId("01099001")] });
    expect(series?.values).toEqual([1200, 1250]);
  });

  test("a correction is a newer delivery that supersedes; the dry run shows each changed value", async () => {
    const corrected = residents.replace("1.200", "1.201");
    const { id } = await receiveDelivery.run(context, { file: county.send("einwohner_korrigiert.csv", corrected) });
    const check = await checkDelivery.run(context, { id, mapping });
    expect(check.changes).toMatchObject({ added: 0, same: 7, changed: 1 });
    expect(check.changes.list[0]).toMatchObject({ areaName: "Adorf", before: 1200, after: 1201, row: 2, column: 4 });
    const accepted = await acceptDelivery.run(context, { id });
    expect(accepted.supersedes).toHaveLength(1);
    const [series] = await readSeries(context.db, { figures: ["BEV_INSG"], areaIds: [await areaId("01099001")] });
    expect(series?.values).toEqual([1201, 1250]);
    const old = await showDelivery.run(context, { id: accepted.supersedes[0] ?? 0 });
    expect(old.delivery.supersededBy).toBe(id);
    // The facts of the old delivery are still there.
    expect(old.contents[0]?.values).toBe(4);
  });

  test("a value that leaves what all areas do is named as a jump with its place", async () => {
    const next = residents.replaceAll(";2022;", ";2024;").replace("1.200", "12.000").replace("20.345", "20.500");
    const { check } = await previewFile.run(context, { file: county.send("einwohner_2024.csv", next) });
    expect(check?.jumps).toHaveLength(1);
    expect(check?.jumps[0]).toMatchObject({ areaName: "Adorf", before: 1250, after: 12000, row: 2 });
    expect(check?.sentences.join(" ")).toContain("Zeile 2, Spalte 4: BEV_INSG springt in Adorf");
    expect(check?.acceptable).toBe(true);
  });

  test("a dry run without keeping leaves no trace", async () => {
    const before = await counts();
    await previewFile.run(context, { file: county.send("probe.csv", residents.replace("88", "89")), mapping });
    expect(await counts()).toEqual(before);
  });

  test("NMS-005 what somebody else checked anew is not accepted by one who has not seen it", async () => {
    const { id } = await receiveDelivery.run(context, {
      file: county.send("zu-zweit.csv", residents.replace("610", "613")),
    });
    const seen = await checkDelivery.run(context, { id, mapping });
    const later = await checkDelivery.run(context, { id, mapping: { ...mapping, source: { title: "Melderegister" } } });
    expect(later.version).toBeGreaterThan(seen.version);
    await expect(acceptDelivery.run(context, { id, basedOn: seen.version })).rejects.toMatchObject({
      code: "http.changedMeanwhile",
      kind: "conflict",
      parameters: { version: later.version },
    });
    expect((await showDelivery.run(context, { id })).delivery.state).toBe("checked");
    await rejectDelivery.run(context, { id, reason: "nur geprüft", basedOn: later.version });
  });

  test("a rejected delivery keeps its reason, cannot be accepted, and may come again", async () => {
    const file = () => county.send("falsch.csv", residents.replace("610", "611"));
    const { id } = await receiveDelivery.run(context, { file: file() });
    await rejectDelivery.run(context, { id, reason: "falscher Stichtag" });
    const { steps } = await showDelivery.run(context, { id });
    expect(steps.at(-1)).toMatchObject({ state: "rejected", note: "falscher Stichtag" });
    await expect(acceptDelivery.run(context, { id })).rejects.toMatchObject({ code: "collect.notChecked" });
    await expect(checkDelivery.run(context, { id, mapping })).rejects.toMatchObject({
      code: "collect.deliveryIsClosed",
      kind: "conflict",
    });
    expect((await receiveDelivery.run(context, { file: file() })).alreadyThere).toBe(false);
  });

  test("an accepted delivery cannot be rejected, and one that does not exist is missing", async () => {
    const accepted = (await listDeliveries.run(context, { state: "accepted" })).deliveries[0];
    await expect(rejectDelivery.run(context, { id: accepted?.id ?? 0, reason: "doch nicht" })).rejects.toMatchObject({
      code: "collect.cannotReject",
    });
    await expect(proposeMapping.run(context, { id: 99999 })).rejects.toMatchObject({
      code: "collect.unknownDelivery",
      kind: "missing",
    });
  });
});

describe("areas that are not known", () => {
  function rows(known: number, unknown: number): string {
    const lines = ["AGS;Jahr;Fall;Einwohner"];
    for (let i = 0; i < known; i++) lines.push(`0109900${(i % 4) + 1};2020;${i};${100 + i}`);
    for (let i = 0; i < unknown; i++) lines.push(`01099999;2020;u${i};5`);
    return `${lines.join("\n")}\n`;
  }
  const long: Mapping = {
    reader: "table",
    table: {
      headerRows: [1],
      firstRow: 2,
      area: { by: "column", column: "AGS", match: "code" },
      period: { by: "column", column: "Jahr" },
      values: { by: "columns", columns: [{ column: "Einwohner" }] },
      breakdowns: [{ column: "Fall", name: "Fall" }],
    },
    figures: [{ source: "Einwohner", figure: "BEV_INSG", keep: ["Fall"] }],
  };

  test("TR-009 10,000 rows with 38 unmatched (0.38 %) pass the limit of 1 %, 101 do not", async () => {
    const passes = await previewFile.run(context, { file: county.send("zeilen.csv", rows(9962, 38)), mapping: long });
    expect(passes.check?.areas).toMatchObject({ rowsMatched: 9962, rowsUnmatched: 38, limitPercent: 1 });
    expect(passes.check?.areas.unmatchedPercent).toBeCloseTo(0.38, 10);
    expect(passes.check?.acceptable).toBe(true);
    const fails = await previewFile.run(context, { file: county.send("zeilen.csv", rows(9899, 101)), mapping: long });
    expect(fails.check?.acceptable).toBe(false);
    expect(fails.check?.sentences[0]).toContain("1,01 %");
  });

  test("TR-009 a county may set another limit", async () => {
    await context.db
      .insertInto("setting")
      .values({ key: "collect.unmatchedLimitPercent", content: JSON.stringify(5) })
      .execute();
    const { check } = await previewFile.run(context, {
      file: county.send("zeilen.csv", rows(9899, 101)),
      mapping: long,
    });
    expect(check).toMatchObject({ acceptable: true, areas: { limitPercent: 5 } });
    await context.db.deleteFrom("setting").where("key", "=", "collect.unmatchedLimitPercent").execute();
  });

  test("TR-009 an unknown code is named with its place and a suggestion, and the answer is kept in the mapping", async () => {
    const text = residents.replace("01099002", "1099002");
    const { check } = await previewFile.run(context, { file: county.send("null.csv", text), mapping });
    expect(check?.areas.list).toMatchObject([
      { code: "1099002", row: 3, column: 4, suggestions: [{ code: "01099002", name: "Bestadt, Stadt", level: "GEM" }] },
    ]);
    expect(check?.acceptable).toBe(false);
    const answered = { ...mapping, areas: { "1099002": "01099002" } };
    const second = await previewFile.run(context, { file: county.send("null.csv", text), mapping: answered });
    expect(second.check).toMatchObject({ acceptable: true, areas: { matched: 4, unmatched: 0 } });
  });

  test("codes of other counties in a nationwide file lie outside and are passed over", async () => {
    const others = Array.from({ length: 40 }, (_, i) => `0205${String(i).padStart(4, "0")};X;2022;5;3;`).join("\n");
    const { check } = await previewFile.run(context, {
      file: county.send("bund.csv", `${residents}${others}\nDG;Deutschland;2022;83;42;\n`),
      mapping,
    });
    expect(check).toMatchObject({ acceptable: true, areas: { matched: 4, unmatched: 0, outside: 41 } });
  });
});

describe("what is refused leaves nothing behind", () => {
  async function refused(
    name: string,
    content: string | Uint8Array,
  ): Promise<{ code: string; place: unknown; parameters: Record<string, unknown> }> {
    const before = await counts();
    let trouble: unknown;
    await receiveDelivery.run(context, { file: county.send(name, content) }).catch((error: unknown) => {
      trouble = error;
    });
    expect(await counts()).toEqual(before);
    expect(trouble).toHaveProperty("code");
    return trouble as { code: string; place: unknown; parameters: Record<string, unknown> };
  }

  test("X-012 a file with a column Geburtsdatum and 900 rows is stopped with a hint to the protected zone and is not kept", async () => {
    const people = Array.from(
      { length: 900 },
      (_, i) =>
        `${i + 1};0109900${(i % 4) + 1};${String((i % 28) + 1).padStart(2, "0")}.0${(i % 9) + 1}.${1940 + (i % 70)};w`,
    );
    const { code, place, parameters } = await refused(
      "leistungen.csv",
      `Nr;AGS;Geburtsdatum;Geschlecht\n${people.join("\n")}\n`,
    );
    expect(code).toBe("collect.personLevel");
    expect(place).toEqual({ row: 1, column: 3 });
    expect(parameters).toMatchObject({ head: "Geburtsdatum", rows: 900 });
  });

  test("X-012 X-002 PM10-020 birth dates are found without a telling head, and identifiers by their name", async () => {
    const dates = Array.from(
      { length: 60 },
      (_, i) =>
        `${i};${String(((i * 5) % 28) + 1).padStart(2, "0")}.${String((i % 12) + 1).padStart(2, "0")}.${1935 + ((i * 13) % 75)};0109900${(i % 4) + 1}`,
    );
    expect(
      (await refused("liste.csv", `lfd;dat;ags\n${dates.join("\n")}\n`.replace("lfd;dat;ags", "lfd;dat;ags;"))).code,
    ).toBe("collect.personLevel");
    for (const head of ["Vorname", "Versichertennummer", "Kundennummer", "Personen-ID", "Aktenzeichen", "Steuer-ID"])
      expect((await refused("liste.csv", `${head};AGS;Wert\nx;01099001;1\ny;01099002;2\n`)).code, head).toBe(
        "collect.personLevel",
      );
  });

  test("a table of births by day is not taken for a list of persons", async () => {
    const text = "Stichtag;AGS;Geburten\n31.12.2020;01099001;12\n31.12.2021;01099001;14\n31.12.2022;01099001;11\n";
    const { proposal } = await previewFile.run(context, { file: county.send("geburten.csv", text) });
    expect(proposal.reader).toBe("table");
  });

  test("an acceptance that is cancelled in the middle leaves nothing but the checked delivery", async () => {
    const { id } = await receiveDelivery.run(context, {
      file: county.send("abbruch.csv", residents.replaceAll(";2022;", ";2019;")),
    });
    await checkDelivery.run(context, { id, mapping });
    const before = await counts();
    const stop = new AbortController();
    const stopped: Context = {
      ...context,
      signal: stop.signal,
      progress: ({ doing }) => {
        if (doing === "Werte übernehmen") stop.abort();
      },
    };
    await expect(acceptDelivery.run(stopped, { id })).rejects.toThrow();
    expect(await counts()).toEqual(before);
    expect((await showDelivery.run(context, { id })).delivery.state).toBe("checked");
    // And it can be accepted afterwards as if nothing had happened.
    expect((await acceptDelivery.run(context, { id })).values).toBe(8);
  });

  test("a process that is killed while values are taken over leaves nothing either", async () => {
    const { id } = await receiveDelivery.run(context, {
      file: county.send("absturz.csv", residents.replaceAll(";2022;", ";2018;")),
    });
    await checkDelivery.run(context, { id, mapping });
    const before = await counts();
    // A process of its own accepts the delivery and dies by SIGKILL between two slices, in the open transaction.
    const program = `
      import { connect } from "${join(root, "runtime/store/openStore.ts")}";
      import { acceptDelivery } from "${join(root, "stages/collect/server/acceptDelivery.ts")}";
      const { db } = connect(${JSON.stringify(county.url)}, "county");
      const baseFigures = new Map(["BEV_INSG", "BEV_W"].map((id) => [id, { label: { de: id }, disclosure: "none" }]));
      let taking = false;
      let asked = 0;
      const signal = { aborted: false, throwIfAborted: () => { if (taking && ++asked === 2) process.kill(process.pid, "SIGKILL"); } };
      const progress = ({ doing }) => { taking ||= doing === "Werte übernehmen"; };
      const context = { db, catalogue: { baseFigures, indicators: new Map() }, person: { id: "here", name: "P", grants: [{ role: "R1", within: "everything" }] },
        folder: ${JSON.stringify(county.folder)}, now: () => new Date(), afterAcceptance: [], signal, progress };
      await acceptDelivery.run(context, { id: ${id} });
      console.log("accepted");`;
    const child = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
      cwd: root,
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    expect(child.signal).toBe("SIGKILL");
    expect(await counts()).toEqual(before);
    expect((await showDelivery.run(context, { id })).delivery.state).toBe("checked");
  });

  test("an unknown column, level or reader is refused with what there is", async () => {
    const file = () => county.send("einwohner.csv", residents.replace("88", "87"));
    const layout = mapping.table;
    if (layout === undefined) throw new Error("the mapping has a table");
    const wrong = { ...mapping, table: { ...layout, period: { by: "column" as const, column: "Monat" } } };
    await expect(previewFile.run(context, { file: file(), mapping: wrong })).rejects.toMatchObject({
      code: "collect.unknownColumn",
      parameters: { column: "Monat" },
    });
    await expect(
      previewFile.run(context, { file: file(), mapping: { ...mapping, level: "AMT" } }),
    ).rejects.toMatchObject({ code: "collect.unknownLevel" });
    await expect(
      previewFile.run(context, { file: file(), mapping: { ...mapping, reader: "quatsch" } }),
    ).rejects.toMatchObject({ code: "collect.unknownReader" });
  });

  test("a figure that the catalogue does not know keeps the delivery from being accepted", async () => {
    const { check } = await previewFile.run(context, {
      file: county.send("einwohner.csv", residents.replace("88", "86")),
      mapping: { ...mapping, figures: [{ source: "Einwohner", figure: "ERFUNDEN" }] },
    });
    expect(check?.acceptable).toBe(false);
    expect(check?.sentences[0]).toContain("ERFUNDEN steht nicht im Katalog");
  });
});

describe("what is missing", () => {
  test("per base figure and level the covered areas of each year are counted", async () => {
    const { periods, figures } = await whatIsMissing.run(context, { indicator: "frauenanteil" });
    expect(periods).toEqual(["2019", "2022", "2023"]);
    expect(figures.find((row) => row.figure === "BEV_W" && row.level === "GEM")).toMatchObject({
      areas: 4,
      // One of four is withheld, which is no number.
      covered: [3, 3, 3],
      newest: "2023",
      indicators: ["frauenanteil"],
    });
    expect(figures.find((row) => row.figure === "BEV_INSG" && row.level === "KREIS")).toMatchObject({
      areas: 1,
      covered: [0, 0, 0],
      newest: null,
    });
  });
});
