import { cpus, loadavg, totalmem } from "node:os";

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

export function quantile(times: readonly number[], p: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

export function both(times: readonly number[]): string {
  return `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`;
}

/** The same choices in every run: a linear congruential sequence is enough for picking. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The machine in words; whether others worked on it, too, shows in its load. */
export function machine(): string {
  const [load = 0] = loadavg();
  const shared = load > 1 ? `, shared with other work (load ${load.toFixed(1)} before the run)` : "";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, embedded PostgreSQL 18${shared}`;
}

export function megabytes(bytes: number | undefined): string {
  return `${inWords((bytes ?? 0) / 2 ** 20)} MB`;
}

export function inWords(number: number): string {
  return Math.round(number).toLocaleString("en");
}
