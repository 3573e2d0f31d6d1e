import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import type { Asking } from "./askTheStore.ts";
import { firstYear } from "./county.ts";
import { both, chance, quantile, seconds } from "./measuring.ts";

/**
 * The three questions over HTTP, as a browser asks them, and never the same twice:
 * no answer was kept. Each kind finds a server that was just started, in a process of
 * its own; its very first answer, for which nothing was read yet, is told beside the
 * others. The time ends with the last byte; what the asking side makes of it is its own
 * affair. The time of the server's processor says what an answer costs however busy the machine is.
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
  say(
    "| answer over HTTP, always a new question | the first ms | p50 / p95 ms | of it computed by the server, CPU ms | kB on the line | answered |\n|---|---|---|---|---|---|",
  );
  for (const [question, paths] of Object.entries(questions)) {
    const server = fork(fileURLToPath(new URL("./answeringServer.ts", import.meta.url)), [url, folder]);
    const heard = async <Told>(): Promise<Told> => (await once(server, "message"))[0];
    const address = await heard<string>();
    const worked = async (): Promise<number> => {
      server.send("worked");
      return heard<number>();
    };
    const times: number[] = [];
    const computed: number[] = [];
    const kilobytes: number[] = [];
    let answered = 0;
    const agent = new Agent({ keepAlive: true });
    for (const path of paths.slice(0, warmUp + runs)) {
      const before = await worked();
      const taken = await seconds(async () => {
        const { status, bytes } = await askedFor(address + path, agent);
        kilobytes.push(bytes / 1_024);
        if (status === 200) answered += 1;
      });
      times.push(1_000 * taken);
      computed.push((await worked()) - before);
    }
    const [first = Number.NaN] = times;
    const rest = times.slice(warmUp);
    say(
      `| ${question} | ${first.toFixed(0)} | ${both(rest)} | ${both(computed.slice(warmUp))} | ${quantile(kilobytes, 0.5).toFixed(0)} | ${answered} of ${times.length} |`,
    );
    agent.destroy();
    server.disconnect();
    await once(server, "exit");
  }
  say("");
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
