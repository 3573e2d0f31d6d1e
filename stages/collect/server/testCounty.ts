import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import type { Indicator } from "../../../kernel/indicator/indicator.ts";
import type { Context, Upload } from "../../../runtime/http/operation.ts";
import { holding } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { fileOf } from "./fileOf.ts";

export interface TestCounty {
  readonly context: Context;
  readonly folder: string;
  /** A sent file with this content, as the server hands it to an operation. */
  readonly send: (name: string, content: string | Uint8Array) => Upload;
  /** A sent copy of a file on disk. */
  readonly sendFile: (path: string) => Upload;
  /** Address of its database, for a process of its own. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** An invented county of four municipalities in one Kreis, with a small catalogue, over a database of its own. */
export async function testCounty(): Promise<TestCounty> {
  const { db, drop, url } = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "collect-"));
  mkdirSync(join(folder, "incoming"), { recursive: true });
  await db
    .insertInto("area_level")
    .values([
      { id: "KREIS", label_de: "Kreis", label_en: null, rank: 0, purposes: ["data"] },
      { id: "GEM", label_de: "Gemeinde", label_en: null, rank: 2, purposes: ["data"] },
    ])
    .execute();
  for (const level of ["KREIS", "GEM"])
    await db
      .insertInto("division")
      .values({
        id: level.toLowerCase(),
        level_id: level,
        label_de: level,
        label_en: null,
        kind: "administrative",
        is_partition: true,
        author: "Prüfung",
        purpose: "Prüfung",
        criteria: "erfunden",
        decided_on: null,
      })
      .execute();
  await db
    .insertInto("area")
    .values(
      [
        { level: "KREIS", code: "01099", name: "Musterkreis" },
        { level: "GEM", code: "01099001", name: "Adorf" },
        { level: "GEM", code: "01099002", name: "Bestadt, Stadt" },
        { level: "GEM", code: "01099003", name: "Cehausen" },
        { level: "GEM", code: "01099004", name: "Deheim" },
      ].map(({ level, code, name }) => ({
        division_id: level.toLowerCase(),
        level_id: level,
        code,
        name,
        valid_from: null,
        valid_to: null,
      })),
    )
    .execute();
  let minute = 0;
  const context: Context = {
    db,
    installation: db,
    tenant: "kreis",
    catalogue: {
      baseFigures: new Map(["BEV_INSG", "BEV_W", "BEV_U18", "ALO_INSG"].map((id) => [id, figure(id)])),
      indicators: new Map([["frauenanteil", indicator]]),
    },
    person: { id: "here", name: "Planung", grants: holding("R1") },
    folder,
    now: () => new Date(Date.UTC(2026, 2, 12, 9, minute++)),
    signal: new AbortController().signal,
    processing: [],
    restores: new Map(),
    summaryOf: () => undefined,
    openCalls: () => [],
    afterAcceptance: [],
    progress: () => {},
  };
  const send = (name: string, content: string | Uint8Array): Upload => {
    const path = join(folder, "incoming", randomUUID());
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
    writeFileSync(path, bytes);
    return { name, path, bytes: bytes.length, hash: createHash("sha256").update(bytes).digest("hex") };
  };
  const sendFile = (source: string): Upload => {
    const path = join(folder, "incoming", randomUUID());
    copyFileSync(source, path);
    const { bytes, hash } = fileOf(source);
    return { name: basename(source), path, bytes, hash };
  };
  return {
    context,
    folder,
    url,
    send,
    sendFile,
    drop: async () => {
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const labels: Readonly<Record<string, string>> = {
  BEV_INSG: "Bevölkerung insgesamt",
  BEV_W: "Bevölkerung weiblich",
  BEV_U18: "Bevölkerung unter 18 Jahren",
  ALO_INSG: "Arbeitslose insgesamt",
};

function figure(id: string): BaseFigure {
  return {
    id,
    label: { de: labels[id] ?? id },
    unit: "Personen",
    kind: "stock",
    additive: "yes",
    topic: "bevoelkerung",
    levelMin: "GEM",
    access: "open",
    disclosure: "none",
    reference: "31.12.",
    source: "Fortschreibung",
    fileFormat: "CSV",
  };
}

const indicator: Indicator = {
  id: "frauenanteil",
  version: 1,
  label: { de: "Frauenanteil" },
  topic: "bevoelkerung",
  formula: "BEV_W / BEV_INSG * 100",
  unit: "%",
  decimals: 1,
  direction: "neutral",
  defaultSubindex: null,
  lifePhase: "uebergreifend",
  lifeSituation: "rahmenbedingungen",
  levels: ["GEM", "KREIS"],
  aggregation: "recompute",
  disclosure: "none",
  source: "",
  note: "",
};
