import { verifyTrail } from "../../../runtime/history/verifyTrail.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { verifyAudit as contract } from "../contract.ts";

/** Walks the chain of the audit trail and says where it is broken. */
export const verifyAudit = operation(contract, ({ db }, { anchor }) => verifyTrail(db, anchor));
