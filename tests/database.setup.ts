import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startPostgres } from "../runtime/store/embeddedPostgres.ts";
import { prepareTemplate, sweep, testServerFile } from "../runtime/store/testDatabase.ts";

/**
 * Starts one throw-away database server per test run, without making tests wait that need none.
 *
 * Its address goes into a file that `freshDatabase` waits for. `TEST_DATABASE_URL`
 * names another server to test against.
 */
export default function setup(): () => Promise<void> {
  for (const left of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const owner = join(tmpdir(), left, "owner");
    const pid = existsSync(owner) ? Number(readFileSync(owner, "utf8")) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) sweepAll(join(tmpdir(), left));
  }
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, "owner"), String(process.pid));
  process.env[testServerFile] = join(folder, "server");
  let postgres: EmbeddedPostgres | undefined;
  const ready = (async () => {
    const given = process.env.TEST_DATABASE_URL;
    if (given === undefined) postgres = await startPostgres(folder, { as: "server", throwAway: true });
    const url = given ?? postgres?.url ?? "";
    await prepareTemplate(url);
    return url;
  })().catch((trouble: unknown) => `failed: ${trouble instanceof Error ? trouble.stack : String(trouble)}`);
  const told = ready.then((text) => {
    writeFileSync(join(folder, "server.new"), text);
    renameSync(join(folder, "server.new"), join(folder, "server"));
  });
  return async () => {
    await told;
    await dropDatabases(folder);
    await postgres?.leave();
    sweepAll(folder);
  };
}

/** The folder with whatever database server tests have started inside it. */
function sweepAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) sweep(join(folder, entry.name));
  sweep(folder);
}

/** On a server that outlives the run nothing stays that was named after it. */
async function dropDatabases(folder: string): Promise<void> {
  const given = [process.env.TEST_DATABASE_URL, process.env.TEST_SECOND_DATABASE_URL].filter(
    (url) => url !== undefined,
  );
  for (const connectionString of given) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like $1",
      [`${basename(folder).toLowerCase().replaceAll("-", "\\_")}\\_%`],
    );
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
}

const prefix = "kreislauf-test-";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
