import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import compress from "@fastify/compress";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import statics from "@fastify/static";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { appendEntry } from "../history/auditTrail.ts";
import { recordRefusal } from "../history/recorded.ts";
import { faultOf, log } from "../log/log.ts";
import type { Accounts } from "../people/accounts/accounts.ts";
import { visitOf } from "../people/accounts/visit.ts";
import type { Person } from "../people/person.ts";
import { mayI, plannerAtThisMachine } from "../people/policy.ts";
import { firstTenant } from "../people/tenant.ts";
import storePhrases from "../store/messages.de.json" with { type: "json" };
import type { Store } from "../store/openStore.ts";
import type { PhraseBook } from "../text/phraseBook.ts";
import { addWatchRoutes, type Watch, watchAnswers } from "../watch/watchServer.ts";
import { answerInLines, answerOfTrouble, answerWithFile, wantsProgress } from "./answerCall.ts";
import { inputCheck, outputCheck } from "./checkInput.ts";
import { KeptAnswers, packingFor, sendPacked } from "./keptAnswers.ts";
import { makeContext } from "./makeContext.ts";
import httpPhrases from "./messages.de.json" with { type: "json" };
import { openApi } from "./openApi.ts";
import type { Context, FileAnswer, Operation, Progress, ServerStage } from "./operation.ts";
import { readInput } from "./readInput.ts";
import { seenAs } from "./seenAs.ts";
import { ShareOfDay } from "./shareOfDay.ts";
import { tenantAsked, withoutTenant } from "./tenantAsked.ts";
import { UnusualCount } from "./unusualCount.ts";
import { WorkAhead } from "./workAhead.ts";

/** What belongs to one tenant: its tables and its folder. */
export interface TenantRoom {
  readonly store: Pick<Store, "db"> & Partial<Pick<Store, "installation">>;
  readonly folder: string;
}

export interface ServerSettings extends TenantRoom {
  /** Stages by name, as in the codes of their refusals. */
  readonly stages: ReadonlyMap<string, ServerStage>;
  readonly now: () => Date;
  readonly version: string;
  /** Who asks, with the roles in the tenant that is asked (`tenantAsked`). */
  readonly whoAsks: (request: FastifyRequest) => Person | Promise<Person>;
  /** The people of the installation; without them nobody can sign in, and `whoAsks` decides alone. */
  readonly accounts?: Accounts;
  /** Slug of the tenant that is addressed without `/g/…`. */
  readonly tenant?: string;
  /** The room of another tenant; undefined where there is no such tenant. */
  readonly tenantRoom?: (slug: string) => Promise<TenantRoom | undefined>;
  readonly uploadMegabytes?: number;
  /** What one person may send in a day; ten of the largest files when left out. */
  readonly uploadShareMegabytes?: number;
  /** Folder of the built web pages. */
  readonly web?: string;
  /** Hosts of a base map that the administrator set; the only ones outside that a page may ask. */
  readonly mapHosts?: readonly string[];
  /** Names under which the server may be addressed; any when left out. */
  readonly hosts?: readonly string[];
  /** Log, figures and health for whoever runs the server. */
  readonly watch?: Watch;
  /** How long the head of a request may take to arrive; 20 when left out. */
  readonly headersSeconds?: number;
  /** Computes what is likely to be asked while nobody asks; needs memory and, after each change of the data, some time of a processor. */
  readonly worksAhead?: boolean;
  /** It is reached by TLS, from everywhere and for good; browsers are told never to come without (HSTS). */
  readonly onlyByTls?: boolean;
  /** Compares each answer with its contract: for tests and development. */
  readonly checkAnswers?: boolean;
}

/**
 * The server: a route for each operation of the stages, the description of the
 * interface, and the web pages.
 *
 * Throws when an operation has no policy or two share an address: such a server must not start.
 */
