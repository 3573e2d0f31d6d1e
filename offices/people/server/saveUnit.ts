import { type Kysely, sql } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { demandUnchanged, versionInForce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { saveUnit as contract } from "../rightsContract.ts";

/**
 * Adds a unit to the organisation chart, or renames or moves one from a day on. The state before
 * ends on that day and stays, so that older documents keep their name (PM08-052).
 *
 * Refuses a unit that does not exist, a day before the last change, and a place below itself.
 */
export const saveUnit = operation(contract, async ({ db, person, now }, input) => {
  const from = input.from ?? localDay(now());
  return db.transaction().execute(async (trx) => {
    // One chart, one hand at a time: a circle needs two moves at once.
    await sql`select pg_advisory_xact_lock(7313, hashtext(current_schema()))`.execute(trx);
    if (input.id !== undefined) await demandUnchanged(trx, { kind: "unit", id: String(input.id) }, input.basedOn);
    const newest = input.id === undefined ? undefined : await newestState(trx, input.id);
    if (input.id !== undefined && newest === undefined)
      throw new Refusal("people.noSuchUnit", { id: input.id }, { kind: "missing" });
    if (newest !== undefined && newest.valid_from > from)
      throw new Refusal("people.unitChangedLater", { name: newest.name, day: newest.valid_from }, { kind: "conflict" });
    const id = input.id ?? (await addUnit(trx, input.kind ?? "office"));
    const parent = input.parent === undefined ? (newest?.parent_id ?? null) : input.parent;
    if (parent !== null) await demandParent(trx, id, parent);
    const state = {
      name: input.name,
      short: input.short ?? newest?.short ?? "",
      parent_id: parent,
      changed_by: person.name,
      changed_at: now(),
    };
    // Twice on one day: the second corrects the first.
    if (newest?.valid_from === from)
      await trx.updateTable("unit_state").set(state).where("unit_id", "=", id).where("valid_from", "=", from).execute();
    else {
      await trx
        .updateTable("unit_state")
        .set({ valid_to: from })
        .where("unit_id", "=", id)
        .where("valid_to", "is", null)
        .execute();
      await trx
        .insertInto("unit_state")
        .values({ unit_id: id, valid_from: from, valid_to: null, ...state })
        .execute();
    }
    return { id, version: await versionInForce(trx, { kind: "unit", id: String(id) }) };
  });
});

async function newestState(db: Kysely<Database>, id: number) {
  return db
    .selectFrom("unit_state")
    .selectAll()
    .where("unit_id", "=", id)
    .orderBy("valid_from", "desc")
    .limit(1)
    .executeTakeFirst();
}

async function addUnit(db: Kysely<Database>, kind: "office" | "provider" | "municipality"): Promise<number> {
  const { id } = await db.insertInto("unit").values({ kind }).returning("id").executeTakeFirstOrThrow();
  return id;
}

async function demandParent(db: Kysely<Database>, id: number, parent: number): Promise<void> {
  const above = new Set<number>([id]);
  for (let next: number | null = parent; next !== null; ) {
    if (above.has(next)) throw new Refusal("people.unitInCircle", { id });
    above.add(next);
    const state = await newestState(db, next);
    if (state === undefined) throw new Refusal("people.noSuchUnit", { id: next }, { kind: "missing" });
    next = state.parent_id;
  }
}
