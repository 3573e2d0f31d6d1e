import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { fingerprintOf } from "../../../runtime/signing/signing.ts";
import { trustReleaseKey as contract } from "../contract.ts";
import { shownKey } from "./releaseKeys.ts";

/**
 * Enters the public key of a statistics office; entering it again renames it, or makes a withdrawn one valid.
 *
 * Refuses what is no public key.
 */
export const trustReleaseKey = operation(contract, async ({ db, person, now }, { publicKey, name }) => {
  const fingerprint = fingerprintOf(publicKey);
  if (fingerprint === undefined) throw new Refusal("protect.noPublicKey");
  const trusted = { name, trusted_at: now(), trusted_by: person.name, withdrawn_at: null, withdrawn_by: null };
  const key = await db
    .insertInto("release_key")
    .values({ fingerprint, public_key: publicKey, ...trusted })
    .onConflict((conflict) => conflict.column("fingerprint").doUpdateSet(trusted))
    .returningAll()
    .executeTakeFirstOrThrow();
  return shownKey(key);
});
