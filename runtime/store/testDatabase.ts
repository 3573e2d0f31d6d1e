import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import { migrateAll } from "./migrate.ts";
import { connect, demandDatabase } from "./openStore.ts";

/** Name of the environment variable with the file in which the test server's address appears. */
export const testServerFile = "KREISLAUF_TEST_SERVER";

const template = "kreislauf_template";

/**
 * An empty, migrated database of a test file's own.
 *
 * Call `drop` when the file is done: `afterAll(() => fresh.drop())`.
 */
export async function freshDatabase(): Promise<{ db: Kysely<Database>; url: string; drop: () => Promise<void> }> {
  const server = await testServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { db, close } = connect(url.href, "county");
  const drop = async () => {
    await close();
    await ask(server, `drop database ${name} with (force)`);
  };
  return { db, url: url.href, drop };
}

/** Address of the maintenance database of the server that this test run started. */
export async function testServer(): Promise<string> {
  const file = process.env[testServerFile];
  if (file === undefined) throw new Error("no test server: run the tests with vitest");
  for (let waited = 0; !existsSync(file); waited += 20) {
    if (waited > 120_000) throw new Error("the test server does not start");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const text = readFileSync(file, "utf8");
  if (text.startsWith("failed")) throw new Error(`the test server did not start: ${text}`);
  return text;
}

/** Makes the migrated database that test databases are copies of. */
export async function prepareTemplate(server: string): Promise<void> {
  await ask(server, `drop database if exists ${template}`);
  const url = await demandDatabase(server, template);
  const { pool, close } = connect(url, "county");
  await migrateAll(pool, "county");
  await close();
}

/** Stops and removes a test server whose run was killed. */
export function sweep(folder: string): void {
  const sign = join(folder, "postgres", "postmaster.pid");
  const pid = existsSync(sign) ? Number(readFileSync(sign, "utf8").split("\n")[0]) : Number.NaN;
  // The number may long belong to another process.
  if (pid > 0 && commandOf(pid).includes(folder)) {
    try {
      process.kill(pid, "SIGQUIT");
    } catch {
      // It ended by itself.
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

async function ask(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
