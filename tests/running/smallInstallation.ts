import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverStages } from "../../apps/server/stages.ts";
import { bytesSent, takeDelivery } from "../../examples/takeDelivery.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import type { Context } from "../../runtime/http/operation.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import type { Mapping } from "../../stages/collect/collect.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { createReport, releaseReport } from "../../stages/report/server/report.ts";

/** A whole installation, small enough for the eye: areas, three real deliveries with their files, a released report. */
export interface SmallInstallation {
  readonly store: Store;
  readonly folder: string;
  readonly context: Context;
  /** Brings in one more file with counts of children by municipality. */
  readonly deliver: (name: string, rows: readonly string[]) => Promise<number>;
  readonly report: number;
  readonly close: () => Promise<void>;
}

/** Without an address in a database of its own, embedded in its folder. */
export async function smallInstallation(databaseUrl?: string): Promise<SmallInstallation> {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-small-"));
  const store = await openStore({ folder, databaseUrl, as: "server" });
  await smallCounty(store.db);
  const county = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
  const watch = { signal: new AbortController().signal, progress: () => undefined };
  const context = await makeContext(county, watch);
  const deliver = async (name: string, rows: readonly string[]) => {
    const text = ["AGS;Jahr;Kinder;Arme", ...rows, ""].join("\n");
    return (await takeDelivery(context, await bytesSent(context, name, Buffer.from(text)), mapping)).id;
  };
  for (const year of [2021, 2022, 2023]) await deliver(`kinder-${year}.csv`, rowsOf(year));
  const { id: report } = await createReport.run(context, {
    template: "sozialbericht",
    title: "Bericht 2023",
    level: "GEM",
    profileLevel: "GEM",
    indicators: "kinderarmut",
  });
  await releaseReport.run(context, { id: report });
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, folder, context, deliver, report, close };
}

// Birkau has too few poor children in 2022 to show them.
function rowsOf(year: number): string[] {
  const poor = { G1: 20, G2: year === 2022 ? 2 : 80, G3: 14, G4: 60, G5: 63 };
  const all = { G1: 200, G2: 400, G3: 140, G4: 300, G5: 420 };
  return Object.entries(all).map(([code, count]) => `${code};${year};${count};${poor[code as keyof typeof poor]}`);
}

const mapping: Mapping = {
  reader: "table",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "AGS", match: "code" },
    period: { by: "column", column: "Jahr" },
    values: { by: "columns", columns: [{ column: "Kinder" }, { column: "Arme" }] },
    decimal: "comma",
  },
  figures: [
    { source: "Kinder", figure: "BEV_U15" },
    { source: "Arme", figure: "SGB2_U15" },
  ],
};
