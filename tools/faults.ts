/**
 * Kills the server or its database at seeded moments, in the middle of deliveries, releases,
 * edits, jobs and migrations, starts again and looks whether every promise was kept. Then: a
 * full disk, a database that is away for a while, a clock that was set back.
 *
 * `npm run faults -- --moments 200 --seed 1` prints the figures; `--write` puts them into
 * docs/security/faults.md. Exit code 1 when a promise was broken.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../runtime/store/embeddedPostgres.ts";
import { migrate } from "../runtime/store/migrate.ts";
import { connect, demandDatabase, openStore } from "../runtime/store/openStore.ts";
import { brokenPromises } from "./faults/brokenPromises.ts";
import { begin, type Deed } from "./faults/deeds.ts";
import { foundTrialCounty } from "./faults/trialCounty.ts";
import { postmasterOf, startTrial, type TrialServer } from "./faults/trialServer.ts";
import { type Chance, chanceOf } from "./fuzz/mutations.ts";

const { values } = parseArgs({
  options: {
    moments: { type: "string" },
    seed: { type: "string" },
    away: { type: "string" },
    write: { type: "boolean" },
  },
});
const moments = Number(values.moments ?? "200");
const seed = Number(values.seed ?? "1");
const awaySeconds = Number(values.away ?? "60");
const port = 18_400 + (process.pid % 500);
const folder = mkdtempSync(join(tmpdir(), "faults-"));
const kinds = ["import", "release", "edit", "job"] as const;

interface Row {
  moments: number;
  confirmed: number;
  broken: string[];
}
const table = new Map<string, Row>();
const notes: string[] = [];
const begun = performance.now();

try {
  await killedMoments(join(folder, "county"));
  await killedMigrations();
  await fullDisk();
  await databaseAway();
  await clockSetBack();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report();

// Kills ----------------------------------------------------------------------------------------

async function killedMoments(data: string): Promise<void> {
  await foundTrialCounty(data);
  const deeds: Deed[] = [];
  let server = await startTrial(data, port);
  // One of each without a fault, so that the moments are spread over what it takes.
  const lasting = new Map<string, number>();
  for (const [at, kind] of kinds.entries()) {
    const since = performance.now();
    const deed = newDeed(kind, at, deeds);
    await begin(kind, at, server.address, chanceOf(seed, at), deed);
    lasting.set(kind, Math.max(60, performance.now() - since));
  }
  const kills = moments - Math.ceil(moments / 10);
  for (let turn = kinds.length; turn < kills + kinds.length; turn += 1) {
    const chance = chanceOf(seed, turn);
    const kind = chance.pick(kinds);
    const victim = chance.pick(["server", "database"] as const);
    const deed = newDeed(kind, turn, deeds);
    const work = begin(kind, turn, server.address, chance, deed).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, chance.below(Math.ceil((lasting.get(kind) ?? 100) * 1.3))));
    if (victim === "database") process.kill(postmasterOf(data), "SIGKILL");
    await server.kill();
    await work;
    server = await startTrial(data, port);
    await jobsEnded(server);
    const row = rowOf(`${victim} killed during ${kind}`);
    row.moments += 1;
    row.confirmed += deed.confirmed.size;
    row.broken.push(...(await promisesOf(data, deeds)));
    tell(`${turn - kinds.length + 1} of ${moments}`);
  }
  await server.end();
}

function newDeed(kind: Deed["kind"], turn: number, deeds: Deed[]): Deed {
  const deed: Deed = { kind, key: `${kind} ${turn}`, confirmed: new Set(), ids: new Map() };
  deeds.push(deed);
  return deed;
}

async function promisesOf(data: string, deeds: readonly Deed[]): Promise<string[]> {
  const store = await openStore({ folder: data, as: "guest" });
  try {
    return await brokenPromises(store.db, data, deeds);
  } finally {
    await store.close();
  }
}

async function jobsEnded(server: TrialServer): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const { jobs } = (await (await fetch(`${server.address}/api/jobs`)).json()) as { jobs: { state: string }[] };
    if (jobs.every(({ state }) => state !== "queued" && state !== "running")) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A store as an early version left it is brought up to date, and the power goes meanwhile. */
