import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { FastifyInstance } from "fastify";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { serverStages } from "../apps/server/stages.ts";
import { loadCatalogue } from "../runtime/catalogue/loadCatalogue.ts";
import { makeServer } from "../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../runtime/people/policy.ts";
import type { Database } from "../runtime/store/database.ts";
import { addSlices, type FactSlice, readSeries, rebuildSeries } from "../runtime/store/facts.ts";
import { connect, openStore } from "../runtime/store/openStore.ts";

/*
 * `npm run bench`: how fast the store answers and loads, beside hand-written SQL on the same
 * database in the same run, question by question in turns. Ratios mean something, milliseconds
 * only on the machine that stands beside them.
 *
 *   npm run bench -- --sizes 5m,50m --runs 40 --write
 */
const sizes = {
  "100k": { figures: 50, areas: 100, years: 20 },
  "5m": { figures: 500, areas: 500, years: 20 },
  "50m": { figures: 500, areas: 5_000, years: 20 },
} as const;
type Size = keyof typeof sizes;

const { values: chosen } = parseArgs({
  options: {
    sizes: { type: "string", default: "5m,50m" },
    runs: { type: "string", default: "40" },
    /** Writes docs/benchmarks.md. */
    write: { type: "boolean", default: false },
    /** Data folder to build in, and to find again what an earlier run built; a new one, removed afterwards, when left out. */
    data: { type: "string" },
  },
});
const runs = Number(chosen.runs);
const firstYear = 2004;

const lines: string[] = [];
const folder = chosen.data ?? mkdtempSync(join(tmpdir(), "kreislauf-bench-"));
say(`# Benchmarks\n`);
say(`\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.\n`);
say(
  "Every question is asked in turns by hand-written SQL and by the product, on the same database, with the same chance choice of figure, year and area. The ratio is what counts; the goal is at most 1.5 for questions, at least 0.5 for loading, and 30 ms at p95 for an answer over HTTP.",
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
    const loaded = await store.db.selectFrom("series").select("area_id").limit(1).executeTakeFirst();
    if (loaded === undefined) await load(store.db, bare.pool, figures, size, total);
    const areaIds = (await store.db.selectFrom("area").select("id").where("level_id", "=", "GEM").execute()).map(
      (a) => a.id,
    );
    await sql`vacuum analyze`.execute(store.db);
    const bytes = await sql<{ series: number; slice: number }>`
      select pg_total_relation_size('series') as series, pg_total_relation_size('slice') as slice`.execute(store.db);
    say(
      `On disk: series with indexes ${megabytes(bytes.rows[0]?.series)}, accepted slices ${megabytes(bytes.rows[0]?.slice)}.\n`,
    );
    await ask(store.db, bare.pool, { figures, areaIds, years: size.years });
    await askOverHttp(store.db, store.url, size.years);
  } finally {
    await bare.close();
    await store.close();
  }
}

// Loading ----------------------------------------------------------------------------------

interface Extent {
  readonly figures: number;
  readonly areas: number;
  readonly years: number;
}

async function load(
  db: Kysely<Database>,
  pool: pg.Pool,
  figures: readonly string[],
  size: Extent,
  total: number,
): Promise<void> {
  const areaIds = await makeAreas(db, size.areas);
  // Bare COPY into a bare table without any index, one row per observation, of at most five million rows.
  const copied = Math.min(total, 5_000_000);
  await sql`create table bare (figure integer, area integer, year integer, amount double precision)`.execute(db);
  const client = await pool.connect();
  const text = () => bareText(areaIds, size, copied);
  const copySeconds = await seconds(() => pipeline(text, client.query(from("copy bare from stdin"))));
  client.release();
  await sql`drop table bare`.execute(db);

  const deliveryId = await makeDelivery(db);
  const added = await seconds(() =>
    db.transaction().execute((t) => addSlices(t, deliveryId, slicesOf(figures, areaIds, size.years))),
  );
  const folded = await seconds(() => rebuildSeries(db, figures));
  const copyRate = copied / copySeconds;
  const ourRate = total / (added + folded);
  say("| loading | seconds | observations per second | ratio to COPY |\n|---|---|---|---|");
  say(`| bare COPY, ${inWords(copied)} rows, no index | ${copySeconds.toFixed(1)} | ${inWords(copyRate)} | 1 |`);
  say(
    `| accept ${inWords(total)} observations | ${(added + folded).toFixed(1)} | ${inWords(ourRate)} | ${(ourRate / copyRate).toFixed(2)} |`,
  );
  say(`| … of it slices / series with indexes | ${added.toFixed(1)} / ${folded.toFixed(1)} | | |\n`);
}

