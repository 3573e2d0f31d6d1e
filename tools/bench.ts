import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { connect, openStore } from "../runtime/store/openStore.ts";
import { askOverHttp } from "./bench/askOverHttp.ts";
import { askTheStore } from "./bench/askTheStore.ts";
import { type Extent, figureKeys } from "./bench/county.ts";
import { type Loading, load, settle } from "./bench/load.ts";
import { inWords, machine, megabytes } from "./bench/measuring.ts";

/*
 * `npm run bench`: how fast the store answers and loads, beside hand-written SQL on the same
 * database in the same run, question by question in turns. Ratios mean something, milliseconds
 * only on the machine that stands beside them.
 *
 *   npm run bench -- --sizes 5m,50m --runs 40 --write
 *
 * 50 million observations take some 3 GB of disk. With `--data FOLDER` a run that was cut short
 * goes on where it stopped, and what was loaded is found again.
 */
const sizes = {
  "100k": { figures: 50, areas: 100, years: 20 },
  "5m": { figures: 500, areas: 500, years: 20 },
  "50m": { figures: 500, areas: 5_000, years: 20 },
} as const satisfies Record<string, Extent>;
type Size = keyof typeof sizes;

const { values: chosen } = parseArgs({
  options: {
    sizes: { type: "string", default: "5m,50m" },
    runs: { type: "string", default: "40" },
    /** Which parts to run: load, store, http. What others need is loaded in any case. */
    parts: { type: "string", default: "load,store,http" },
    /** Writes docs/benchmarks.md. */
    write: { type: "boolean", default: false },
    /** Data folder to build in, and to find again what an earlier run built; a new one, removed afterwards, when left out. */
    data: { type: "string" },
  },
});
const asking = { runs: Number(chosen.runs), say };
const parts = new Set(chosen.parts.split(","));

const lines: string[] = [];
const folder = chosen.data ?? mkdtempSync(join(tmpdir(), "kreislauf-bench-"));
say(`# Benchmarks\n`);
say(`\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.\n`);
say(
  "Every question is asked in turns by hand-written SQL and by the product, on the same database, with the same chance choice of figure, year and area; before the two it is asked once without being measured, since what lies on the disk yet would be paid for by whoever asks first. The ratio is what counts; the goal is at most 1.5 for questions, at least 0.5 for loading, and 30 ms at p95 for an answer over HTTP.",
);
try {
  for (const name of chosen.sizes.split(",")) {
    if (!(name in sizes)) throw new Error(`no such size: ${name}; there are ${Object.keys(sizes).join(", ")}`);
    await benchmark(name as Size);
  }
} finally {
  if (chosen.data === undefined) rmSync(folder, { recursive: true, force: true });
}
if (chosen.write) writeFileSync(join(import.meta.dirname, "../docs/benchmarks.md"), `${lines.join("\n")}\n`);

async function benchmark(name: Size): Promise<void> {
  const size = sizes[name];
  const total = size.figures * size.areas * size.years;
  const store = await openStore({ folder: join(folder, name), as: "server" });
  const bare = connect(store.url, "county");
  say(
    `\n## ${inWords(total)} observations: ${size.figures} figures × ${inWords(size.areas)} areas × ${size.years} years\n`,
  );
  try {
    const figures = figureKeys(size.figures);
    const loading = await load(store.db, bare.pool, { figures, size, notes: join(folder, `${name}-loading.json`) });
    if (parts.has("load")) tellLoading(loading, total);
    await settle(store.db);
    const bytes = await sql<{ series: number; slice: number }>`
      select pg_total_relation_size('series') as series, pg_total_relation_size('slice') as slice`.execute(store.db);
    say(
      `On disk: series with indexes ${megabytes(bytes.rows[0]?.series)}, accepted slices ${megabytes(bytes.rows[0]?.slice)}.\n`,
    );
    const areas = await store.db.selectFrom("area").select(["id", "code"]).where("level_id", "=", "GEM").execute();
    const areaIds = areas.map(({ id }) => id);
    if (parts.has("store")) await askTheStore(store.db, bare.pool, { figures, areaIds, years: size.years }, asking);
    const codes = areas.map(({ code }) => code);
    if (parts.has("http")) await askOverHttp(store.url, folder, { codes, years: size.years }, asking);
  } finally {
    await bare.close();
    await store.close();
  }
}

function tellLoading({ bareRows, bareSeconds, sliceSeconds, seriesSeconds }: Loading, total: number): void {
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const [bare, slices, series] = [sum(bareSeconds), sum(sliceSeconds), sum(seriesSeconds)];
  const copyRate = (bareRows * bareSeconds.length) / bare;
  const ourRate = total / (slices + series);
  say("| loading | seconds | observations per second | ratio to COPY |\n|---|---|---|---|");
  say(`| bare COPY, one row each, no index | ${bare.toFixed(1)} | ${inWords(copyRate)} | 1 |`);
  say(
    `| accept ${inWords(total)} observations | ${(slices + series).toFixed(1)} | ${inWords(ourRate)} | ${(ourRate / copyRate).toFixed(2)} |`,
  );
  say(`| … of it slices / series with indexes | ${slices.toFixed(1)} / ${series.toFixed(1)} | | |\n`);
}

function say(text: string): void {
  lines.push(text);
  process.stdout.write(`${text}\n`);
}
