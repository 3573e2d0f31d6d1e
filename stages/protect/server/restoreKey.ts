import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import { trustReleaseKey } from "./trustReleaseKey.ts";
import { withdrawReleaseKey } from "./withdrawReleaseKey.ts";

/** A key as it stood at an earlier version: trusted under the name of that time, or withdrawn. */
export const restoreKey: Restore = (context, { id, content, basedOn }) => {
  const key = content as { readonly public_key: string; readonly name: string; readonly withdrawn_at?: string | null };
  return changeOnce(context.db, { kind: "releaseKey", id }, basedOn, async () => {
    if (key.withdrawn_at == null) await trustReleaseKey.run(context, { publicKey: key.public_key, name: key.name });
    else await withdrawReleaseKey.run(context, { fingerprint: id });
    return {};
  });
};
