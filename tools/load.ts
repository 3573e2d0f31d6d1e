/**
 * Many people at once: readers who go from page to page and editors who save, on one server
 * with the demo county on this machine. Asks its own server at the loopback address only.
 *
 * `npm run load -- --readers 300 --editors 20 --seconds 180` prints the figures; `--write`
 * puts them into docs/security/load.md. Exit code 1 on any error, or when 95 of 100 answers
 * take longer than 200 ms.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startTrial } from "./faults/trialServer.ts";
import { type Chance, chanceOf } from "./fuzz/mutations.ts";

const { values } = parseArgs({
  options: {
    readers: { type: "string" },
    editors: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string" },
    write: { type: "boolean" },
  },
});
const readers = Number(values.readers ?? "300");
const editors = Number(values.editors ?? "20");
const seconds = Number(values.seconds ?? "180");
const seed = Number(values.seed ?? "1");
/** Between two pages people read; a page of figures takes longer than a moment. */
const readSeconds = [5, 25] as const;
const editSeconds = [20, 60] as const;

interface Answer {
  readonly path: string;
  readonly milliseconds: number;
  readonly status: number;
}
const answers: Answer[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 400 });
const folder = mkdtempSync(join(tmpdir(), "load-"));
const port = 19_400 + (process.pid % 500);

const server = await startTrial(folder, port, { words: [] });
try {
  console.error(`The server stands; ${readers} readers and ${editors} editors for ${seconds} s.`);
  const ground = await groundOf();
  const until = performance.now() + seconds * 1000;
  await Promise.all([
    ...Array.from({ length: readers }, (_, who) => reader(chanceOf(seed, who), ground, until)),
    ...Array.from({ length: editors }, (_, who) => editor(chanceOf(seed, 10_000 + who), ground, until, who)),
  ]);
  report(await residentMegabytes(server.process.pid));
} finally {
  agent.destroy();
  await server.end();
  rmSync(folder, { recursive: true, force: true });
}

interface Ground {
  readonly indicators: readonly string[];
  readonly areas: readonly string[];
}

async function groundOf(): Promise<Ground> {
  const { indicators } = (await json("/api/indicators")) as { indicators: { id: string; hasData: boolean }[] };
  const { areas } = (await json("/api/areas?level=GEM")) as { areas: { code: string }[] };
  return {
    indicators: indicators.filter((one) => one.hasData).map((one) => one.id),
    areas: areas.map((one) => one.code),
  };
}

/** Goes from page to page; each page asks what the web asks for it. */
async function reader(chance: Chance, ground: Ground, until: number): Promise<void> {
  await pause(chance.below(readSeconds[1] * 1000));
  while (performance.now() < until) {
    const indicator = chance.pick(ground.indicators);
    const code = chance.pick(ground.areas);
    const page = chance.pick<readonly string[]>([
      ["/api/county", "/api/overview"],
      [
        `/api/map?indicator=${indicator}&level=GEM`,
        `/api/areas/geometry?level=GEM`,
        `/api/trend?indicator=${indicator}&level=KREIS`,
      ],
      [`/api/map?indicator=${indicator}&level=AMT`, `/api/indicators/${indicator}`],
      [`/api/profile?level=GEM&code=${code}`],
      [`/api/index/sozialformel?level=GEM`],
      ["/api/indicators", "/api/vocabulary"],
      [`/api/comparison?areas=GEM:${code},GEM:${chance.pick(ground.areas)}&indicators=${indicator}`],
    ]);
    await Promise.all(page.map((path) => ask("GET", path)));
    await pause(between(chance, readSeconds));
  }
}

/** Saves small things now and then, as people do who work on definitions and maps. */
async function editor(chance: Chance, ground: Ground, until: number, who: number): Promise<void> {
  await pause(chance.below(editSeconds[1] * 1000));
  const id = `probe_${who}`;
  while (performance.now() < until) {
    if (chance.below(2) === 0)
      await ask("POST", "/api/indicators", {
        ...{
          id,
          label: { de: `Probe ${who}` },
          topic: "bevoelkerung",
          formula: "BEV_INSG",
          unit: "Personen",
          decimals: 0,
        },
        ...{ direction: "neutral", lifePhase: "uebergreifend", lifeSituation: "wohnen", levels: ["KREIS", "GEM"] },
        ...{
          aggregation: "sum",
          disclosure: "min3",
          source: "Probe",
          note: String(chance.below(1_000)),
          reason: "Probe",
        },
      });
    else
      await ask("PUT", `/api/indicators/${chance.pick(ground.indicators)}/classes`, {
        ...{ level: "GEM", method: "quantile", count: 3 + chance.below(4), limits: null },
      });
    await pause(between(chance, editSeconds));
  }
}

function between(chance: Chance, [low, high]: readonly [number, number]): number {
  return low * 1000 + chance.below((high - low) * 1000);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function json(path: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return answer.json();
}

async function ask(method: string, path: string, body?: object): Promise<void> {
  const since = performance.now();
  const { status } = await send(method, path, body).catch(() => ({ status: 0 }));
  answers.push({
    path: `${method} ${path.replace(/\?.*/, "").replace(/indicators\/\w+/, "indicators/:id")}`,
    milliseconds: performance.now() - since,
    status,
  });
}

function send(method: string, path: string, body?: object): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        agent,
        headers: { "accept-encoding": "br", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      },
      (answer: IncomingMessage) => {
        answer.resume();
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0 }));
        answer.on("error", reject);
      },
    );
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const { readFileSync } = await import("node:fs");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}

function report(memory: number): void {
  const errors = answers.filter(({ status }) => status === 0 || status >= 400);
  const times = (list: readonly Answer[]) => list.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const line = (name: string, list: readonly Answer[]) => {
    const sorted = times(list);
    return `| ${name} | ${list.length} | ${at(sorted, 0.5).toFixed(0)} | ${at(sorted, 0.95).toFixed(0)} | ${at(sorted, 0.99).toFixed(0)} | ${at(sorted, 1).toFixed(0)} | ${list.filter((one) => errors.includes(one)).length} |`;
  };
  const paths = [...new Set(answers.map(({ path }) => path))].sort();
  const p95 = at(times(answers), 0.95);
  const lines = [
    `${readers} readers (a page every ${readSeconds.join(" to ")} s) and ${editors} editors (a change every ${editSeconds.join(" to ")} s) for ${seconds} s against one server with its embedded database on ${cpus().length} cores, asked from the same machine; load of the machine ${loadavg()[0]?.toFixed(1)}. ${answers.length} answers, ${(answers.length / seconds).toFixed(0)} per second; server ${memory} MB at the end.`,
    "",
    "| what was asked | answers | p50 ms | p95 ms | p99 ms | longest ms | errors |",
    "|---|---:|---:|---:|---:|---:|---:|",
    ...paths.map((path) =>
      line(
        path,
        answers.filter((one) => one.path === path),
      ),
    ),
    line("all", answers),
  ];
  console.log(lines.join("\n"));
  for (const { path, status } of errors.slice(0, 10)) console.log(`ERROR ${status} ${path}`);
  if (values.write === true)
    writeFileSync(
      join(import.meta.dirname, "../docs/security/load.md"),
      `# Load\n\nMade by \`npm run load -- --readers ${readers} --editors ${editors} --seconds ${seconds} --write\`. Goal: no errors, 95 of 100 answers within 200 ms.\n\n${lines.join("\n")}\n`,
    );
  process.exitCode = errors.length > 0 || p95 > 200 ? 1 : 0;
}
