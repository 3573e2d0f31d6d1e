import { type Kysely, sql } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { simpleShares } from "../simpleShares.ts";
import { figureGuard, guardInWords } from "./figureGuard.ts";
import { figureRules } from "./figureRules.ts";
import { profileSettings } from "./profileSettings.ts";
import { type ProtectWishes, protectFigures } from "./protectFigures.ts";

/** What the catalogue in force says about the protection of all figures. */
export function protectWishes({ catalogue, now }: Pick<Context, "catalogue" | "now">): ProtectWishes {
  const shares = simpleShares(catalogue.indicators.values());
  return { catalogue, day: localDay(now()), shares };
}

/**
 * Works out anew the patterns of all figures that are guarded otherwise now than
 * when their pattern was worked out: after a base figure got another rule, after an
 * indicator made one figure the share of another, after a newer program brought
 * other rules along. Answers which.
 *
 * Call it in the transaction that changes the definition, with the catalogue as it
 * is afterwards; no acceptance comes between.
 */
export async function renewPatterns(
  db: Kysely<Database>,
  context: Pick<Context, "catalogue" | "now">,
): Promise<readonly string[]> {
  if (!db.isTransaction) return db.transaction().execute((transaction) => renewPatterns(transaction, context));
  // The lock of an acceptance, which works out patterns as well.
  await sql`select pg_advisory_xact_lock(7305, hashtext(current_schema()))`.execute(db);
  const wishes = protectWishes(context);
  const { rules: set } = await profileSettings(db);
  const rules = await figureRules(db, wishes.catalogue, undefined, set);
  const { rows } = await sql<{ key: string; guarded_by: string }>`select key, guarded_by from figure`.execute(db);
  const changed = rows
    .filter(
      ({ key, guarded_by }) => rules.has(key) && guardInWords(figureGuard(key, rules, set, wishes)) !== guarded_by,
    )
    .map(({ key }) => key);
  await protectFigures(db, changed, wishes);
  return changed;
}
