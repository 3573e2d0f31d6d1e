import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import type { Asking } from "./askTheStore.ts";
import { firstYear } from "./county.ts";
import { both, chance, inWords, quantile, seconds } from "./measuring.ts";

/**
 * The three questions over HTTP, as a browser asks them, and never the same twice:
 * no answer to them was kept, unless the server itself kept it ready. Asked are a server that was just started and
 * computes only what is asked, one for each kind, whose very first answer is told beside the others; and one that
 * has computed ahead. Each is a process of its own. The time ends with the last byte; what the asking side
 * makes of it is its own affair. The time of the server's processor says what an answer costs however busy the
 * machine is.
 */
export async function askOverHttp(
  url: string,
  folder: string,
  { codes, years }: { codes: readonly string[]; years: number },
  { runs, say }: Asking,
): Promise<void> {
  const next = chance(11);
  const shuffled = <Thing>(list: readonly Thing[]): Thing[] =>
    list
      .map((thing) => ({ thing, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  const indicators = [...loadCatalogue().indicators.keys()];
  const year = () => firstYear + 1 + Math.floor(next() * (years - 1));
  const questions = {
    "map: one indicator, one year, all areas": shuffled(indicators).map(
      (id) => `/api/map?indicator=${id}&level=GEM&period=${year()}`,
    ),
    "profile: one area, all indicators, all years": shuffled(codes).map(
      (code) => `/api/profile?level=GEM&code=${code}`,
    ),
    "trend: one indicator, all areas, all years": shuffled(indicators).map(
      (id) => `/api/trend?indicator=${id}&level=GEM`,
    ),
  };
  const justStarted = new Map<string, Answers>();
  for (const [question, paths] of Object.entries(questions)) {
    const server = await start(url, folder, false);
    justStarted.set(question, await answersTo(server, paths.slice(0, warmUp + runs)));
    await server.end();
  }
  const server = await start(url, folder, true);
  const { seconds: took, worked, megabytes } = await server.ready();
  say(
    `Computing ahead took ${took.toFixed(1)} s after the start, ${(worked / 1_000).toFixed(1)} s of a processor; the server then takes ${inWords(megabytes)} MB.\n`,
  );
  say(
    "| answer over HTTP, always a new question | the first ms | just started: p50 / p95 ms | computed ahead: p50 / p95 ms | of it computed by the server, CPU ms | kB on the line | answered |\n|---|---|---|---|---|---|---|",
  );
  for (const [question, paths] of Object.entries(questions)) {
    const cold = justStarted.get(question);
    const ready = await answersTo(server, paths.slice(0, warmUp + runs));
    const asked = 2 * ready.times.length;
    const answered = ready.answered + (cold?.answered ?? 0);
    say(
      `| ${question} | ${(cold?.times[0] ?? Number.NaN).toFixed(0)} | ${both(cold?.times.slice(warmUp) ?? [])} | ${both(ready.times.slice(warmUp))} | ${both(ready.computed.slice(warmUp))} | ${quantile(ready.kilobytes, 0.5).toFixed(0)} | ${answered} of ${asked} |`,
    );
  }
  await server.end();
  say("");
}

interface AskedServer {
  readonly address: string;
  /** Milliseconds that its processor has worked. */
  readonly worked: () => Promise<number>;
  /** When it has computed ahead: how long that took, and how much memory it takes now. */
  readonly ready: () => Promise<{ seconds: number; worked: number; megabytes: number }>;
  readonly end: () => Promise<void>;
}

async function start(url: string, folder: string, worksAhead: boolean): Promise<AskedServer> {
  const program = fileURLToPath(new URL("./answeringServer.ts", import.meta.url));
  const server = fork(program, [url, folder, worksAhead ? "ahead" : "asked"]);
  const told = new Map<string, (value: unknown) => void>();
  server.on("message", ({ kind, value }: { kind: string; value: unknown }) => told.get(kind)?.(value));
  const heard = <Told>(kind: string) =>
    new Promise<Told>((resolve) => told.set(kind, (value) => resolve(value as Told)));
  const ready = heard<{ seconds: number; worked: number; megabytes: number }>("ready");
  return {
    address: await heard<string>("address"),
    worked: () => {
      const answer = heard<number>("worked");
      server.send("worked");
      return answer;
    },
    ready: () => ready,
    end: async () => {
      server.disconnect();
      await once(server, "exit");
    },
  };
}

interface Answers {
  readonly times: number[];
  readonly computed: number[];
  readonly kilobytes: number[];
  answered: number;
}

async function answersTo({ address, worked }: AskedServer, paths: readonly string[]): Promise<Answers> {
  const answers: Answers = { times: [], computed: [], kilobytes: [], answered: 0 };
  const agent = new Agent({ keepAlive: true });
  for (const path of paths) {
    const before = await worked();
    const taken = await seconds(async () => {
      const { status, bytes } = await askedFor(address + path, agent);
      answers.kilobytes.push(bytes / 1_024);
      if (status === 200) answers.answered += 1;
    });
    answers.times.push(1_000 * taken);
    answers.computed.push((await worked()) - before);
  }
  agent.destroy();
  return answers;
}

/** One answer, packed as a browser wants it over plain http, down to its last byte. */
async function askedFor(address: string, agent: Agent): Promise<{ status: number | undefined; bytes: number }> {
  const [answer] = (await once(
    get(address, { agent, headers: { "accept-encoding": "gzip, deflate" } }),
    "response",
  )) as [IncomingMessage];
  let bytes = 0;
  for await (const piece of answer) bytes += (piece as Buffer).length;
  return { status: answer.statusCode, bytes };
}

// The first answers find a program that was not yet made quick by its use.
const warmUp = 8;
