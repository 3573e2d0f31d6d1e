import type { Kysely } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { type RoundEvent, type WeightingRound, weightingRound } from "../../combine.ts";

export interface StoredRound {
  readonly id: number;
  readonly closedAt: Date | null;
  /** As kept: without ballots. */
  readonly log: readonly RoundEvent[];
  /** With the ballots where they belong: before the end of their asking. */
  readonly events: readonly RoundEvent[];
  readonly round: WeightingRound;
}

export type Ballots = readonly (RoundEvent & { kind: "ballot" })[];

/**
 * A round as it is kept, or as it was after so many events.
 *
 * Ballots lie in a box per asking, without any order of arrival; here they are put
 * back before the end of their asking.
 */
export async function storedRound(db: Kysely<Database>, id: number, until?: number): Promise<StoredRound> {
  const row = await db.selectFrom("weighting_round").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("combine.unknownRound", { id }, { kind: "missing" });
  const rows = await db.selectFrom("round_event").selectAll().where("round_id", "=", id).orderBy("number").execute();
  const boxes = await db.selectFrom("round_ballot_box").selectAll().where("round_id", "=", id).execute();
  const log = rows.map((one) => one.content as RoundEvent).slice(0, until);
  const events = withBallots(log, new Map(boxes.map((box) => [box.asking, box.ballots as Ballots])));
  return { id, closedAt: row.closed_at, log, events, round: weightingRound(events) };
}

/** Locks a round, so that what two people do at the same time comes one after the other. */
export async function lockRound(db: Kysely<Database>, id: number): Promise<void> {
  await db.selectFrom("weighting_round").select("id").where("id", "=", id).forUpdate().execute();
}

/** Adds to the log of a round; the caller has seen that the round takes the events, and holds its lock. */
export async function addEvents(
  db: Kysely<Database>,
  stored: StoredRound,
  added: readonly RoundEvent[],
): Promise<void> {
  const rows = added.map((event, i) => ({
    round_id: stored.id,
    number: stored.log.length + 1 + i,
    content: JSON.stringify(event),
  }));
  if (rows.length > 0) await db.insertInto("round_event").values(rows).execute();
}

/** How many askings there were so far, over all passes; the number of the open one, or of the last. */
export function askingNumber(round: WeightingRound): number {
  return round.passes.reduce((sum, pass) => sum + pass.rounds.length, 0);
}

function withBallots(log: readonly RoundEvent[], boxes: ReadonlyMap<number, Ballots>): RoundEvent[] {
  const events: RoundEvent[] = [];
  let asking = 0;
  let isOpen = false;
  for (const event of log) {
    if (event.kind === "roundOpened") asking += 1;
    if (event.kind === "roundClosed") events.push(...(boxes.get(asking) ?? []));
    events.push(event);
    isOpen = event.kind === "roundOpened" || (isOpen && event.kind !== "roundClosed");
  }
  return isOpen ? [...events, ...(boxes.get(asking) ?? [])] : events;
}