export async function makeServer(settings: ServerSettings): Promise<FastifyInstance> {
  const headersSeconds = settings.headersSeconds ?? 20;
  const server = fastify({
    logger: false,
    bodyLimit: 16 * 2 ** 20,
    // Whoever dribbles the head of a request is cut off soon; two gigabytes over a slow line may take their time.
    requestTimeout: 3_600_000,
    http: {
      headersTimeout: headersSeconds * 1_000,
      connectionsCheckingInterval: Math.min(5_000, headersSeconds * 500),
    },
    routerOptions: { maxParamLength: 500 },
    // Only these may say in whose name they ask, and whether that came over TLS.
    trustProxy: [...(settings.accounts?.settings.proxies ?? [])],
    rewriteUrl: withoutTenant(settings.tenant ?? firstTenant),
  });
  const book: PhraseBook = new Map([
    ["http", httpPhrases],
    ["store", storePhrases],
    ...[...settings.stages].map(([name, stage]) => [name, stage.phrases] as const),
  ]);
  const refuse = (reply: FastifyReply, trouble: unknown) => {
    const { code, body } = answerOfTrouble(book, trouble);
    return reply.code(code).type("application/json; charset=utf-8").send(JSON.stringify(body));
  };
  // Forms of other pages may send plain text without asking; here it is no content.
  server.removeContentTypeParser("text/plain");
  if (settings.watch !== undefined) watchAnswers(server, settings.watch);
  await guard(server, settings);
  // Lines of progress must leave at once, so they are not collected for compression.
  await server.register(compress, {
    threshold: 1_024,
    customTypes: (type) => /json|text|javascript|svg|vector-tile/.test(type) && !/ndjson/.test(type),
  });
  await server.register(multipart);

  const operations = [...settings.stages.values()].flatMap((stage) => stage.operations);
  const kept = new KeptAnswers();
  const sent = new ShareOfDay();
  const calls = new UnusualCount(usualCallsPerMinute);
  const ahead = settings.worksAhead === true ? workAhead(server, settings, kept) : undefined;
  for (const operation of operations) addRoute(server, operation, settings, { kept, sent, calls, ahead }, book, refuse);
  const description = JSON.stringify(
    openApi(
      operations.map((operation) => operation.contract),
      settings.version,
    ),
  );
  server.get("/api/openapi.json", (_, reply) => reply.type("application/json; charset=utf-8").send(description));

  server.setErrorHandler((trouble, _, reply) => refuse(reply, ownWords(trouble)));
  if (settings.watch !== undefined) addWatchRoutes(server, settings.watch);
  await servePages(server, settings, refuse);
  return server;
}

function addRoute(
  server: FastifyInstance,
  operation: Operation,
  settings: ServerSettings,
  {
    kept,
    sent,
    calls,
    ahead,
  }: {
    readonly kept: KeptAnswers;
    readonly sent: ShareOfDay;
    readonly calls: UnusualCount;
    readonly ahead: WorkAhead | undefined;
  },
  book: PhraseBook,
  refuse: (reply: FastifyReply, trouble: unknown) => FastifyReply,
): void {
  const contract: Contract<TSchema, TSchema> = operation.contract;
  if (contract.policy?.action === undefined || contract.policy.object === undefined)
    throw new Error(`operation without policy: ${contract.name}`);
  const checkInput = inputCheck(contract.input);
  const isFile = "x-file" in contract.output;
  const checkOutput =
    settings.checkAnswers === true && !isFile ? outputCheck(contract.name, contract.output) : undefined;
  const uploadMegabytes = settings.uploadMegabytes ?? 2_048;
  const shareMegabytes = settings.uploadShareMegabytes ?? 10 * uploadMegabytes;
  // Cookies go before the first line of an answer.
  const setsCookies = contract.policy.object === "signIn" || contract.policy.object === "ownAccount";

  server.route({
    method: contract.method,
    url: contract.path,
    handler: async (request, reply) => {
      const tenant = tenantAsked(request);
      const { store, folder } = await roomOf(settings, tenant);
      const person = seenAs(request, await settings.whoAsks(request));
      const { now, stages, accounts } = settings;
      // Before anything is read: who may not, need not send two gigabytes first.
      if (!mayI(person, contract.policy, operation.narrows)) {
        // Reading is not noted: who follows a link to what is not theirs has tried nothing. Nor is the public, which has no name.
        if (contract.policy.action !== "read" && person.id !== "public")
          await recordRefusal({ db: store.db, person, now }, contract);
        return refuse(reply, whyNot(person, operation, accounts !== undefined));
      }
      if (matters(contract)) await accounts?.demandProof(request);
      const who = person.id === "public" ? `public ${request.ip}` : person.id;
      const isHere = person.id === plannerAtThisMachine.id;
      if (!isHere && calls.isUnusual(who, now().getTime())) await noteUnusual(store.db, person, contract, now);
      const leaving = new AbortController();
      reply.raw.on("close", () => {
        if (!reply.raw.writableFinished) leaving.abort();
      });
      const { input, uploads } = await readInput(request, contract.input, {
        ...{ folder, uploadMegabytes },
        shareLeft: { bytes: shareMegabytes * 2 ** 20 - sent.had(who, now()), megabytes: shareMegabytes },
      });
      sent.add(
        who,
        uploads.reduce((sum, { bytes }) => sum + bytes, 0),
        now(),
      );
      const work = async (progress: (step: Progress) => void): Promise<unknown> => {
        try {
          checkInput(input);
          const context: Context = await makeContext(
            { store, folder, person, now, stages, tenant },
            {
              ...{ signal: leaving.signal, progress },
              ...(accounts === undefined ? {} : { door: { accounts, visit: visitOf(request, reply) } }),
            },
          );
          const output = await operation.run(context, input);
          checkOutput?.(output);
          return output;
        } finally {
          for (const { path } of uploads) await rm(path, { force: true });
        }
      };
      if (wantsProgress(request) && !isFile && !setsCookies) return answerInLines(reply, book, work);
      if (operation.keptPerDataState === true) {
        checkInput(input);
        const answer = await kept.answer(
          questionOf(operation, { db: store.db, tenant, person, now }, input),
          () => {
            // What was not kept may be new: then others will ask for more of it.
            void ahead?.begin(tenant, person);
            return work(() => undefined);
          },
          packingFor(request),
        );
        return sendPacked(request, reply, answer);
      }
      const output = await work(() => undefined);
      reply.header("cache-control", "no-store");
      if (isFile) return answerWithFile(request, reply, output as FileAnswer);
      if (Object.isFrozen(output) && typeof output === "object" && output !== null)
        return sendPacked(request, reply, await kept.ofFrozen(output));
      return reply.type("application/json; charset=utf-8").send(JSON.stringify(output ?? null));
    },
  });
}

