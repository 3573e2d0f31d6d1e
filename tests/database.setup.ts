import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    if (!Number.isNaN(pid) && !isAlive(pid)) sweep(join(tmpdir(), left));
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
    await postgres?.leave();
    rmSync(folder, { recursive: true, force: true });
  };
}

const prefix = "kreislauf-test-";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
