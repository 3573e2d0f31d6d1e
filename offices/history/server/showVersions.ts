import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { differences } from "../../../kernel/version/differences.ts";
import { type Operation, operation } from "../../../runtime/http/operation.ts";
import { type Group, type Version, versionsOf } from "../contract.ts";
import { kinds } from "./kinds.ts";
import { type VersionBefore, versionBefore } from "./versionBefore.ts";

/** All versions of one thing with what each changed, newest first. */
export function showVersions(group: Group): Operation {
  return operation(versionsOf(group), async (context, { kind, id }) => {
    const isKnown = kinds[kind]?.group === group;
    const rows = isKnown
      ? await context.db
          .selectFrom("change")
          .selectAll()
          .where("kind", "=", kind)
          .where("id", "=", id)
          .orderBy("number")
          .execute()
      : [];
    const before = isKnown ? await versionBefore(context, { kind, id }, rows[0]?.number) : undefined;
    if (rows.length === 0 && before === undefined)
      throw new Refusal("history.noVersions", { kind, id }, { kind: "missing" });
    const given = before === undefined ? [] : [asGiven({ kind, id }, before, rows.length > 0)];
    const versions = rows.map((row, at) => ({
      ...{ kind, id, number: row.number, changedAt: row.changed_at.toISOString() },
      ...{ person: row.person, reason: row.reason, removed: row.content === null },
      differences: differences((at === 0 ? before : rows[at - 1])?.content ?? null, row.content),
      restorable: row.content !== null && at < rows.length - 1,
      given: false,
    }));
    return { versions: [...given, ...versions].reverse() };
  });
}

/** The version that all changes here started from: who wrote it when is not known here. */
function asGiven(
  thing: { readonly kind: string; readonly id: string },
  { number, content }: VersionBefore,
  restorable: boolean,
): Version {
  return {
    ...{ ...thing, number, changedAt: "", person: "", reason: "", removed: false },
    ...{ differences: differences(null, content), restorable, given: true },
  };
}
