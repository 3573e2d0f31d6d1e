import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from "kysely";
import pg from "pg";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { tellWhoActs } from "./acting.ts";
import { CopiedBytes, collectCopy } from "./copiedRows.ts";
import { CopyRows, streamCopy } from "./copyRows.ts";
import type { Database } from "./database.ts";
import { startPostgres } from "./embeddedPostgres.ts";
import { migrateAll } from "./migrate.ts";

/** The open store of a county. */
export interface Store {
  readonly db: Kysely<Database>;
  /** Address of the database, with password. */
  readonly url: string;
  /** Closes the connections and, when nobody else uses the embedded database, stops it. */
  readonly close: () => Promise<void>;
}

export interface StoreChoice {
  /** Data folder; the embedded database lies in it unless `databaseUrl` is given. */
  readonly folder: string;
  /** A PostgreSQL ≥ 15 somewhere else, as in the environment's `DATABASE_URL`. */
  readonly databaseUrl?: string | undefined;
  /** Every county is a schema of its own; `county` when nobody says. */
  readonly schema?: string | undefined;
  /** A server is alone on its folder; a command may come beside it. */
  readonly as: "server" | "guest";
}

/**
 * Opens the store: starts or joins the database, brings its tables up to date.
 *
 * Refuses with a sentence when the database cannot be reached, is too old, was
 * made by a newer program, or is served by another process.
 */
export async function openStore(choice: StoreChoice): Promise<Store> {
  const schema = choice.schema ?? "county";
  if (choice.databaseUrl !== undefined && choice.databaseUrl !== "") {
    const connection = connect(choice.databaseUrl, schema);
    try {
      await demandVersion(connection.pool, choice.databaseUrl);
      await migrateAll(connection.pool, schema);
    } catch (trouble) {
      await connection.close();
      throw trouble;
    }
    return { db: connection.db, url: choice.databaseUrl, close: connection.close };
  }
  const postgres = await startPostgres(choice.folder, { as: choice.as });
  try {
    const url = await demandDatabase(postgres.url, "kreislauf");
    const connection = connect(url, schema);
    try {
      await migrateAll(connection.pool, schema);
    } catch (trouble) {
      await connection.close();
      throw trouble;
    }
    const close = async () => {
      await connection.close();
      await postgres.leave();
    };
    return { db: connection.db, url, close };
  } catch (trouble) {
    await postgres.leave();
    throw trouble;
  }
}

/** Kysely over a pool of connections whose tables are those of one schema. */
export function connect(url: string, schema: string): Connection {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`schema name: ${schema}`);
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    options: `-c search_path=${schema} -c timezone=UTC`,
    types: { getTypeParser },
  });
  // A connection that breaks while idle is replaced by the next; who needed it hears of it then.
  pool.on("error", () => {});
  const lending: PostgresPool = {
    connect: async () => {
      const client = await pool.connect();
      try {
        await tellWhoActs(client);
      } catch (trouble) {
        client.release(true);
        throw trouble;
      }
      return new StoreClient(client);
    },
    end: async () => undefined,
  };
  // Kysely leaves the pool alone when it never asked it for anything, so it is closed here.
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool: lending }) }),
    pool,
    close: () => pool.end(),
  };
}

export interface Connection {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

/** A connection on loan: a query whose parameter is `CopyRows` becomes a COPY, in the same transaction. */
class StoreClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    statement: string | PostgresCursor<Row>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof statement !== "string") throw new Error("the store offers no cursors");
    return this.#ask(statement, parameters);
  }

  async #ask<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const [first] = parameters;
    if (first instanceof CopyRows) {
      await streamCopy(this.#client, statement, first);
      // Kysely counts what INSERT says; for it, rows have been inserted.
      return { command: "INSERT", rowCount: first.count, rows: [] };
    }
    if (first instanceof CopiedBytes) {
      await collectCopy(this.#client, statement, first);
      return { command: "SELECT", rowCount: 0, rows: [] };
    }
    const { rowCount, rows, command } = await this.#client.query(statement, [...parameters]);
    return { command: command as "INSERT" | "SELECT", rowCount: rowCount ?? 0, rows };
  }

  release(): void {
    this.#client.release();
  }
}

// Values from the wire -----------------------------------------------------------------------

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  // Days stay text, so that no time zone moves them.
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: (text) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number)) throw new Error(`number too large for exact arithmetic: ${text}`);
    return number;
  },
  1005: numbersOf,
  1007: numbersOf,
  1022: numbersOf,
};

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  (format === undefined || format === "text" ? parsers[oid] : undefined) ??
  pg.types.getTypeParser(oid, format === "binary" ? "binary" : "text");

/** An array of numbers from PostgreSQL's text; the parser of JSON is by far the quickest one at hand. */
function numbersOf(text: string): (number | null)[] {
  return JSON.parse(`[${text.slice(1, -1).replaceAll("NULL", "null")}]`);
}

// The server ---------------------------------------------------------------------------------

async function demandVersion(pool: pg.Pool, url: string): Promise<void> {
  let version: number;
  try {
    const { rows } = await pool.query("select current_setting('server_version_num')::integer as version");
    version = rows[0]?.version;
  } catch (trouble) {
    const { host } = new URL(url);
    const reason = trouble instanceof Error && trouble.message !== "" ? trouble.message : String(trouble);
    throw new Refusal("store.databaseUnreachable", { place: host, reason });
  }
  if (version < 150_000) throw new Refusal("store.databaseTooOld", { version: version / 10_000 });
}

/** Makes a database of this name where it is missing, and answers with its address. */
export async function demandDatabase(maintenanceUrl: string, name: string): Promise<string> {
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (trouble) {
    // Another process made it in the same moment.
    if ((trouble as { code?: string }).code !== "42P04" && (trouble as { code?: string }).code !== "23505")
      throw trouble;
  } finally {
    await client.end();
  }
  return url.href;
}
