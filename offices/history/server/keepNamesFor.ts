import { eraseNamesInTime, writeRetention } from "../../../runtime/history/retention.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { keepNamesFor as contract } from "../contract.ts";

/** Sets how long names stay in the audit trail, and erases at once those whose time is over. */
export const keepNamesFor = operation(contract, async ({ db, now }, { months }) => {
  await writeRetention(db, months);
  const { entries, versions } = await eraseNamesInTime(db, now());
  return { erasedEntries: entries, erasedVersions: versions };
});
