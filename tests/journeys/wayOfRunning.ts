import { basename } from "node:path";
import pg from "pg";
import { startPostgres } from "../../runtime/store/embeddedPostgres.ts";
import { demandDatabase } from "../../runtime/store/openStore.ts";
import { testServer } from "../../runtime/store/testDatabase.ts";
import { folderOfRun, onceInRun } from "./onceInRun.ts";

/**
 * The three ways of running the platform: with its own database in the data folder, on a
 * PostgreSQL that `DATABASE_URL` names, and with tenants as schemas on several clusters.
 */
const ways = ["embedded", "postgres", "distributed"] as const;
export type Way = (typeof ways)[number];

/** The way in which the journeys of this run go: `JOURNEYS_WAY`, without it the embedded database. */
export const chosenWay: Way = wayNamed(process.env.JOURNEYS_WAY ?? "embedded");

function wayNamed(name: string): Way {
  const way = ways.find((one) => one === name);
  if (way === undefined) throw new Error(`JOURNEYS_WAY: ${name}; there are ${ways.join(", ")}`);
  return way;
}

/** Where the tables of one installation lie: nowhere but in its folder, or in a schema of a database elsewhere. */
export interface Place {
  readonly databaseUrl: string | undefined;
  readonly schema: string | undefined;
}

/** The settings of a server or command at this place, for its environment. */
export function settingsOf({ databaseUrl, schema }: Place): Record<string, string> {
  return { DATABASE_URL: databaseUrl ?? "", KREISLAUF_SCHEMA: schema ?? "" };
}

let given = 0;

/**
 * An empty place of this way. In the distributed one each is a schema of another name, and
 * they lie on two database clusters by turns.
 *
 * The first cluster is the one of the test run, which `TEST_DATABASE_URL` may name; the
 * second is `TEST_SECOND_DATABASE_URL`, or one more of the binaries that come with the program.
 */
export async function emptyPlace(way: Way): Promise<Place> {
  if (way === "embedded") return { databaseUrl: undefined, schema: undefined };
  given += 1;
  const name = databaseName(String(given));
  if (way === "postgres") return { databaseUrl: await demandDatabase(await testServer(), name), schema: undefined };
  const clusters = [await secondCluster(), await testServer()];
  const databaseUrl = await demandDatabase(clusters[given % 2] ?? "", name);
  return { databaseUrl, schema: `kreis_${given}` };
}

/** A place with the same tables in it. */
export async function copiedPlace({ databaseUrl, schema }: Place): Promise<Place> {
  if (databaseUrl === undefined) return { databaseUrl, schema };
  given += 1;
  const name = databaseName(String(given));
  const source = new URL(databaseUrl);
  const maintenance = new URL(databaseUrl);
  maintenance.pathname = "/postgres";
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  await client.query(`create database ${name} template ${source.pathname.slice(1)}`).finally(() => client.end());
  source.pathname = `/${name}`;
  return { databaseUrl: source.href, schema };
}

function databaseName(last: string): string {
  return `${basename(folderOfRun()).toLowerCase().replaceAll("-", "_")}_${process.pid}_${last}`;
}

let second: Promise<string> | undefined;

function secondCluster(): Promise<string> {
  const named = process.env.TEST_SECOND_DATABASE_URL;
  second ??=
    named === undefined
      ? onceInRun("second", async (room) => (await startPostgres(room, { as: "guest", throwAway: true })).url)
      : Promise.resolve(named);
  return second;
}