function* bareText(areaIds: readonly number[], size: Extent, limit: number): Generator<string> {
  let count = 0;
  let chunk = "";
  for (let figure = 0; figure < size.figures; figure += 1)
    for (let year = 0; year < size.years; year += 1)
      for (const [place, area] of areaIds.entries()) {
        if (count === limit) continue;
        count += 1;
        chunk += `${figure}\t${area}\t${firstYear + year}\t${amountOf(figure, place, year)}\n`;
        if (chunk.length < 65_536) continue;
        yield chunk;
        chunk = "";
      }
  yield chunk;
}

function* slicesOf(figures: readonly string[], areaIds: readonly number[], years: number): Generator<FactSlice> {
  const common = {
    breakdown: "",
    frequency: "year",
    areaIds,
    sheet: "",
    rows: null,
    columns: null,
    conversion: null,
  } as const;
  for (const [figure, key] of figures.entries())
    for (let year = 0; year < years; year += 1) {
      // One in a hundred is withheld, as in files of small municipalities.
      const values = areaIds.map((_, place) =>
        (figure + place * 7 + year) % 100 === 0 ? "withheld" : amountOf(figure, place, year),
      );
      yield { ...common, figure: key, ordinal: firstYear + year, values };
    }
}

function amountOf(figure: number, place: number, year: number): number {
  const base = ((place * 7_919) % 20_000) + 37 + ((figure * 31 + year * 17) % 400);
  return figure % 3 === 0 ? base / 8 : base;
}

