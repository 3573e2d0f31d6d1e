import type { Context } from "../../../runtime/http/operation.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { transfers as contract, type Transfer } from "../contract.ts";

/** The transfer log, newest first. */
export const transfers = operation(contract, async ({ db }) => ({ transfers: await storedTransfers(db) }));

/** Records of the log as the contracts show them: all of them, or the one of a package. */
export async function storedTransfers(db: Context["db"], packageHash?: string): Promise<Transfer[]> {
  let query = db
    .selectFrom("transfer")
    .innerJoin("release_key", "release_key.fingerprint", "transfer.key_fingerprint")
    .selectAll("transfer")
    .select("release_key.name as key_name")
    .orderBy("transfer.id", "desc");
  if (packageHash !== undefined) query = query.where("package_hash", "=", packageHash);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    content: row.content,
    figure: row.figure_key,
    period: row.period,
    recipient: row.recipient,
    releasedOn: row.released_on,
    purpose: row.purpose,
    rules: (row.rules as { inWords: string; setBy: string | null }[]).map(({ inWords, setBy }) =>
      setBy === null ? inWords : `${inWords} (festgelegt von: ${setBy})`,
    ),
    person: row.person,
    cells: row.cells,
    withheld: row.withheld,
    hash: row.package_hash,
    keyName: row.key_name,
    keyFingerprint: row.key_fingerprint,
    deliveryId: row.delivery_id,
    receivedAt: row.received_at.toISOString(),
    receivedBy: row.received_by,
  }));
}
