import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import { from } from "pg-copy-streams";
import type { Database } from "../../runtime/store/database.ts";
import { addSlices, rebuildSeries } from "../../runtime/store/facts.ts";
import { bareText, type Extent, makeAreas, makeDelivery, slicesOf } from "./county.ts";
import { seconds } from "./measuring.ts";

/** What loading took, as far as it has come; kept in a file, so that a run that was cut short goes on where it stopped. */
export interface Loading {
  /** Rows of the bare table, and how long COPY took for them, each time. */
  readonly bareRows: number;
  readonly bareSeconds: number[];
  /** One per delivery. */
  readonly sliceSeconds: number[];
  readonly seriesSeconds: number[];
}

const valuesPerDelivery = 5_000_000;

/**
 * Fills a county in deliveries of five million values, each accepted in one
 * transaction as in the product, and beside each as many rows by bare COPY into a
 * bare table without any index: both find the same machine, however busy it is.
 */
export async function load(
  db: Kysely<Database>,
  pool: pg.Pool,
  { figures, size, notes }: { figures: readonly string[]; size: Extent; notes: string },
): Promise<Loading> {
  const areaIds = await makeAreas(db, size.areas);
  const perFigure = size.areas * size.years;
  const perDelivery = Math.max(1, Math.floor(valuesPerDelivery / perFigure));
  const bareRows = Math.min(valuesPerDelivery, perFigure * size.figures);
  const known: Loading = existsSync(notes)
    ? JSON.parse(readFileSync(notes, "utf8"))
    : { bareRows, bareSeconds: [], sliceSeconds: [], seriesSeconds: [] };
  for (let at = known.seriesSeconds.length; at * perDelivery < figures.length; at += 1) {
    const own = figures.slice(at * perDelivery, (at + 1) * perDelivery);
    known.bareSeconds.push(await bareCopy(pool, () => bareText(areaIds, size, bareRows)));
    await db.transaction().execute(async (transaction) => {
      const deliveryId = await makeDelivery(transaction, at + 1);
      const slices = slicesOf(own, at * perDelivery, areaIds, size.years);
      known.sliceSeconds.push(await seconds(() => addSlices(transaction, deliveryId, slices)));
      known.seriesSeconds.push(await seconds(() => rebuildSeries(transaction, own)));
    });
    writeFileSync(notes, JSON.stringify(known));
    const done = Math.min(figures.length, (at + 1) * perDelivery);
    process.stderr.write(`  ${done} of ${figures.length} figures loaded\n`);
  }
  return known;
}

async function bareCopy(pool: pg.Pool, text: () => Iterable<string>): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query(
      "create table if not exists bare (figure integer, area integer, year integer, amount double precision)",
    );
    const taken = await seconds(() => pipeline(text, client.query(from("copy bare from stdin"))));
    await client.query("drop table bare");
    return taken;
  } finally {
    client.release();
  }
}

/** What the database would do by itself in the minutes after so much was loaded. */
export async function settle(db: Kysely<Database>): Promise<void> {
  await sql`vacuum analyze`.execute(db);
}