async function killedMigrations(): Promise<void> {
  const early = join(folder, "early");
  const files = readdirSync(join(import.meta.dirname, "../db/migrations"))
    .filter((name) => name.endsWith(".sql"))
    .sort();
  mkdirSync(early);
  for (const name of files.slice(0, 3))
    copyFileSync(join(import.meta.dirname, "../db/migrations", name), join(early, name));
  const data = join(folder, "migrated");
  mkdirSync(data);
  const row = rowOf("server or database killed during migration");
  for (let turn = 0; turn < Math.ceil(moments / 10); turn += 1) {
    const chance: Chance = chanceOf(seed + 1, turn);
    const schema = `early_${turn}`;
    const postgres = await startPostgres(data, { as: "guest" });
    const url = await demandDatabase(postgres.url, "kreislauf");
    const connection = connect(url, schema);
    await migrate(connection.pool, schema, early);
    await connection.db
      .insertInto("setting")
      .values({ key: "county", content: JSON.stringify({ name: schema, fictional: true, notice: null }) })
      .execute();
    await connection.close();
    await postgres.leave();
    const env = { KREISLAUF_SCHEMA: schema };
    const starting = startTrial(data, port, { env }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300 + chance.below(2_500)));
    if (chance.below(2) === 0) {
      try {
        process.kill(postmasterOf(data), "SIGKILL");
      } catch {
        // Not started yet, or over already: then the server alone dies.
      }
    }
    spawnSync("pkill", ["-9", "-f", `serve --data ${data} `]);
    await starting;
    row.moments += 1;
    try {
      const server = await startTrial(data, port, { env });
      row.confirmed += 1;
      await server.end();
    } catch (trouble) {
      row.broken.push(`${schema} does not start any more: ${String(trouble).slice(0, 400)}`);
    }
    tell(`migration ${turn + 1}`);
  }
}

// Other faults -----------------------------------------------------------------------------------

async function fullDisk(): Promise<void> {
  const small = join(folder, "small");
  mkdirSync(small);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", small]).status === 0;
  if (!mounted) {
    notes.push("Full disk: not tried, since this user may not mount a small one.");
    return;
  }
  const row = rowOf("disk full during import");
  try {
    const data = join(small, "data");
    await foundTrialCounty(data);
    const deeds: Deed[] = [];
    const server = await startTrial(data, port);
    await begin("import", 0, server.address, chanceOf(seed, 0), newDeed("import", 0, deeds));
    const filler = join(small, "filler");
    spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=1M", "count=400"]);
    row.moments += 1;
    const told = await begin("import", 1, server.address, chanceOf(seed, 1), newDeed("import", 1, deeds)).then(
      () => "",
      (trouble: Error) => trouble.message,
    );
    if (told === "") notes.push("Full disk: the delivery still had room.");
    rmSync(filler);
    row.confirmed += 1;
    const again = await settled(server, async () =>
      begin("import", 2, server.address, chanceOf(seed, 2), newDeed("import", 2, deeds)),
    );
    if (!again) row.broken.push("after room was made nothing can be delivered");
    await server.kill();
    const after = await startTrial(data, port);
    row.broken.push(...(await promisesOf(data, deeds)));
    await after.end();
  } finally {
    spawnSync("umount", ["-l", small]);
  }
}

