import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { eraseNamesInTime, retentionKey, writeRetention } from "../../../runtime/history/retention.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { keepNamesFor as contract } from "../contract.ts";

/** Sets how long names stay in the audit trail, and erases at once those whose time is over. */
export const keepNamesFor = operation(contract, async ({ db, now }, { months, basedOn }) => {
  const { version } = await changeOnce(db, { kind: "setting", id: retentionKey }, basedOn, async (transaction) => {
    await writeRetention(transaction, months);
    return {};
  });
  const { entries, versions } = await eraseNamesInTime(db, now());
  return { erasedEntries: entries, erasedVersions: versions, version };
});
