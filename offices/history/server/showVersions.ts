import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { differences } from "../../../kernel/version/differences.ts";
import { type Operation, operation } from "../../../runtime/http/operation.ts";
import { type Group, versionsOf } from "../contract.ts";
import { kinds } from "./kinds.ts";

/** All versions of one thing with what each changed, newest first. */
export function showVersions(group: Group): Operation {
  return operation(versionsOf(group), async ({ db }, { kind, id }) => {
    const known = kinds[kind];
    const rows =
      known?.group === group
        ? await db
            .selectFrom("change")
            .selectAll()
            .where("kind", "=", kind)
            .where("id", "=", id)
            .orderBy("number")
            .execute()
        : [];
    if (rows.length === 0) throw new Refusal("history.noVersions", { kind, id }, { kind: "missing" });
    const versions = rows.map((row, at) => ({
      ...{ kind, id, number: row.number, changedAt: row.changed_at.toISOString() },
      ...{ person: row.person, reason: row.reason, removed: row.content === null },
      differences: differences(rows[at - 1]?.content ?? null, row.content),
      restorable: row.content !== null && at < rows.length - 1,
    }));
    return { versions: versions.reverse() };
  });
}
