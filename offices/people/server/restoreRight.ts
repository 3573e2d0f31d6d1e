import { localDay } from "../../../kernel/time/localDay.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import type { Scope } from "../../../runtime/people/person.ts";
import { grantRole } from "./grantRole.ts";
import { saveUnit } from "./saveUnit.ts";

interface Given {
  readonly account_id: string;
  readonly role: string;
  readonly scope_kind: Scope["kind"] | null;
  readonly scope_id: string | null;
  readonly valid_until: string | null;
}

/** A role that was ended, given again from today on, until the day that was set, if that is still to come. Nobody gives one back to oneself. */
export const restoreRight: Restore = (context, { id, content, reason, basedOn }) =>
  changeOnce(context.db, { kind: "right", id }, basedOn, async () => {
    const { account_id: account, role, scope_kind: kind, scope_id: scope, valid_until: until } = content as Given;
    const today = localDay(context.now());
    await grantRole.run(context, {
      ...{ account, role, reason },
      ...(kind === null || scope === null ? {} : { scope: { kind, id: scope } }),
      ...(until === null || until < today ? {} : { until }),
    });
    return {};
  });

/** A unit under the name and in the place that it had at an earlier version, from today on. */
export const restoreUnit: Restore = (context, { id, content, ...start }) => {
  const before = content as { readonly name: string; readonly short: string; readonly parent_id: number | null };
  const { name, short, parent_id: parent } = before;
  return saveUnit.run(context, { id: Number(id), name, short, parent, ...start });
};
