import { changeOnce } from "../../../../runtime/history/changeOnce.ts";
import type { Restore } from "../../../../runtime/http/operation.ts";
import { afterChangedSpaces } from "./afterChangedSpaces.ts";

/** An area under the name and in the time that it had at an earlier version; what adds up differently is protected anew. */
export const restoreArea: Restore = (context, { id, content, basedOn }) => {
  const before = content as {
    readonly name: string;
    readonly valid_from: string | null;
    readonly valid_to: string | null;
  };
  return changeOnce(context.db, { kind: "area", id }, basedOn, async (db) => {
    const { name, valid_from, valid_to } = before;
    await db.updateTable("area").set({ name, valid_from, valid_to }).where("id", "=", Number(id)).execute();
    await afterChangedSpaces(context, db);
    return {};
  });
};