function questionOf(
  { contract, readersAlike }: Operation,
  asking: Pick<Context, "db" | "tenant" | "person" | "now">,
  input: object,
) {
  const reader = readersAlike === undefined ? undefined : () => readersAlike(asking);
  return { ...asking, operation: contract.name, input: { ...input }, readersAlike: reader };
}

/** Begins once the server listens, for those who see everything; what then is asked anew makes it begin for others, and again. */
function workAhead(server: FastifyInstance, settings: ServerSettings, kept: KeptAnswers): WorkAhead {
  const { now, stages } = settings;
  const ahead = new WorkAhead({
    stages: [...stages.values()],
    contextFor: async (tenant, person, signal) => {
      const { store, folder } = await roomOf(settings, tenant);
      return makeContext({ store, folder, person, now, stages, tenant }, { signal, progress: () => undefined });
    },
    keep: async (context, { operation, input }) => {
      if (kept.fullness > fullEnough) return;
      await kept.answer(questionOf(operation, context, input), () => operation.run(context, input), "gzip");
    },
    failed: (trouble) => log("fault", { id: "ahead", ...faultOf(trouble) }),
  });
  server.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/api/")) reply.raw.once("close", ahead.answering());
  });
  server.addHook("onListen", async () => {
    void ahead.begin(settings.tenant ?? firstTenant, plannerAtThisMachine);
  });
  server.addHook("preClose", () => ahead.end());
  return ahead;
}

// The rest stays free for what people really ask.
const fullEnough = 0.75;

// A page asks for some ten things; whoever turns pages as fast as eyes can is far below.
const usualCallsPerMinute = 1_000;

/** Releases, resolutions and what changes who may do what: the person must have proved who it is not long ago. */
function matters({ policy: { action, object } }: Pick<Contract<TSchema, TSchema>, "policy">): boolean {
  if (action === "release" || action === "decide") return true;
  return action !== "read" && (object === "settings" || object === "disclosureProfile");
}

/** The log says that it happened, without a name; the audit trail says who, where there is a name. */
async function noteUnusual(
  db: Context["db"],
  person: Person,
  { name, policy: { object } }: Pick<Contract<TSchema, TSchema>, "name" | "policy">,
  now: () => Date,
): Promise<void> {
  log("unusual", { route: name, outcome: person.id === "public" ? "public" : "person" });
  if (person.id === "public") return;
  const entry = { operation: "http.manyCalls", action: "read", object, subject: {}, outcome: "done" } as const;
  await appendEntry(db, person, now(), entry);
}

