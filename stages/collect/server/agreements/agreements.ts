import type { Kysely } from "kysely";
import { versionsInForce } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { agreementsContract, type DeliveryAgreement } from "../../agreements/contract.ts";

/** All delivery agreements, by holder. */
export const agreements = operation(agreementsContract, async ({ db }) => ({ agreements: await storedAgreements(db) }));

/** Delivery agreements as the contract shows them. */
export async function storedAgreements(db: Kysely<Database>): Promise<DeliveryAgreement[]> {
  const rows = await db.selectFrom("delivery_agreement").selectAll().orderBy("holder").orderBy("id").execute();
  const version = await versionsInForce(db, "agreement");
  return rows.map(({ legal_basis, approved_until, ...row }) => ({
    ...row,
    legalBasis: legal_basis,
    approvedUntil: approved_until,
    version: version(row.id),
  }));
}
