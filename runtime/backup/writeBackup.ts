import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import pg from "pg";
import { to } from "pg-copy-streams";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Progress } from "../http/operation.ts";
import { folderOf } from "../store/tenants.ts";
import { form, type Manifest } from "./manifest.ts";
import { alike, copyOut, nameOf, plansIn, type SchemaPlan, type TablePlan } from "./schemaPlan.ts";
import { TarWriter } from "./tarArchive.ts";

export interface BackupSettings {
  /** Address of the database. */
  readonly url: string;
  /** Data folder with the delivered files. */
  readonly folder: string;
  /** Schema of the tenant whose files lie in the data folder itself; those of others lie below it. */
  readonly home?: string | undefined;
  /** Where the archive goes; a name that is taken is refused. */
  readonly file: string;
  readonly version: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly progress: (step: Progress) => void;
}

export interface WrittenBackup {
  readonly file: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly lostFiles: readonly string[];
}

// So much text of a table goes into one part; memory stays near this, however large the table is.
const partBytes = 8 * 2 ** 20;
const pack = promisify(gzip);
/**
 * Files of the data folder, besides the delivered ones, that belong to what the database holds: the key under which
 * secrets of second factors lie there encrypted.
 */
export const ownFiles: readonly string[] = ["secret"];

/**
 * Writes everything that an installation has into one archive: all tables of all
 * tenants and of the installation as they were at one moment, and the delivered
 * files that they name.
 *
 * Readers and writers go on meanwhile. The archive bears its name only when it is
 * whole and on the disk; cancelled or failed, nothing is left of it.
 */
