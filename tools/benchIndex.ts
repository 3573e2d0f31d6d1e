/**
 * How fast indices are, beside a plain loop over typed arrays that does the same arithmetic in the same run.
 *
 * `npm run bench:index` prints ratios; with `-- --write` they go to docs/benchmarks-index.md with the machine named.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import {
  computeIndex,
  type IndexResult,
  type IndexValues,
  liveIndex,
  monteCarlo,
  readDefinition,
} from "../stages/combine/combine.ts";
import { sliderInBrowser } from "./bench/sliderInBrowser.ts";

const lines: string[] = [];
function say(line: string): void {
  lines.push(line);
  console.log(line);
}

const NOISE = 0.25;
const SEED = 1;

function definitionOf(indicators: number): string {
  const components = Array.from({ length: indicators }, (_, j) => `      - { indicator: i${j} }`).join("\n");
  return `format: kreislauf-index/1\nid: bench\nlabel: Bench\nindices:\n  - id: index\n    components:\n${components}\n`;
}

/** Indicators that go together somewhat, as real ones do. */
function someValues(areas: number, indicators: number): IndexValues {
  const generator = xoroshiro128plus(42);
  const uniform = (): number => uniformFloat64(generator);
  const common = Array.from({ length: areas }, uniform);
  const columns = new Map(
    Array.from(
      { length: indicators },
      (_, j) => [`i${j}`, common.map((c) => 10 + 20 * (0.5 * c + 0.5 * uniform()))] as const,
    ),
  );
  return { areas: Array.from({ length: areas }, (_, i) => String(i)), names: null, columns, texts: new Map() };
}

/** The same draws, sums and ranks, written down plainly. */
function plainLoop(result: IndexResult, draws: number): Float64Array {
  const n = result.areas.length;
  const k = result.indicators.length;
  const matrix = new Float64Array(n * k);
  result.indicators.forEach((indicator, j) => {
    indicator.normalised.forEach((v, i) => {
      matrix[i * k + j] = Number(v);
    });
  });
  const generator = xoroshiro128plus(SEED);
  const weights = new Float64Array(k);
  const scores = new Float64Array(n);
  const sorted = new Float64Array(n);
  const sums = new Float64Array(n);
  const bins = Math.min(n, Math.max(64, Math.floor(16_000_000 / n)));
  const step = Math.ceil(n / bins);
  const counts = new Uint32Array(n * Math.ceil(n / step));
  const width = Math.ceil(n / step);
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (let j = 0; j < k; j++) {
      const w = (1 / k) * (1 + NOISE * (2 * uniformFloat64(generator) - 1));
      weights[j] = w;
      total += w;
    }
    for (let j = 0; j < k; j++) weights[j]! /= total;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += matrix[i * k + j]! * weights[j]!;
      scores[i] = sum;
    }
    sorted.set(scores);
    sorted.sort();
    for (let i = 0; i < n; i++) {
      const s = scores[i]!;
      let from = 0;
      let to = n;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (sorted[middle]! > s) to = middle;
        else from = middle + 1;
      }
      const rank = n - from + 1;
      sums[i]! += rank;
      counts[i * width + Math.floor((rank - 1) / step)]!++;
    }
  }
  return sums.map((s) => s / draws);
}

async function race(areas: number, indicators: number, draws: number, rounds: number): Promise<void> {
  const values = someValues(areas, indicators);
  const result = computeIndex(readDefinition(definitionOf(indicators)), values);
  let told = 0;
  const ours = (): ReturnType<typeof monteCarlo> =>
    monteCarlo(result, values, { draws, seed: SEED, progress: () => told++ });
  // Both warm up, then take turns.
  plainLoop(result, Math.min(draws, 500));
  await monteCarlo(result, values, { draws: Math.min(draws, 500), seed: SEED });
  const times = { plain: [] as number[], ours: [] as number[] };
  let agreement = 0;
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    const plain = plainLoop(result, draws);
    const between = performance.now();
    const found = await ours();
    times.plain.push(between - before);
    times.ours.push(performance.now() - between);
    agreement = Math.max(...(found.indices[0]?.ranks ?? []).map((r, i) => Math.abs((r?.mean ?? 0) - plain[i]!)));
  }
  const best = (list: number[]): number => Math.min(...list);
  const [plain, mine] = [best(times.plain), best(times.ours)];
  say(
    `- ${areas} × ${indicators} × ${draws} draws with ranks: plain loop ${plain.toFixed(0)} ms, Kreislauf ${mine.toFixed(0)} ms, ratio ${(mine / plain).toFixed(2)}; mean ranks differ by at most ${agreement.toExponential(1)}; progress told ${told} times`,
  );
}

function slider(areas: number, indicators: number): void {
  const values = someValues(areas, indicators);
  const result = computeIndex(readDefinition(definitionOf(indicators)), values);
  const live = liveIndex(result, "index");
  const weights = [Float64Array.from(result.weights[0]!)];
  const times: number[] = [];
  for (let step = 0; step < 300; step++) {
    const moved = weights[0]!;
    moved.fill((1 - step / 300) / (indicators - 1));
    moved[0] = step / 300;
    const before = performance.now();
    live.with(weights);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  say(
    `- slider step over ${areas} × ${indicators}: median ${times[150]!.toFixed(3)} ms, 99 of 100 within ${times[297]!.toFixed(3)} ms, slowest ${times.at(-1)!.toFixed(3)} ms (a frame is 16 ms)`,
  );
}

async function sliderOnThePage(): Promise<void> {
  const found = await sliderInBrowser();
  if (found === undefined) {
    say("- slider in a browser: not measured, no Chromium here (CHROMIUM_PATH)");
    return;
  }
  const at = (list: readonly number[], share: number): string =>
    (list[Math.min(list.length - 1, Math.floor(share * list.length))] ?? 0).toFixed(1);
  const told = (list: readonly number[]): string => `median ${at(list, 0.5)} ms, 95 of 100 within ${at(list, 0.95)} ms`;
  say(
    `- slider in Chromium ${found.browser}, without a graphics card, ${found.areas} areas × ${found.indicators} indicators, ${found.steps} steps: until shares, changed classes and the names of who moves stand in the page ${told(found.standing)}; until the frame is painted, waiting for it included, ${told(found.painted)}; work of the page in a step, script, layout and paint with the map that follows, ${told(found.thread)}, of which ${at(found.idle, 0.5)} ms are what the same frames cost when nothing moves (a frame is 16 ms)`,
  );
}

async function memory(): Promise<void> {
  const values = someValues(500, 30);
  const result = computeIndex(readDefinition(definitionOf(30)), values);
  const after: string[] = [];
  for (const draws of [1000, 30_000]) {
    await monteCarlo(result, values, { draws, seed: SEED });
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    after.push(`${draws} draws ${((heapUsed + arrayBuffers) / 1048576).toFixed(0)} MB`);
  }
  say(`- memory afterwards: ${after.join(", ")}`);
}

say("# Benchmarks of the index\n");
say(
  `\`npm run bench:index\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)} at the start.\n`,
);
say(
  "Every case runs in turns as a plain loop over typed arrays (the same draws, weighted sums, sorting, ranks and histograms, written down by hand) and as the product. The ratio is what counts; the goal is at most 1.5, and under one second for 500 × 30 × 10000. The best of the rounds is shown.\n",
);
await race(500, 30, 10_000, 5);
slider(500, 30);
await sliderOnThePage();
await memory();
await race(33_755, 7, 1000, 1);
if (process.argv.includes("--write"))
  writeFileSync(join(import.meta.dirname, "../docs/benchmarks-index.md"), `${lines.join("\n")}\n`);
