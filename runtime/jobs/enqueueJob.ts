import { type Kysely, sql } from "kysely";
import type { Context } from "../http/operation.ts";
import type { Database } from "../store/database.ts";
import type { JobKind } from "./jobKind.ts";

/** Channel on which a new or cancelled job is told to whoever works on jobs: `<schema> <number>`. */
export const jobChannel = "kreislauf_job";

/**
 * Asks for work in the background and answers with the number of the job.
 *
 * Part of the transaction of `db`: when that fails, nothing was asked for. The
 * same work for the same input is not asked for twice while it waits or runs.
 */
export async function enqueueJob<Input>(
  context: Pick<Context, "person" | "now">,
  db: Kysely<Database>,
  kind: Pick<JobKind<Input>, "name" | "label">,
  input: Input,
): Promise<number> {
  const text = JSON.stringify(input);
  const waiting = await db
    .selectFrom("job")
    .select("id")
    .where("kind", "=", kind.name)
    .where("state", "in", ["queued", "running"])
    .where(sql<boolean>`input = ${text}::jsonb`)
    .where(sql<boolean>`person ->> 'id' = ${context.person.id}`)
    .executeTakeFirst();
  if (waiting !== undefined) return waiting.id;
  const { id } = await db
    .insertInto("job")
    .values({
      kind: kind.name,
      label: JSON.stringify(kind.label),
      input: text,
      person: JSON.stringify(context.person),
      asked_at: context.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  // Heard when the transaction is through, and not at all when it fails.
  await sql`select pg_notify(${jobChannel}, current_schema() || ' ' || ${String(id)}::text)`.execute(db);
  return id;
}
