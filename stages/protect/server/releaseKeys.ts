import type { Selectable } from "kysely";
import { operation } from "../../../runtime/http/operation.ts";
import type { ReleaseKeyTable } from "../../../runtime/store/database.ts";
import { releaseKeys as contract, type ReleaseKey } from "../contract.ts";

/** All keys that ever were trusted, the valid ones first. */
export const releaseKeys = operation(contract, async ({ db }) => {
  const keys = await db
    .selectFrom("release_key")
    .selectAll()
    .orderBy("withdrawn_at", (by) => by.asc().nullsFirst())
    .orderBy("name")
    .execute();
  return { keys: keys.map(shownKey) };
});

/** A key as the contracts show it. */
export function shownKey(key: Selectable<ReleaseKeyTable>): ReleaseKey {
  return {
    fingerprint: key.fingerprint,
    name: key.name,
    trustedAt: key.trusted_at.toISOString(),
    trustedBy: key.trusted_by,
    withdrawnAt: key.withdrawn_at?.toISOString() ?? null,
    withdrawnBy: key.withdrawn_by,
  };
}
