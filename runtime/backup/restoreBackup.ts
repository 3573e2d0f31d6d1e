import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from } from "pg-copy-streams";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Progress } from "../http/operation.ts";
import { type Manifest, manifestFrom } from "./manifest.ts";
import { alike, copyIn, demandKnownSteps, finishSchema, makeSchema, nameOf, plansIn } from "./schemaPlan.ts";
import { contentOf, partsIn, type TarPart } from "./tarArchive.ts";
import { ownFiles } from "./writeBackup.ts";

export interface RestoreSettings {
  readonly file: string;
  /** Address of the database to be filled; it may hold nothing of ours. */
  readonly url: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress: (step: Progress) => void;
}

/**
 * Looks a backup over without changing anything: whole, every part as it was
 * written, and made by a program whose data this one understands.
 */
export async function verifyBackup(
  file: string,
  watch: Pick<RestoreSettings, "signal" | "progress">,
): Promise<Manifest> {
  const handle = await openArchive(file);
  try {
    return (await verified(handle, file, watch)).manifest;
  } finally {
    await handle.close();
  }
}

/**
 * Brings a backup back into an empty database and data folder, wholly or not at all.
 *
 * Every hash is held against the manifest before anything is written. The tables
 * are filled in one transaction, as the program of that time knew them, and are
 * then brought up to date by the newer steps; the files take their place just
 * before it ends. Sessions are left out: after a restore everybody signs in anew.
 */
export async function restoreBackup(settings: RestoreSettings): Promise<Manifest> {
  const { file, folder, url } = settings;
  const handle = await openArchive(file);
  const draft = join(folder, `restored-${process.pid}`);
  const client = new pg.Client({ connectionString: url, application_name: "kreislauf restore" });
  client.on("error", () => {});
  try {
    const { manifest, parts } = await verified(handle, file, settings);
    for (const plan of manifest.schemas) await demandKnownSteps(plan);
    await client.connect();
    await demandEmpty(client, settings, manifest);
    await unpackFiles(handle, parts, draft, settings);
    await client.query("begin");
    await client.query(alike);
    await fillTables(client, handle, manifest, parts, settings);
    const undo = await moveFiles(draft, manifest, folder);
    try {
      await client.query("commit");
    } catch (trouble) {
      await undo();
      throw trouble;
    }
    for (const name of ownFiles) {
      const part = parts.get(`own/${name}`);
      if (part !== undefined) await writeFile(join(folder, name), contentOf(handle, part), { mode: 0o600, flag: "w" });
    }
    for (const plan of manifest.schemas)
      for (const table of plan.tables) await client.query(`analyze ${nameOf(plan, table)}`);
    return manifest;
  } catch (trouble) {
    if ((trouble as { code?: string }).code === "ENOSPC") throw new Refusal("backup.diskFull", { file: folder });
    throw trouble;
  } finally {
    await handle.close();
    // An open transaction ends with its connection, and leaves nothing.
    await client.end().catch(() => undefined);
    await rm(draft, { recursive: true, force: true });
  }
}

async function openArchive(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, "r");
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch {
    // Said below.
  }
  throw new Refusal("backup.noSuchFile", { file });
}

async function verified(
  handle: FileHandle,
  file: string,
  { signal, progress }: Pick<RestoreSettings, "signal" | "progress">,
): Promise<{ manifest: Manifest; parts: ReadonlyMap<string, TarPart> }> {
  const parts = new Map((await partsIn(handle, file)).map((part) => [part.name, part]));
  const last = parts.get("manifest.json");
  const seal = parts.get("manifest.sha256");
  if (last === undefined || seal === undefined || last.bytes > 2 ** 28)
    throw new Refusal("backup.notABackup", { file });
  const text = await wholeOf(handle, last);
  if (!(await wholeOf(handle, seal)).startsWith(createHash("sha256").update(text).digest("hex")))
    throw new Refusal("backup.damaged", { file, part: "manifest.json" });
  const manifest = manifestFrom(text, file);
  const listed = new Set(manifest.parts.map(({ name }) => name));
  for (const name of parts.keys())
    if (!listed.has(name) && !name.startsWith("manifest.")) throw new Refusal("backup.strayPart", { file, part: name });
  for (const [done, { name, bytes, sha256 }] of manifest.parts.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Sicherung prüfen", done, total: manifest.parts.length });
    const part = parts.get(name);
    if (part === undefined) throw new Refusal("backup.missingPart", { file, part: name });
    const hash = createHash("sha256");
    for await (const piece of contentOf(handle, part)) hash.update(piece);
    const found = hash.digest("hex");
    const isFile = name.startsWith("files/");
    if (part.bytes !== bytes || found !== sha256 || (isFile && !name.endsWith(`/${found}`)))
      throw new Refusal("backup.damaged", { file, part: name });
  }
  progress({ doing: "Sicherung prüfen", done: manifest.parts.length, total: manifest.parts.length });
  for (const table of manifest.schemas.flatMap(({ tables }) => tables))
    for (const name of table.parts)
      if (!listed.has(name)) throw new Refusal("backup.missingPart", { file, part: name });
  return { manifest, parts };
}

