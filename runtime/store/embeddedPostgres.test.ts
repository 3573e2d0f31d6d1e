import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "./embeddedPostgres.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-cluster-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function processOf(cluster: string): number {
  return Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows[0];
}

test("the database starts in an empty folder, keeps what it was told, and the last to leave stops it", async () => {
  const server = await startPostgres(folder, { as: "server", throwAway: true });
  const pid = processOf(join(folder, "postgres"));
  await ask(server.url, "create table kept as select 42 as answer");
  await expect(startPostgres(folder, { as: "server" })).rejects.toMatchObject({ code: "store.folderInUse" });

  const guest = await startPostgres(folder, { as: "guest" });
  expect(guest.url).toBe(server.url);
  await server.leave();
  expect(await ask(guest.url, "select answer from kept")).toEqual({ answer: 42 });
  await guest.leave();
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");

  const again = await startPostgres(folder, { as: "server", throwAway: true });
  expect(await ask(again.url, "select answer from kept")).toEqual({ answer: 42 });
  await again.leave();
});

test("the password is generated, lies where only the owner reads it, and is asked for", async () => {
  const file = join(folder, "postgres", "kreislauf.password");
  expect(readFileSync(file, "utf8").trim()).toMatch(/^[0-9a-f]{48}$/);
  expect(statSync(file).mode & 0o077).toBe(0);
  const { url, leave } = await startPostgres(folder, { as: "guest", throwAway: true });
  const wrong = new URL(url);
  wrong.password = "guessed";
  expect(wrong.hostname).toBe("127.0.0.1");
  await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  await leave();
});

test("two processes that start in the same moment on an empty folder end up with one database", async () => {
  const empty = join(folder, "both");
  const [one, two] = await Promise.all([
    startPostgres(empty, { as: "guest", throwAway: true }),
    startPostgres(empty, { as: "guest", throwAway: true }),
  ]);
  expect(one.url).toBe(two.url);
  await one.leave();
  await two.leave();
});

test("a killed database starts again, even where its number belongs to another process by now", async () => {
  const killed = join(folder, "killed");
  const cluster = join(killed, "postgres");
  const before = await startPostgres(killed, { as: "guest" });
  await ask(before.url, "create table kept as select 42 as answer");
  process.kill(processOf(cluster), "SIGKILL");
  const stranger = spawn("sleep", ["600"]);
  try {
    const [, ...rest] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    writeFileSync(join(cluster, "postmaster.pid"), [stranger.pid, ...rest].join("\n"));
    const again = await startPostgres(killed, { as: "server", throwAway: true });
    expect(await ask(again.url, "select answer from kept")).toEqual({ answer: 42 });
    await again.leave();
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger.kill("SIGKILL");
  }
});

test("a copy of a folder whose database runs gets a database of its own and does not join the other", async () => {
  const original = await startPostgres(folder, { as: "server", throwAway: true });
  const copied = join(folder, "copied");
  await ask(original.url, "checkpoint");
  cpSync(join(folder, "postgres"), join(copied, "postgres"), { recursive: true });
  const copy = await startPostgres(copied, { as: "server", throwAway: true });
  expect(copy.url).not.toBe(original.url);
  expect(await ask(copy.url, "show data_directory")).toEqual({ data_directory: join(copied, "postgres") });
  await copy.leave();
  expect(await ask(original.url, "show data_directory")).toEqual({ data_directory: join(folder, "postgres") });
  await original.leave();
});

test("a database that breaks off each time it begins is given up with the reason, not tried for ever", async () => {
  const broken = join(folder, "broken");
  const first = await startPostgres(broken, { as: "guest", throwAway: true });
  await first.leave();
  rmSync(join(broken, "postgres", "pg_wal"), { recursive: true });
  await expect(startPostgres(broken, { as: "guest", throwAway: true })).rejects.toMatchObject({
    code: "store.databaseDoesNotStart",
    parameters: { lines: expect.stringContaining("FATAL") },
  });
}, 60_000);
