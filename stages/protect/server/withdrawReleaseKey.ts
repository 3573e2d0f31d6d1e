import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { withdrawReleaseKey as contract } from "../contract.ts";
import { shownKey } from "./releaseKeys.ts";

/**
 * Takes trust away from a key, as when it was lost; the key itself stays known, since transfers refer to it.
 *
 * Refuses a key that nobody entered.
 */
export const withdrawReleaseKey = operation(contract, async ({ db, person, now }, { fingerprint }) => {
  await db
    .updateTable("release_key")
    .set({ withdrawn_at: now(), withdrawn_by: person.name })
    .where("fingerprint", "=", fingerprint)
    .where("withdrawn_at", "is", null)
    .execute();
  const key = await db.selectFrom("release_key").selectAll().where("fingerprint", "=", fingerprint).executeTakeFirst();
  if (key === undefined) throw new Refusal("protect.unknownKey", { fingerprint }, { kind: "missing" });
  return shownKey(key);
});