async function wholeOf(handle: FileHandle, part: TarPart): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(handle, part)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** Refuses a place where something is: nothing is ever written over. */
async function demandEmpty(client: pg.Client, { folder, url }: RestoreSettings, manifest: Manifest): Promise<void> {
  const plans = await plansIn(client);
  if (plans.length > 0)
    throw new Refusal("backup.databaseNotEmpty", { place: new URL(url).host }, { kind: "conflict" });
  const names = manifest.schemas.map(({ schema }) => schema);
  const { rows } = await client.query(
    `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) limit 1`,
    [names],
  );
  if (rows.length > 0) throw new Refusal("backup.databaseNotEmpty", { place: new URL(url).host }, { kind: "conflict" });
  // What the backup brings anyway does no harm: a restore that was cut off may have left it.
  const known = new Set(manifest.parts.map(({ name }) => name));
  for (const plan of manifest.schemas) {
    const there = await readdir(join(folder, plan.folder, "files")).catch(() => []);
    if (there.some((name) => !known.has(`files/${plan.schema}/${name}`)))
      throw new Refusal("backup.folderNotEmpty", { folder }, { kind: "conflict" });
  }
}

async function unpackFiles(
  handle: FileHandle,
  parts: ReadonlyMap<string, TarPart>,
  draft: string,
  { signal, progress }: RestoreSettings,
): Promise<void> {
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const files = [...parts.values()].filter(({ name }) => /^files\/[a-z][a-z0-9_]*\/[0-9a-f]{64}$/.test(name));
  for (const [done, part] of files.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Dateien zurückholen", done, total: files.length });
    const path = join(draft, part.name.slice("files/".length));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(contentOf(handle, part), createWriteStream(path, { mode: 0o600, flush: true }));
  }
}

async function fillTables(
  client: pg.Client,
  handle: FileHandle,
  manifest: Manifest,
  parts: ReadonlyMap<string, TarPart>,
  { signal, progress }: RestoreSettings,
): Promise<void> {
  const total = manifest.schemas.reduce((sum, { tables }) => sum + tables.length, 0);
  let done = 0;
  for (const plan of manifest.schemas) {
    await makeSchema(client, plan);
    for (const table of plan.tables) {
      signal.throwIfAborted();
      progress({ doing: "Tabellen füllen", done, total });
      done += 1;
      if (plan.room === "installation" && leftOut.includes(table.name)) continue;
      const stream = client.query(from(copyIn(plan, table)));
      await pipeline(Readable.from(unpacked(handle, table.parts, parts, signal)), stream);
      if (stream.rowCount !== table.rows)
        throw new Error(`rows of ${plan.schema}.${table.name}: ${stream.rowCount} instead of ${table.rows}`);
    }
    await finishSchema(client, plan);
  }
  progress({ doing: "Tabellen füllen", done: total, total });
}

// Who was signed in then need not be now, and may have lost the right to be.
const leftOut = ["session", "verification"];

async function* unpacked(
  handle: FileHandle,
  names: readonly string[],
  parts: ReadonlyMap<string, TarPart>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const name of names) {
    const part = parts.get(name);
    if (part === undefined) throw new Error(`no part: ${name}`);
    for await (const piece of Readable.from(contentOf(handle, part)).pipe(createGunzip())) {
      signal.throwIfAborted();
      yield piece as Buffer;
    }
  }
}

/** Puts the files in their place; answers with how to take them back. */
async function moveFiles(draft: string, { schemas }: Manifest, folder: string): Promise<() => Promise<void>> {
  const moved: (readonly [from: string, to: string])[] = [];
  const undo = async () => {
    for (const [before, after] of moved.reverse()) await rename(after, before);
  };
  try {
    for (const { schema, folder: below } of schemas) {
      const names = await readdir(join(draft, schema)).catch(() => []);
      if (names.length > 0) await mkdir(join(folder, below, "files"), { recursive: true });
      for (const name of names) {
        const [before, after] = [join(draft, schema, name), join(folder, below, "files", name)];
        await rename(before, after);
        moved.push([before, after]);
      }
    }
  } catch (trouble) {
    await undo();
    throw trouble;
  }
  return undo;
}