async function makeAreas(db: Kysely<Database>, count: number): Promise<number[]> {
  const levels = [
    { id: "KREIS", label_de: "Kreis", rank: 0, purposes: ["data"] },
    { id: "GEM", label_de: "Gemeinde", rank: 2, purposes: ["data"] },
  ];
  await db.insertInto("area_level").values(levels).execute();
  const about = {
    kind: "administrative",
    is_partition: true,
    author: "Bench",
    purpose: "Bench",
    criteria: "",
  } as const;
  await db
    .insertInto("division")
    .values(levels.map(({ id, label_de }) => ({ id: id.toLowerCase(), level_id: id, label_de, ...about })))
    .execute();
  const county = await db
    .insertInto("area")
    .values({ division_id: "kreis", level_id: "KREIS", code: "01999", name: "Kreis Bench" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`insert into area (division_id, level_id, code, name)
    select 'gem', 'GEM', '01999' || lpad(n::text, 4, '0'), 'Gemeinde ' || n from generate_series(1, ${count}) n`.execute(
    db,
  );
  await sql`insert into area_part (part_id, whole_id) select id, ${county.id} from area where level_id = 'GEM'`.execute(
    db,
  );
  return (await db.selectFrom("area").select("id").where("level_id", "=", "GEM").orderBy("id").execute()).map(
    ({ id }) => id,
  );
}

async function makeDelivery(db: Kysely<Database>): Promise<number> {
  const hash = "0".repeat(64);
  await db
    .insertInto("file")
    .values({ hash, bytes: 0, first_name: "bench.csv", stored_at: new Date(0) })
    .execute();
  const delivery = {
    file_hash: hash,
    file_name: "bench.csv",
    state: "accepted",
    source: "{}",
    findings: "[]",
    accepted_order: 1,
  } as const;
  return (await db.insertInto("delivery").values(delivery).returning("id").executeTakeFirstOrThrow()).id;
}

// The catalogue's own figures first, so that its indicators can be asked for over HTTP.
function figureKeys(count: number): string[] {
  const known = [...loadCatalogue().baseFigures.keys()];
  return Array.from({ length: count }, (_, n) => known[n] ?? `BENCH_${n}`);
}

// Questions --------------------------------------------------------------------------------

interface Choice {
  readonly figures: readonly string[];
  readonly areaIds: readonly number[];
  readonly years: number;
}

async function ask(db: Kysely<Database>, pool: pg.Pool, { figures, areaIds, years }: Choice): Promise<void> {
  const next = chance(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const id = "(select id from figure where key = $1)";
  const level = "area_id in (select id from area where level_id = 'GEM')";
  say(
    "| question | values | SQL p50 / p95 ms | store p50 / p95 ms | ratio p50 | ratio p95 |\n|---|---|---|---|---|---|",
  );
  await race("map: one figure, one year, all areas", () => {
    const figure = pick(figures);
    const year = firstYear + Math.floor(next() * years);
    return {
      bare: () =>
        pool.query(
          `select area_id, amounts[$2::integer - first_ordinal + 1] as amount, statuses[$2::integer - first_ordinal + 1] as status
           from series where figure_id = ${id} and breakdown = '' and frequency = 'year' and ${level}`,
          [figure, year],
        ),
      ours: () => readSeries(db, { figures: [figure], frequency: "year", level: "GEM", from: year, to: year }),
    };
  });
  await race("profile: one area, all figures, all years", () => {
    const area = pick(areaIds);
    return {
      bare: () =>
        pool.query(
          `select key, first_ordinal, amounts, statuses from series join figure on id = figure_id
           where area_id = $1 and breakdown = '' and frequency = 'year'`,
          [area],
        ),
      ours: () => readSeries(db, { figures, frequency: "year", areaIds: [area] }),
    };
  });
  await race("trend: one figure, all areas, all years", () => {
    const figure = pick(figures);
    return {
      bare: () =>
        pool.query(
          `select area_id, first_ordinal, amounts, statuses from series
           where figure_id = ${id} and breakdown = '' and frequency = 'year' and ${level}`,
          [figure],
        ),
      ours: () => readSeries(db, { figures: [figure], frequency: "year", level: "GEM" }),
    };
  });
  say("");
}

interface Pair {
  readonly bare: () => Promise<{ rows: unknown[] }>;
  readonly ours: () => Promise<readonly { values: readonly unknown[] }[]>;
}

async function race(question: string, make: () => Pair): Promise<void> {
  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  let values = 0;
  for (let turn = -5; turn < runs; turn += 1) {
    const { bare, ours } = make();
    const contest = [
      async () => bareTimes.push(1_000 * (await seconds(bare))),
      async () => {
        let answer: Awaited<ReturnType<typeof ours>> = [];
        ourTimes.push(
          1_000 *
            (await seconds(async () => {
              answer = await ours();
            })),
        );
        values = answer.reduce((sum, series) => sum + series.values.length, 0);
      },
    ];
    // Who goes first finds a colder cache, so they take turns.
    for (const one of turn % 2 === 0 ? contest : contest.reverse()) await one();
    // The first turns warm both up.
    if (turn < 0) bareTimes.length = ourTimes.length = 0;
  }
  const ratio = (p: number) => (quantile(ourTimes, p) / quantile(bareTimes, p)).toFixed(2);
  say(`| ${question} | ${inWords(values)} | ${both(bareTimes)} | ${both(ourTimes)} | ${ratio(0.5)} | ${ratio(0.95)} |`);
}

async function askOverHttp(db: Kysely<Database>, url: string, years: number): Promise<void> {
  if (!serverStages.has("describe")) return;
  const settings = { store: { db, url }, stages: serverStages, folder, now: () => new Date(), version: "bench" };
  const server: FastifyInstance = await makeServer({ ...settings, whoAsks: () => plannerAtThisMachine });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  const next = chance(11);
  const indicators = [...loadCatalogue().indicators.keys()];
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? "";
  const codes = (await db.selectFrom("area").select("code").where("level_id", "=", "GEM").execute()).map(
    (area) => area.code,
  );
  const questions = {
    map: () => `/api/map?indicator=${pick(indicators)}&level=GEM&period=${firstYear + Math.floor(next() * years)}`,
    profile: () => `/api/profile?level=GEM&code=${pick(codes)}`,
    trend: () => `/api/trend?indicator=${pick(indicators)}&level=GEM`,
  };
  say("| answer over HTTP | p50 / p95 ms | kB | answered |\n|---|---|---|---|");
  for (const [question, make] of Object.entries(questions)) {
    const times: number[] = [];
    const sizesSeen: number[] = [];
    let answered = 0;
    for (let turn = -5; turn < runs; turn += 1) {
      const path = make();
      let bytes = 0;
      const taken = await seconds(async () => {
        const answer = await fetch(address + path);
        bytes = (await answer.arrayBuffer()).byteLength;
        if (turn >= 0 && answer.ok) answered += 1;
      });
      if (turn < 0) continue;
      times.push(1_000 * taken);
      sizesSeen.push(bytes / 1_024);
    }
    say(`| ${question} | ${both(times)} | ${quantile(sizesSeen, 0.5).toFixed(0)} | ${answered} of ${runs} |`);
  }
  say("");
  await server.close();
}

// Measuring --------------------------------------------------------------------------------

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

function quantile(times: readonly number[], p: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

function both(times: readonly number[]): string {
  return `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`;
}

// The same choices in every run: a linear congruential sequence is enough for picking.
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores (${first?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB memory, Node ${process.versions.node}, embedded PostgreSQL 18, load ${loadavg()[0]?.toFixed(1)} before the run`;
}

function megabytes(bytes: number | undefined): string {
  return `${inWords((bytes ?? 0) / 2 ** 20)} MB`;
}

function inWords(number: number): string {
  return Math.round(number).toLocaleString("en");
}

function say(text: string): void {
  lines.push(text);
  process.stdout.write(`${text}\n`);
}
