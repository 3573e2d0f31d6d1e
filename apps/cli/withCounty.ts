import { createReadStream, existsSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Call } from "../../runtime/cli/command.ts";
import type { Context, Progress, Upload } from "../../runtime/http/operation.ts";
import type { Store } from "../../runtime/store/openStore.ts";
import { progressInEnglish } from "../progressInEnglish.ts";

/** The data folder that a call is about: `--data`, else `KREISLAUF_DATA`, else `./data`. */
export function dataFolder(call: Call): string {
  const { data } = call.values;
  return resolve(typeof data === "string" ? data : (set("KREISLAUF_DATA") ?? "data"));
}

/**
 * Opens the county of the data folder, does the work with its operations, and closes it again;
 * another tenant of the installation with `--tenant` or `KREISLAUF_TENANT`.
 *
 * Works beside a running server on the same folder. The database is loaded here
 * and not above, so that commands that need none start without it.
 */
export async function withCounty<Result>(call: Call, work: (context: Context) => Promise<Result>): Promise<Result> {
  const [{ makeContext }, { plannerAtThisMachine }, { serverStages }] = await Promise.all([
    import("../../runtime/http/makeContext.ts"),
    import("../../runtime/people/policy.ts"),
    import("../server/stages.ts"),
  ]);
  return withStore(call, async (first) => {
    const tenant = typeof call.values.tenant === "string" ? call.values.tenant : set("KREISLAUF_TENANT");
    const room =
      tenant === undefined || tenant === first.tenant
        ? { store: first, folder: dataFolder(call) }
        : await first.tenantRoom(tenant);
    if (room === undefined) throw new Refusal("cli.noSuchTenant", { tenant: tenant ?? "" });
    const around = { person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
    const county = { ...around, store: room.store, folder: room.folder, tenant: tenant ?? first.tenant };
    return work(await makeContext(county, { signal: call.signal, progress: tellProgress(call) }));
  });
}

/** As `withCounty`, for what only reads: a folder with a mistyped name is refused instead of becoming an empty county. */
export async function readCounty<Result>(call: Call, work: (context: Context) => Promise<Result>): Promise<Result> {
  const folder = dataFolder(call);
  if (set("DATABASE_URL") === undefined && !existsSync(join(folder, "postgres")))
    throw new Refusal("cli.noCounty", { folder });
  return withCounty(call, work);
}

/** Opens the installation of the data folder, all tenants of it, and closes it again. */
export async function withStore<Result>(call: Call, work: (store: Store) => Promise<Result>): Promise<Result> {
  const { openStore } = await import("../../runtime/store/openStore.ts");
  const folder = dataFolder(call);
  const databaseUrl = set("DATABASE_URL");
  const store = await openStore({ folder, databaseUrl, schema: set("KREISLAUF_SCHEMA"), as: "guest" });
  try {
    return await work(store);
  } finally {
    // As the server does after a call: what no operation has taken to its place was only a copy.
    for (const path of copies.splice(0)) await rm(path, { force: true });
    await store.close();
  }
}

/** A file from this machine as an operation expects it: a copy, since operations may take it away. */
export async function uploadOf(path: string, context: Pick<Context, "folder">): Promise<Upload> {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Refusal("cli.noSuchFile", { file: path });
  const { keepUpload } = await import("../../runtime/http/keepUpload.ts");
  const upload = await keepUpload(createReadStream(path), basename(path), context.folder, Number.MAX_SAFE_INTEGER);
  copies.push(upload.path);
  return upload;
}

/** Where this command put copies of files for its operations. */
const copies: string[] = [];

/** Shows how far the work is: on a terminal one line that moves on, in a file one line per kind of work. */
export function tellProgress(call: Pick<Call, "tell" | "language">): (step: Progress) => void {
  let doing = "";
  let last = 0;
  const isTerminal = process.stderr.isTTY === true;
  return (step) => {
    const now = performance.now();
    const isNew = step.doing !== doing;
    const isDone = step.total !== null && step.done >= step.total;
    if (!isNew && !(isTerminal && (isDone || now - last > 100))) return;
    doing = step.doing;
    last = now;
    const said = call.language === "en" ? (progressInEnglish[step.doing] ?? step.doing) : step.doing;
    const of = call.language === "en" ? "of" : "von";
    const share = step.total === null ? String(step.done) : `${step.done} ${of} ${step.total}`;
    if (isTerminal) process.stderr.write(`\r\x1b[K${said}: ${share}${isDone ? "\n" : ""}`);
    else call.tell(`${said} …`);
  };
}

/** A setting of the environment; an empty one is none. */
function set(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
