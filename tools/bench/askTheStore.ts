import type { Kysely } from "kysely";
import type pg from "pg";
import type { Database } from "../../runtime/store/database.ts";
import { readSeries } from "../../runtime/store/facts.ts";
import { firstYear } from "./county.ts";
import { both, chance, inWords, quantile, seconds } from "./measuring.ts";

export interface Asking {
  readonly runs: number;
  readonly say: (line: string) => void;
}

interface Choice {
  readonly figures: readonly string[];
  readonly areaIds: readonly number[];
  readonly years: number;
}

/** Three questions, asked in turns by hand-written SQL and by the store. */
export async function askTheStore(
  db: Kysely<Database>,
  pool: pg.Pool,
  { figures, areaIds, years }: Choice,
  { runs, say }: Asking,
): Promise<void> {
  const next = chance(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const id = "(select id from figure where key = $1)";
  const level = "area_id in (select id from area where level_id = 'GEM')";
  say(
    "| question | values | SQL p50 / p95 ms | store p50 / p95 ms | ratio p50 | ratio p95 |\n|---|---|---|---|---|---|",
  );
  await race(runs, say, "map: one figure, one year, all areas", () => {
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
  await race(runs, say, "profile: one area, all figures, all years", () => {
    const area = pick(areaIds);
    return {
      bare: () =>
        pool.query(
          `select key, first_ordinal, amounts, statuses from figure join series on figure_id = id
           where key = any($2::text[]) and area_id = $1 and breakdown = '' and frequency = 'year'`,
          [area, figures],
        ),
      ours: () => readSeries(db, { figures, frequency: "year", areaIds: [area] }),
    };
  });
  await race(runs, say, "trend: one figure, all areas, all years", () => {
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

async function race(runs: number, say: Asking["say"], question: string, make: () => Pair): Promise<void> {
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
    // What lies on the disk yet would be paid for by whoever asks first, and each question is another one.
    await bare();
    for (const one of turn % 2 === 0 ? contest : contest.reverse()) await one();
    // The first turns warm both up.
    if (turn < 0) bareTimes.length = ourTimes.length = 0;
  }
  const ratio = (p: number) => (quantile(ourTimes, p) / quantile(bareTimes, p)).toFixed(2);
  say(`| ${question} | ${inWords(values)} | ${both(bareTimes)} | ${both(ourTimes)} | ${ratio(0.5)} | ${ratio(0.95)} |`);
}
