import { type Operation, operation } from "../../../runtime/http/operation.ts";
import { changesOf, type Group } from "../contract.ts";
import { kindsOf } from "./kinds.ts";

/** The newest changes of a group, some at a time. */
export function showChanges(group: Group): Operation {
  return operation(changesOf(group), async ({ db }, { before, limit = 50 }) => {
    let query = db
      .selectFrom("change")
      .select(["kind", "id", "number", "changed_at", "person", "reason"])
      .select((of) => of("content", "is", null).as("removed"))
      .where("kind", "in", kindsOf(group))
      .orderBy("changed_at", "desc")
      .orderBy("kind")
      .orderBy("id")
      .orderBy("number", "desc")
      .limit(limit + 1);
    if (before !== undefined) query = query.where("changed_at", "<", new Date(before));
    const rows = await query.execute();
    const changes = rows.slice(0, limit).map(({ changed_at, removed, ...row }) => ({
      ...row,
      changedAt: changed_at.toISOString(),
      removed: Boolean(removed),
    }));
    return { changes, more: rows.length > limit };
  });
}
