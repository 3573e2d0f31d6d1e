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
import { installation as installationSchema, migrate, migrateAll } from "./migrate.ts";
import { folderOf, noteFirstTenant, secureTenant, slugOf } from "./tenants.ts";

/** The open store of an installation, at the county that it was opened for. */
export interface Store {
  /** The county's own tables, under its own database role where the database allows roles. */
  readonly db: Kysely<Database>;
  /** What the installation shares, whole; the tables of no tenant are meant to be read through it. */
  readonly installation: Kysely<Database>;
  /** The tenant whose tables `db` shows. */
  readonly tenant: string;
  /** Database role of its connections; null where the installation's user may not create roles. */
  readonly role: string | null;
  /** Another tenant of the installation: its tables and its folder; undefined where there is none of this name. */
  readonly tenantRoom: (slug: string) => Promise<OpenRoom | undefined>;
  /** Connections of the installation's own user, for changing tables and adding tenants. */
  readonly pool: pg.Pool;
  /** Address of the database, with password. */
  readonly url: string;
  /** Closes the connections and, when nobody else uses the embedded database, stops it. */
  readonly close: () => Promise<void>;
}

export interface OpenRoom {
  readonly store: Pick<Store, "db" | "installation">;
  readonly folder: string;
  readonly role: string | null;
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
  if (choice.databaseUrl !== undefined && choice.databaseUrl !== "")
    return openAt(choice.databaseUrl, choice, async () => undefined);
  const postgres = await startPostgres(choice.folder, { as: choice.as });
  try {
    return await openAt(await demandDatabase(postgres.url, "kreislauf"), choice, () => postgres.leave());
  } catch (trouble) {
    await postgres.leave();
    throw trouble;
  }
}

async function openAt(url: string, choice: StoreChoice, leave: () => Promise<void>): Promise<Store> {
  const schema = choice.schema ?? "county";
  const own = connect(url, installationSchema, { connections: 4 });
  const open: Connection[] = [own];
  const closeAll = async () => {
    for (const connection of open.splice(0)) await connection.close();
  };
  try {
    await demandVersion(own.pool, url);
    const roles = await upToDate(own.pool, schema);
    const rooms = new Map<string, OpenRoom>();
    const enter = (slug: string, of: string, role: string | null): OpenRoom => {
      const connection = connect(url, of, { role });
      open.push(connection);
      const room = {
        store: { db: connection.db, installation: own.db },
        folder: folderOf(choice.folder, slug, slugOf(schema)),
        role,
      };
      rooms.set(slug, room);
      return room;
    };
    const tenant = slugOf(schema);
    const { store, role } = enter(tenant, schema, roles.get(schema) ?? null);
    return {
      ...store,
      tenant,
      role,
      url,
      pool: own.pool,
      tenantRoom: async (slug) => {
        const known = rooms.get(slug);
        if (known !== undefined) return known;
        const row = await own.db
          .selectFrom("kreislauf.tenant")
          .select(["schema_name", "database_role"])
          .where("slug", "=", slug)
          .executeTakeFirst();
        // Of two who ask at once the second finds the room open.
        return row === undefined ? undefined : (rooms.get(slug) ?? enter(slug, row.schema_name, row.database_role));
      },
      close: async () => {
        await closeAll();
        await leave();
      },
    };
  } catch (trouble) {
    await closeAll();
    throw trouble;
  }
}

/** Brings all tables up to date, those of every tenant, and gives each its role; answers the roles by schema. */
async function upToDate(pool: pg.Pool, schema: string): Promise<ReadonlyMap<string, string | null>> {
  await migrateAll(pool, schema);
  await noteFirstTenant(pool, schema);
  const { rows } = await pool.query<{ schema_name: string }>("select schema_name from kreislauf.tenant order by slug");
  const roles = new Map<string, string | null>();
  for (const { schema_name } of rows) {
    if (schema_name !== schema) await migrate(pool, schema_name);
    roles.set(schema_name, await secureTenant(pool, schema_name));
  }
  return roles;
}

/** Kysely over a pool of connections whose tables are those of one schema, working under a role where one is given. */
export function connect(
  url: string,
  schema: string,
  { role = null, connections = 16 }: { readonly role?: string | null; readonly connections?: number } = {},
): Connection {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`schema name: ${schema}`);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c search_path=${schema} -c timezone=UTC${role === null ? "" : ` -c role=${role}`}`,
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

/** Refuses a database that cannot be reached, with the reason, and PostgreSQL before 15. */
export async function demandVersion(pool: Pick<pg.Pool, "query">, url: string): Promise<void> {
  let version: number;
  try {
    const { rows } = await pool.query("select current_setting('server_version_num')::integer as version");
    version = rows[0]?.version;
  } catch (trouble) {
    const { host } = new URL(url);
    const reason = trouble instanceof Error && trouble.message !== "" ? trouble.message : String(trouble);
    throw new Refusal("store.databaseUnreachable", { place: host, reason });
  }
  // 14.12 counts as 140012.
  if (version < 150_000)
    throw new Refusal("store.databaseTooOld", { version: `${Math.floor(version / 10_000)}.${version % 10_000}` });
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