/** Signing in would help, a second factor would, or nothing that the person could do. */
function whyNot(person: Person, { contract, narrows }: Operation, peopleSignIn: boolean): Refusal {
  if (peopleSignIn && person.id === "public") return new Refusal("http.signInFirst", {}, { kind: "signIn" });
  const grants = [...person.grants, ...(person.resting ?? [])];
  return mayI({ ...person, grants }, contract.policy, narrows)
    ? new Refusal("http.secondFactorFirst", {}, { kind: "forbidden" })
    : new Refusal("http.forbidden", {}, { kind: "forbidden" });
}

async function roomOf(settings: ServerSettings, slug: string): Promise<TenantRoom> {
  const room = slug === (settings.tenant ?? firstTenant) ? settings : await settings.tenantRoom?.(slug);
  if (room === undefined) throw new Refusal("http.noSuchTenant", { tenant: slug }, { kind: "missing" });
  return room;
}

// Troubles that Fastify finds before an operation runs, in our words.
function ownWords(trouble: unknown): unknown {
  const { code, statusCode } = trouble as { code?: string; statusCode?: number };
  if (trouble instanceof SyntaxError && statusCode === 400) return new Refusal("http.notJson");
  switch (code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new Refusal("http.notJson");
    case "FST_ERR_CTP_BODY_TOO_LARGE":
    case "FST_FIELDS_LIMIT":
    case "FST_PARTS_LIMIT":
    case "FST_FILES_LIMIT":
      return new Refusal("http.requestTooLarge");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Refusal("http.wrongMediaType");
    default:
      return statusCode !== undefined && statusCode < 500 && !(trouble instanceof Refusal)
        ? new Refusal("http.uploadBroken")
        : trouble;
  }
}

// What a browser heeds in a page and nowhere else; the first page fetches some fifty small files.
const onlyForPages = [
  "cross-origin-opener-policy",
  "origin-agent-cluster",
  "x-dns-prefetch-control",
  "x-download-options",
  "x-frame-options",
  "x-permitted-cross-domain-policies",
  "x-xss-protection",
];

/** Nothing from elsewhere: no script, style, picture or font, and no orders from other people's pages. */
async function guard(server: FastifyInstance, settings: ServerSettings): Promise<void> {
  const maps = settings.mapHosts ?? [];
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:", ...maps],
        connectSrc: ["'self'", ...maps],
        fontSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // A county's server in the house often has no certificate; its proxy says so when it has one.
    strictTransportSecurity: settings.onlyByTls === true && { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginEmbedderPolicy: false,
  });
  server.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/assets/")) for (const header of onlyForPages) reply.raw.removeHeader(header);
    const { hosts } = settings;
    const name = request.hostname.replace(/^\[|\]$/g, "");
    if (hosts !== undefined && !hosts.includes(name))
      throw new Refusal("http.foreignHost", { host: name }, { kind: "forbidden" });
    const { origin } = request.headers;
    if (
      origin !== undefined &&
      request.method !== "GET" &&
      request.method !== "HEAD" &&
      hostOf(origin) !== request.host &&
      origin !== settings.accounts?.settings.address
    )
      throw new Refusal("http.foreignOrigin", { origin }, { kind: "forbidden" });
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

async function servePages(
  server: FastifyInstance,
  settings: ServerSettings,
  refuse: (reply: FastifyReply, trouble: unknown) => FastifyReply,
): Promise<void> {
  const { web } = settings;
  const isBuilt = web !== undefined && existsSync(join(web, "index.html"));
  if (isBuilt)
    await server.register(statics, {
      root: web,
      cacheControl: false,
      // The build lays well-packed copies beside scripts and styles.
      preCompressed: true,
      // Files under assets/ bear the hash of their content in their name.
      setHeaders: (answer, path) =>
        answer.setHeader(
          "cache-control",
          path.startsWith(join(web, "assets")) ? "public, max-age=31536000, immutable" : "no-cache",
        ),
    });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/\?.*$/s, "");
    const isPage =
      ["GET", "HEAD"].includes(request.method) && !path.startsWith("/api/") && !path.startsWith("/assets/");
    if (!isPage) return refuse(reply, new Refusal("http.noSuchAddress", { path }, { kind: "missing" }));
    if (!isBuilt) return refuse(reply, new Refusal("http.notBuilt", {}, { kind: "missing" }));
    return reply.sendFile("index.html");
  });
}
