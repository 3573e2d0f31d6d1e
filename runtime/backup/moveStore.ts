import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Progress } from "../http/operation.ts";
import { alike, copyIn, copyOut, finishSchema, makeSchema, plansIn, type SchemaPlan } from "./schemaPlan.ts";
import { type FigureSum, figureSums, type TableSum, tableSum } from "./tableSums.ts";

export interface MoveSettings {
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
  readonly progress: (step: Progress) => void;
}

export interface Moved {
  readonly tables: readonly TableSum[];
  readonly figures: readonly FigureSum[];
}

/**
 * Brings everything from one database into another, empty one, and holds both
 * against each other before it counts: every table row by row, every figure by its
 * slices and series. Where anything differs, nothing was moved.
 *
 * The source is only read. The delivered files stay where they are.
 */
export async function moveStore(settings: MoveSettings): Promise<Moved> {
  const source = new pg.Client({ connectionString: settings.from, application_name: "kreislauf move" });
  const target = new pg.Client({ connectionString: settings.to, application_name: "kreislauf move" });
  for (const client of [source, target]) client.on("error", () => {});
  try {
    await source.connect();
    await target.connect();
    await source.query("begin isolation level repeatable read read only");
    await target.query("begin");
    for (const client of [source, target]) await client.query(alike);
    const plans = await plansIn(source);
    if (plans.length === 0) throw new Refusal("backup.nothingThere");
    await demandEmpty(target, settings.to, plans);
    await copyAll(source, target, plans, settings);
    const moved = await compareAll(source, target, plans, settings);
    for (const plan of plans) await finishSchema(target, plan);
    await target.query("commit");
    for (const plan of plans)
      for (const { name } of plan.tables)
        await target.query(`analyze ${pg.escapeIdentifier(plan.schema)}.${pg.escapeIdentifier(name)}`);
    return moved;
  } finally {
    await source.end().catch(() => undefined);
    await target.end().catch(() => undefined);
  }
}

async function demandEmpty(target: pg.Client, url: string, plans: readonly SchemaPlan[]): Promise<void> {
  const { rows } = await target.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) limit 1`,
    [plans.map(({ schema }) => schema)],
  );
  if (rows.length > 0 || (await plansIn(target)).length > 0)
    throw new Refusal("backup.databaseNotEmpty", { place: new URL(url).host }, { kind: "conflict" });
}

async function copyAll(
  source: pg.Client,
  target: pg.Client,
  plans: readonly SchemaPlan[],
  { signal, progress }: MoveSettings,
): Promise<void> {
  const total = plans.reduce((sum, { tables }) => sum + tables.length, 0);
  let done = 0;
  for (const plan of plans) {
    await makeSchema(target, plan);
    for (const table of plan.tables) {
      signal.throwIfAborted();
      progress({ doing: "Tabellen übertragen", done, total });
      await pipeline(source.query(to(copyOut(plan, table))), target.query(from(copyIn(plan, table))), { signal });
      done += 1;
    }
  }
  progress({ doing: "Tabellen übertragen", done: total, total });
}

async function compareAll(
  source: pg.Client,
  target: pg.Client,
  plans: readonly SchemaPlan[],
  { signal, progress }: MoveSettings,
): Promise<Moved> {
  const tables: TableSum[] = [];
  const figures: FigureSum[] = [];
  const total = plans.reduce((sum, plan) => sum + plan.tables.length, 0);
  for (const plan of plans) {
    for (const table of plan.tables) {
      signal.throwIfAborted();
      progress({ doing: "Tabellen vergleichen", done: tables.length, total });
      const [here, there] = await Promise.all([tableSum(source, plan, table), tableSum(target, plan, table)]);
      demandSame(`${plan.schema}.${table.name}`, here, there);
      tables.push(here);
    }
    if (plan.room !== "tenant") continue;
    const [here, there] = await Promise.all([figureSums(source, plan), figureSums(target, plan)]);
    demandSame(`${plan.schema}, Grundzahlen`, here.length, there.length);
    for (const [at, figure] of here.entries()) demandSame(`${plan.schema}, ${figure.figure}`, figure, there[at]);
    figures.push(...here);
  }
  progress({ doing: "Tabellen vergleichen", done: total, total });
  return { tables, figures };
}

function demandSame(what: string, here: unknown, there: unknown): void {
  if (JSON.stringify(here) !== JSON.stringify(there)) throw new Refusal("backup.notTheSame", { what });
}
