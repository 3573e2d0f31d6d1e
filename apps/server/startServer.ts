import { existsSync, readFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { clearBrokenOffDemo } from "../../examples/musterkreis/brokenOffDemo.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import type { Progress } from "../../runtime/http/operation.ts";
import { tenantAsked } from "../../runtime/http/tenantAsked.ts";
import type { SignInSettings } from "../../runtime/people/accounts/signInSettings.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { isEmpty } from "../../runtime/store/foundCounty.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { makeMetrics } from "../../runtime/watch/metrics.ts";
import { bringInOrder } from "./bringInOrder.ts";
import { buildWeb, bundleProgram, webFolder } from "./buildWeb.ts";
import { serverAccounts } from "./serverAccounts.ts";
import { serverJobs } from "./serverJobs.ts";
import { serverStages } from "./stages.ts";

const root = join(import.meta.dirname, "../..");
const loopback = ["127.0.0.1", "localhost", "::1"];

export interface StartSettings {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly schema: string | undefined;
  /** Tried first; the next free one is taken when it is occupied, unless somebody asked for this very one. */
  readonly port: number;
  readonly insistOnPort: boolean;
  readonly host: string;
  /** Names, besides its own, under which the server may be addressed. */
  readonly hosts: readonly string[];
  readonly uploadMegabytes: number;
  readonly uploadShareMegabytes?: number | undefined;
  /** Fills an empty store with the invented demo county. */
  readonly demo: boolean;
  /** Builds and serves the web pages beside the API. */
  readonly pages: boolean;
  /** Folder of the backups; with `nightly`, one is made every night. */
  readonly backups: { readonly to: string; readonly kept: number; readonly nightly: boolean };
  /** Who must sign in, and how. */
  readonly signIn: SignInSettings;
  /** Key of the installation; the one in the data folder when there is none. */
  readonly secret: string | undefined;
  readonly metricsToken: string | undefined;
  /** Address under which people reach the server. */
  readonly address: URL | undefined;
  /** How long running answers are waited for at the end. */
  readonly shutdownSeconds: number;
  readonly progress: (step: Progress) => void;
  readonly signal: AbortSignal;
}

export interface RunningServer {
  readonly address: string;
  /** One must sign in, and nobody can yet. */
  readonly firstAccountIsMissing: boolean;
  /** Takes no new work, lets running answers finish for a while, puts jobs back into the queue, then closes the store. */
  readonly close: () => Promise<void>;
}

/**
 * Starts everything: store, web pages, demo county where there is nothing yet, server.
 *
 * A killed earlier run may have left half-sent files, or half a demo county; they go first.
 */
export async function startServer(settings: StartSettings): Promise<RunningServer> {
  const { folder, databaseUrl, schema } = settings;
  const store = await openStore({ folder, databaseUrl, schema, as: "server" });
  try {
    await clearIncoming(folder);
    if (settings.demo) await clearBrokenOffDemo(store);
    await bringInOrder(store, folder, () => new Date());
    await Promise.all([
      settings.pages ? build(settings.progress) : undefined,
      settings.demo ? loadDemoWhereEmpty(store, settings) : undefined,
    ]);
    settings.signal.throwIfAborted();
    const isHere = loopback.includes(settings.host);
    const version: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
    const metrics = makeMetrics();
    const leaving = new AbortController();
    const accounts = await serverAccounts(store, settings);
    const server = await makeServer({
      store,
      accounts,
      stages: serverStages,
      folder,
      now: () => new Date(),
      version,
      watch: {
        metrics,
        metricsToken: settings.metricsToken,
        notReady: () => notReady(store, leaving.signal),
      },
      onlyByTls: settings.address?.protocol === "https:",
      whoAsks: (request) => accounts.whoAsks(request, tenantAsked(request)),
      tenant: store.tenant,
      tenantRoom: store.tenantRoom,
      worksAhead: true,
      uploadMegabytes: settings.uploadMegabytes,
      ...(settings.uploadShareMegabytes === undefined ? {} : { uploadShareMegabytes: settings.uploadShareMegabytes }),
      mapHosts: await mapHosts(store),
      ...(settings.pages ? { web: webFolder } : {}),
      ...(isHere
        ? {
            hosts: [
              ...loopback,
              ...settings.hosts,
              ...(settings.address === undefined ? [] : [settings.address.hostname]),
            ],
          }
        : {}),
    });
    const address = await listen(server, settings);
    const { backups, shutdownSeconds } = settings;
    const jobs = serverJobs({ store, folder, version, metrics, backups });
    const close = async () => {
      leaving.abort();
      await Promise.all([drain(server, shutdownSeconds), jobs.close()]);
      await store.close();
    };
    const isRequired = await accounts.areRequired();
    if (isRequired) void accounts.prepare();
    const firstAccountIsMissing = isRequired && !(await accounts.exist());
    return { address, firstAccountIsMissing, close };
  } catch (trouble) {
    await store.close();
    throw trouble;
  }
}

async function build(progress: StartSettings["progress"]): Promise<void> {
  await buildWeb(progress);
  // Set by bin/kreislauf.mjs when it already runs from the bundle.
  if (process.env.KREISLAUF_BUNDLED === undefined) await bundleProgram();
}

/** Waits for running answers, but not for ever. */
async function drain(server: FastifyInstance, seconds: number): Promise<void> {
  const patience = setTimeout(() => server.server.closeAllConnections(), seconds * 1_000);
  await server.close();
  clearTimeout(patience);
}

async function notReady(store: Store, leaving: AbortSignal): Promise<string | undefined> {
  if (leaving.aborted) return "Der Server wird beendet.";
  const answer = store.pool.query("select 1").then(
    () => undefined,
    () => "Die Datenbank antwortet nicht.",
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("Die Datenbank antwortet nicht."), 2_000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function listen(server: FastifyInstance, settings: StartSettings): Promise<string> {
  for (let port = settings.port; ; port += 1) {
    try {
      return await server.listen({ port, host: settings.host });
    } catch (trouble) {
      const isTaken = (trouble as { code?: string }).code === "EADDRINUSE";
      if (!isTaken || settings.insistOnPort || port > settings.port + 100) throw trouble;
    }
  }
}

async function loadDemoWhereEmpty(store: Store, settings: StartSettings): Promise<void> {
  if (!(await isEmpty(store.db))) return;
  // Only here: nobody needs the inventor of a county twice.
  const { loadDemo } = await import("../../examples/musterkreis/loadDemo.ts");
  const county = {
    store,
    folder: settings.folder,
    person: plannerAtThisMachine,
    stages: serverStages,
    now: () => new Date(),
  };
  await loadDemo(await makeContext(county, { signal: settings.signal, progress: settings.progress }));
}

// A base map is asked for only where the administrator set one.
async function mapHosts(store: Store): Promise<string[]> {
  const row = await store.db.selectFrom("setting").select("content").where("key", "=", "baseMap").executeTakeFirst();
  const { url } = (row?.content ?? {}) as { url?: string };
  return url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [];
}

async function clearIncoming(folder: string): Promise<void> {
  const incoming = join(folder, "incoming");
  if (!existsSync(incoming)) return;
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
}
