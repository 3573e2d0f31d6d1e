import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { readRetention, retentionKey } from "../../../runtime/history/retention.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { auditTrail } from "../contract.ts";
import { readEntries } from "./readEntries.ts";

/** The audit trail, newest lines first. */
export const showTrail = operation(auditTrail, async ({ db, summaryOf }, { before, outcome, limit = 100 }) => {
  const found = await readEntries(db, { before, outcome, limit: limit + 1 });
  const entries = found.map((entry) => ({ ...entry, summary: summaryOf(entry.operation) ?? null }));
  const retentionMonths = await readRetention(db);
  const retentionVersion = await versionInForce(db, { kind: "setting", id: retentionKey });
  return { entries: entries.slice(0, limit), more: entries.length > limit, retentionMonths, retentionVersion };
});