export async function writeBackup(settings: BackupSettings): Promise<WrittenBackup> {
  const { file, signal } = settings;
  await mkdir(dirname(file), { recursive: true });
  const isTaken = await stat(file).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new Refusal("backup.nameTaken", { file }, { kind: "conflict" });
  const draft = `${file}.part-${process.pid}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    const written = await writeParts(settings, handle);
    signal.throwIfAborted();
    await handle.close();
    await rename(draft, file);
    await syncFolder(dirname(file));
    return { file, ...written };
  } catch (trouble) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    if ((trouble as { code?: string }).code === "ENOSPC") throw new Refusal("backup.diskFull", { file });
    throw trouble;
  }
}

async function writeParts(settings: BackupSettings, handle: FileHandle): Promise<Omit<WrittenBackup, "file">> {
  const { url, signal, progress, now } = settings;
  const client = new pg.Client({ connectionString: url, application_name: "kreislauf backup" });
  client.on("error", () => {});
  await client.connect();
  try {
    // One look at everything: what is accepted meanwhile is wholly in the next backup.
    await client.query("begin isolation level repeatable read read only");
    await client.query(alike);
    const plans = await plansIn(client);
    if (plans.length === 0) throw new Refusal("backup.nothingThere");
    const { rows: head } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    const tar = new TarWriter(handle, now());
    const parts: Manifest["parts"] = [];
    const add = async (name: string, content: Buffer) => {
      parts.push({ name, bytes: content.length, sha256: await tar.add(name, content.length, [content]) });
    };
    const schemas: Manifest["schemas"] = [];
    const total = plans.reduce((sum, plan) => sum + plan.tables.length, 0);
    let done = 0;
    for (const plan of plans) {
      const tables: Manifest["schemas"][number]["tables"] = [];
      for (const table of plan.tables) {
        signal.throwIfAborted();
        progress({ doing: "Tabellen sichern", done, total });
        tables.push(await copyTable(client, plan, table, add, signal));
        done += 1;
      }
      const { schema, room, migrations, sequences } = plan;
      const below = room === "tenant" ? await folderBelow(client, plan, settings.home ?? "county") : "";
      schemas.push({ schema, room, folder: below, migrations: [...migrations], tables, sequences: [...sequences] });
    }
    progress({ doing: "Tabellen sichern", done: total, total });
    const files = await filesNamed(client, plans, schemas);
    await client.query("commit");
    const lostFiles = await copyFiles(settings, files, tar, parts);
    await copyOwnFiles(settings, add);
    const manifest: Manifest = {
      form,
      version: settings.version,
      madeAt: now().toISOString(),
      database: head[0]?.version ?? "",
      schemas,
      parts,
      lostFiles,
    };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    const hash = await tar.add("manifest.json", text.length, [text]);
    const line = Buffer.from(`${hash}  manifest.json\n`);
    await tar.add("manifest.sha256", line.length, [line]);
    await tar.end();
    const rows = schemas.flatMap((one) => one.tables).reduce((sum, table) => sum + table.rows, 0);
    return { bytes: tar.bytes, tables: total, rows, files: files.length - lostFiles.length, lostFiles };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function copyTable(
  client: pg.Client,
  plan: SchemaPlan,
  table: TablePlan,
  add: (name: string, content: Buffer) => Promise<void>,
  signal: AbortSignal,
): Promise<Manifest["schemas"][number]["tables"][number]> {
  const parts: string[] = [];
  let pieces: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (bytes === 0) return;
    const name = `schemas/${plan.schema}/${table.name}.${String(parts.length + 1).padStart(6, "0")}.copy.gz`;
    // Quick rather than small: a backup should be over soon, and disks are large.
    const packed = await pack(Buffer.concat(pieces), { level: constants.Z_BEST_SPEED });
    pieces = [];
    bytes = 0;
    parts.push(name);
    await add(name, packed);
  };
  const stream = client.query(to(copyOut(plan, table)));
  for await (const chunk of stream) {
    signal.throwIfAborted();
    pieces.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= partBytes) await flush();
  }
  await flush();
  return { name: table.name, columns: [...table.columns], rows: stream.rowCount, parts };
}

interface NamedFile {
  /** Part of the archive. */
  readonly name: string;
  /** Below the data folder. */
  readonly path: string;
  readonly hash: string;
}

async function folderBelow(client: pg.Client, { schema }: SchemaPlan, home: string): Promise<string> {
  if (schema === home) return "";
  const { rows } = await client.query<{ slug: string }>("select slug from kreislauf.tenant where schema_name = $1", [
    schema,
  ]);
  return folderOf("", rows[0]?.slug ?? schema.replaceAll("_", "-"), "");
}

async function filesNamed(
  client: pg.Client,
  plans: readonly SchemaPlan[],
  schemas: Manifest["schemas"],
): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  for (const [at, plan] of plans.entries()) {
    const table = plan.tables.find(({ name }) => name === "file");
    if (plan.room !== "tenant" || table === undefined) continue;
    const { rows } = await client.query<{ hash: string }>(`select hash from ${nameOf(plan, table)} order by 1`);
    for (const { hash } of rows)
      if (/^[0-9a-f]{64}$/.test(hash))
        files.push({
          name: `files/${plan.schema}/${hash}`,
          path: join(schemas[at]?.folder ?? "", "files", hash),
          hash,
        });
  }
  return files;
}

/** Copies the delivered files and answers with those that are not there or not as they were. */
async function copyFiles(
  { folder, signal, progress }: BackupSettings,
  files: readonly NamedFile[],
  tar: TarWriter,
  parts: Manifest["parts"],
): Promise<string[]> {
  const lost: string[] = [];
  for (const [done, { name, path: below, hash }] of files.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Dateien sichern", done, total: files.length });
    const path = join(folder, below);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || !found.isFile() || (await hashOf(path)) !== hash) {
      lost.push(hash);
      continue;
    }
    parts.push({ name, bytes: found.size, sha256: await tar.add(name, found.size, createReadStream(path)) });
  }
  if (files.length > 0) progress({ doing: "Dateien sichern", done: files.length, total: files.length });
  return lost;
}

/** SHA-256 of a file's content, hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function copyOwnFiles(
  { folder }: BackupSettings,
  add: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  for (const name of ownFiles) {
    const content = await readFile(join(folder, name)).catch(() => undefined);
    if (content !== undefined) await add(`own/${name}`, content);
  }
}

// The new name itself must outlive a loss of power.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
