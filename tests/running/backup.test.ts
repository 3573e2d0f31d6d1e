import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alike, plansIn } from "../../runtime/backup/schemaPlan.ts";
import { tableSum } from "../../runtime/backup/tableSums.ts";
import { demandDatabase } from "../../runtime/store/openStore.ts";
import { testServer } from "../../runtime/store/testDatabase.ts";
import { kreislauf } from "./kreislauf.ts";
import { type SmallInstallation, smallInstallation } from "./smallInstallation.ts";

const place = mkdtempSync(join(tmpdir(), "kreislauf-backup-"));
const archive = join(place, "sicherung.tar");
const databases: string[] = [];
let source: SmallInstallation;
let server: string;

beforeAll(async () => {
  server = await testServer();
  source = await smallInstallation(await emptyDatabase("source"));
  await source.store.pool.query(
    `insert into kreislauf.account (id, name, email, joined_at) values ('a', 'Konto', 'a@kreis.example', now());
     insert into kreislauf.session (id, account_id, token, device, created_at, used_at, expires_at)
     values ('s', 'a', 'geheim', 'Firefox', now(), now(), now() + interval '1 day')`,
  );
  expect((await kreislauf(["backup", "--out", archive], where())).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await source.close();
  for (const name of databases) await ask(`drop database if exists ${name} with (force)`);
  rmSync(place, { recursive: true, force: true });
});

function where() {
  return { folder: source.folder, databaseUrl: source.store.url };
}

async function ask(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function emptyDatabase(name: string): Promise<string> {
  const full = `backup_${name}_${process.pid}`;
  databases.push(full);
  return demandDatabase(server, full);
}

function newFolder(): string {
  return mkdtempSync(join(place, "data-"));
}

async function sumsOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(alike);
    const sums: Record<string, string> = {};
    for (const plan of await plansIn(client))
      for (const table of plan.tables) {
        const { rows, sum } = await tableSum(client, plan, table);
        sums[`${plan.schema}.${table.name}`] = `${rows} ${sum}`;
      }
    return sums;
  } finally {
    await client.end();
  }
}

test("X-023 a backup comes back into an empty place: every table row by row, every file, and new rows go on counting", async () => {
  const target = { folder: newFolder(), databaseUrl: await emptyDatabase("whole") };
  const answer = await kreislauf(["restore", archive, "--json"], target);
  expect([answer.code, answer.told]).toEqual([0, expect.any(String)]);
  expect(JSON.parse(answer.out)).toMatchObject({ tenants: 1, files: 3, lostFiles: [] });
  const [before, after] = [await sumsOf(source.store.url), await sumsOf(target.databaseUrl)];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  // Everybody signs in anew after a restore.
  expect(after["kreislauf.session"]).toBe("0 0/0");
  for (const table of Object.keys(before))
    if (table !== "kreislauf.session") expect(after[table], table).toBe(before[table]);
  expect(before["county.slice"]).toMatch(/^6 /);
  expect(readdirSync(join(target.folder, "files"))).toEqual(readdirSync(join(source.folder, "files")));

  const client = new pg.Client({ connectionString: target.databaseUrl, options: "-c search_path=county" });
  await client.connect();
  const last = await client.query("select max(id) as id from county.delivery");
  const next = await client.query(
    "insert into county.delivery (file_hash, file_name, state) select hash, 'x', 'received' from county.file limit 1 returning id",
  );
  expect(next.rows[0].id).toBe(last.rows[0].id + 1);
  await expect(client.query("update county.slice set sheet = 'x'")).rejects.toThrow("facts are only added");
  await client.end();
  const check = await kreislauf(["check"], target);
  expect(check.out).toContain("Alles stimmt.");
  expect(check.code).toBe(0);
});

test("X-023 a backup is never brought back over something: neither a database nor a folder with data", async () => {
  const full = { folder: newFolder(), databaseUrl: source.store.url };
  const before = await sumsOf(source.store.url);
  expect(await kreislauf(["restore", archive], full)).toMatchObject({
    code: 2,
    told: expect.stringContaining("liegen schon Daten"),
  });
  expect(await sumsOf(source.store.url)).toEqual(before);

  const folder = newFolder();
  const empty = { folder, databaseUrl: await emptyDatabase("folder") };
  await kreislauf(["restore", archive], empty);
  const other = { folder, databaseUrl: await emptyDatabase("other") };
  writeFileSync(join(folder, "files", "f".repeat(64)), "anderes");
  expect(await kreislauf(["restore", archive], other)).toMatchObject({
    code: 2,
    told: expect.stringContaining("liegen schon Dateien"),
  });
  expect(await sumsOf(other.databaseUrl)).toEqual({});
});

