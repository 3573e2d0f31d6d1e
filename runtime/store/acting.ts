import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";

/** Who changes something right now, as the versions in the database name them. */
export interface Acting {
  readonly personId: string;
  readonly person: string;
  readonly reason: string;
  readonly now: Date;
}

const acting = new AsyncLocalStorage<Acting>();
// What each connection was told last, so that nothing is said twice.
const told = new WeakMap<pg.PoolClient, Acting>();

/** Does the work in such a way that every version which it leaves in the database bears this person's name. */
export function actAs<Result>(who: Acting, work: () => Promise<Result>): Promise<Result> {
  // What one operation does by another has the reason of the first, unless it names its own.
  const reason = who.reason === "" ? (acting.getStore()?.reason ?? "") : who.reason;
  return acting.run({ ...who, reason }, work);
}

/** Tells a connection, as it is lent, on whose behalf it works; nobody's after somebody's. */
export async function tellWhoActs(client: pg.PoolClient): Promise<void> {
  const who = acting.getStore();
  if (told.get(client) === who) return;
  await client.query(
    `select set_config('kreislauf.person_id', $1, false), set_config('kreislauf.person', $2, false),
            set_config('kreislauf.reason', $3, false), set_config('kreislauf.now', $4, false)`,
    who === undefined ? ["", "", "", ""] : [who.personId, who.person, who.reason, who.now.toISOString()],
  );
  if (who === undefined) told.delete(client);
  else told.set(client, who);
}