/** Tries until it works, for at most a minute: what a person would do. */
async function settled(server: TrialServer, work: () => Promise<void>): Promise<boolean> {
  for (let tries = 0; tries < 30; tries += 1) {
    if (server.process.exitCode !== null) return false;
    const done = await work().then(
      () => true,
      () => false,
    );
    if (done) return true;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  return false;
}

async function databaseAway(): Promise<void> {
  const cluster = join(folder, "elsewhere");
  const data = join(folder, "away");
  mkdirSync(cluster);
  let postgres = await startPostgres(cluster, { as: "guest" });
  const databaseUrl = await demandDatabase(postgres.url, "kreislauf");
  await foundTrialCounty(data, databaseUrl);
  const row = rowOf(`database away for ${awaySeconds} s`);
  const env = { DATABASE_URL: databaseUrl };
  const server = await startTrial(data, port, { env });
  const deeds: Deed[] = [];
  await begin("edit", 0, server.address, chanceOf(seed, 0), newDeed("edit", 0, deeds));
  process.kill(postmasterOf(cluster), "SIGSTOP");
  row.moments += 1;
  // Stopped and not killed: connections hang, as behind a broken network; then it dies for good.
  await new Promise((resolve) => setTimeout(resolve, (awaySeconds * 1000) / 4));
  process.kill(postmasterOf(cluster), "SIGKILL");
  spawnSync("pkill", ["-9", "-f", cluster]);
  const answer = await fetch(`${server.address}/api/levels`, { signal: AbortSignal.timeout(20_000) }).then(
    async (found) => ({ status: found.status, body: await found.text() }),
    (trouble: Error) => ({ status: 0, body: trouble.message }),
  );
  if (answer.status < 500 || !answer.body.includes("sentence"))
    row.broken.push(`without a database it says ${answer.status}: ${answer.body.slice(0, 200)}`);
  await new Promise((resolve) => setTimeout(resolve, (awaySeconds * 3000) / 4));
  const wanted = new URL(databaseUrl).port;
  postgres = await startPostgres(cluster, { as: "guest" });
  if (new URL(postgres.url).port !== wanted) {
    notes.push(
      `Database away: it came back at another port (${new URL(postgres.url).port}), so the server was started anew.`,
    );
    await server.kill();
  } else {
    row.confirmed += 1;
    const again = await settled(server, async () =>
      begin("import", 1, server.address, chanceOf(seed, 1), newDeed("import", 1, deeds)),
    );
    if (!again) row.broken.push("the database is back, but nothing can be delivered");
    await server.end();
  }
  const store = await openStore({
    folder: data,
    databaseUrl: await demandDatabase(postgres.url, "kreislauf"),
    as: "guest",
  });
  row.broken.push(...(await brokenPromises(store.db, data, deeds)));
  await store.close();
  await postgres.leave();
}

async function clockSetBack(): Promise<void> {
  const data = join(folder, "clock");
  const clock = join(folder, "clock.txt");
  writeFileSync(clock, "0");
  await foundTrialCounty(data);
  const row = rowOf("clock set back by a day");
  const env = { FAULTS_CLOCK: clock, NODE_OPTIONS: `--import ${join(import.meta.dirname, "faults/shiftedClock.mjs")}` };
  const server = await startTrial(data, port, { env });
  const deeds: Deed[] = [];
  await begin("import", 0, server.address, chanceOf(seed, 0), newDeed("import", 0, deeds));
  await begin("edit", 1, server.address, chanceOf(seed, 1), newDeed("edit", 1, deeds));
  writeFileSync(clock, String(-86_400_000));
  row.moments += 1;
  await begin("import", 2, server.address, chanceOf(seed, 2), newDeed("import", 2, deeds));
  await begin("edit", 3, server.address, chanceOf(seed, 3), newDeed("edit", 3, deeds));
  await begin("job", 4, server.address, chanceOf(seed, 4), newDeed("job", 4, deeds));
  await jobsEnded(server);
  row.confirmed += 3;
  const sheet = (await (await fetch(`${server.address}/api/indicators/einwohner_probe`)).json()) as {
    indicator: { note: string };
  };
  if (sheet.indicator.note !== "edit 3") row.broken.push("the newest version is not the one that was saved last");
  await server.end();
  row.broken.push(...(await promisesOf(data, deeds)));
}

// Figures ----------------------------------------------------------------------------------------

function rowOf(name: string): Row {
  const row = table.get(name) ?? { moments: 0, confirmed: 0, broken: [] };
  table.set(name, row);
  return row;
}

function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function report(): void {
  const rows = [...table].sort(([a], [b]) => a.localeCompare(b));
  const all = rows.reduce((sum, [, row]) => sum + row.moments, 0);
  const broken = rows.flatMap(([name, row]) => row.broken.map((what) => `${name}: ${what}`));
  const lines = [
    `Seed ${seed}, ${all} moments in ${Math.round((performance.now() - begun) / 1000)} s on ${cpus().length} cores. Broken promises: ${broken.length}.`,
    "",
    "| fault | moments | steps confirmed before or after it | broken promises |",
    "|---|---:|---:|---:|",
    ...rows.map(([name, row]) => `| ${name} | ${row.moments} | ${row.confirmed} | ${row.broken.length} |`),
    ...(notes.length === 0 ? [] : ["", ...notes]),
  ];
  console.log(lines.join("\n"));
  for (const what of new Set(broken)) console.log(`BROKEN ${what}`);
  if (values.write === true)
    writeFileSync(
      join(import.meta.dirname, "../docs/security/faults.md"),
      `# Faults\n\nMade by \`npm run faults -- --moments ${moments} --seed ${seed} --write\`. Server or database are killed (\`kill -9\`) at seeded moments in the middle of a deed; after the next start the store is looked through: no half delivery, no confirmed change that is gone, no job with two effects, no hole in the audit trail, no half-sent file.\n\n${lines.join("\n")}\n`,
    );
  process.exitCode = broken.length > 0 ? 1 : 0;
}