test("X-023 a damaged, cut off or altered backup is refused before anything is written", async () => {
  const bytes = readFileSync(archive);
  const target = { folder: newFolder(), databaseUrl: await emptyDatabase("damaged") };
  const spoilt = async (name: string, change: (copy: Buffer) => Buffer) => {
    const file = join(place, `${name}.tar`);
    writeFileSync(file, change(Buffer.from(bytes)));
    const { code, told } = await kreislauf(["restore", file], target);
    expect(code, name).toBe(2);
    expect(await sumsOf(target.databaseUrl), name).toEqual({});
    expect(readdirSync(target.folder), name).toEqual([]);
    return told;
  };
  const partAt = (name: string) => bytes.indexOf(name) + 512;
  const flip = (at: number) => (copy: Buffer) => {
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  expect(await spoilt("table", flip(partAt("schemas/county/slice.000001") + 40))).toContain("beschädigt");
  expect(await spoilt("file", flip(partAt("files/county/") + 3))).toContain("beschädigt");
  expect(await spoilt("manifest", flip(partAt("manifest.json") + 30))).toContain("manifest.json");
  expect(await spoilt("short", (copy) => copy.subarray(0, copy.length - 3_000))).toContain("nicht vollständig");
  expect(await spoilt("text", () => Buffer.from("Das ist keine Sicherung."))).toContain("nicht vollständig");
  expect(await spoilt("zeros", () => Buffer.alloc(10_240, 7))).toContain("keine Sicherung");
  // A name that leads out of the folder, with a head that is right in itself.
  expect(
    await spoilt("path", (copy) => {
      const at = copy.indexOf("files/county/");
      copy.fill(0, at, at + 100);
      copy.write("files/../../etc/x", at);
      copy.write("        ", at + 148);
      const sum = copy.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
      copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148);
      return copy;
    }),
  ).toContain("keine Sicherung");
  const { code, out } = await kreislauf(["restore", archive, "--verify"], target);
  expect([code, out]).toEqual([0, expect.stringContaining("vollständig und unverändert")]);
  expect(await sumsOf(target.databaseUrl)).toEqual({});
});

test("X-023 a backup or restore that is cancelled leaves nothing behind", async () => {
  const cancelled = new AbortController();
  cancelled.abort();
  const file = join(place, "abgebrochen.tar");
  expect((await kreislauf(["backup", "--out", file], { ...where(), signal: cancelled.signal })).code).toBe(130);
  expect(readdirSync(place).filter((name) => name.startsWith("abgebrochen"))).toEqual([]);
  const target = { folder: newFolder(), databaseUrl: await emptyDatabase("cancelled") };
  expect((await kreislauf(["restore", archive], { ...target, signal: cancelled.signal })).code).toBe(130);
  expect(await sumsOf(target.databaseUrl)).toEqual({});
  expect(readdirSync(target.folder)).toEqual([]);
});

test("X-023 a backup is not written over, is for its owner only, and says which delivered files are lost", async () => {
  expect(await kreislauf(["backup", "--out", archive], where())).toMatchObject({
    code: 2,
    told: expect.stringContaining("nie überschrieben"),
  });
  const files = join(source.folder, "files");
  const [first = ""] = readdirSync(files);
  copyFileSync(join(files, first), join(place, "kept"));
  writeFileSync(join(files, first), "verändert");
  const file = join(place, "lost.tar");
  const answer = await kreislauf(["backup", "--out", file], where());
  copyFileSync(join(place, "kept"), join(files, first));
  expect([answer.code, answer.told]).toEqual([3, expect.stringContaining(first)]);
  expect(existsSync(file)).toBe(true);
});

test("FL-014 from the embedded database to a server and back: the same backup fits both", async () => {
  const embedded = { folder: newFolder() };
  expect((await kreislauf(["restore", archive], embedded)).code).toBe(0);
  const back = join(place, "back.tar");
  expect((await kreislauf(["backup", "--out", back], embedded)).code).toBe(0);
  const target = { folder: newFolder(), databaseUrl: await emptyDatabase("back") };
  expect((await kreislauf(["restore", back], target)).code).toBe(0);
  const [before, after] = [await sumsOf(source.store.url), await sumsOf(target.databaseUrl)];
  for (const table of Object.keys(before))
    if (table !== "kreislauf.session") expect(after[table], table).toBe(before[table]);
}, 120_000);
