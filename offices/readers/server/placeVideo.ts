import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { placeVideoContract } from "../contract.ts";
import { keepSetting, videoKey, videoOf } from "./settings.ts";

/**
 * Shows a film that lies elsewhere on this server, or none.
 *
 * Refuses addresses of other servers: no page asks anybody outside for a film.
 */
export const placeVideo = operation(placeVideoContract, ({ db }, { address, basedOn }) => {
  // A second slash, or a backslash that browsers read as one, would lead to another server.
  if (address !== null && !/^\/[^/\\\s][^\\\s]*$/.test(address)) throw new Refusal("readers.foreignVideo", { address });
  return changeOnce(db, { kind: "setting", id: videoKey }, basedOn, async (transaction) => {
    const stored = address === null ? null : { address };
    await keepSetting(transaction, videoKey, stored);
    return { video: stored === null ? null : videoOf(stored) };
  });
});
