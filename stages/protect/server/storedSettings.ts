import { type Kysely, type Selectable, sql } from "kysely";
import { circles } from "../../../kernel/contract/circle.ts";
import { countyClock } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../runtime/store/database.ts";
import type { ProfileSetting } from "../profileContract.ts";

/** A smallest level as it was set. */
export function levelSetting(row: Selectable<Database["audience_level"]>): ProfileSetting {
  return setting("level", { ...row, figure: null, value: row.level });
}

/** A rule as it was set. */
export function ruleSetting(row: Selectable<Database["disclosure_rule"]>): ProfileSetting {
  return setting("rule", { ...row, figure: row.figure_key, value: row.rule });
}

function setting(
  kind: ProfileSetting["kind"],
  row: {
    readonly id: number;
    readonly audience: string | null;
    readonly figure: string | null;
    readonly value: string | null;
    readonly reason: string;
    readonly set_at: Date;
    readonly set_by: string;
  },
): ProfileSetting {
  const { id, figure, value, reason, set_at, set_by } = row;
  const circle = circles.find((one) => one === row.audience) ?? null;
  return { id, kind, circle, figure, value, reason, setAt: set_at.toISOString(), setBy: set_by };
}

/**
 * Lets one setting be made after the other, and refuses when somebody was faster than the
 * person who saw an earlier one.
 *
 * @param newest the setting in force of the same pair
 */
export function demandNewest(newest: ProfileSetting | undefined, basedOn: number | undefined): void {
  if (basedOn === undefined || newest === undefined || newest.id <= basedOn) return;
  const time = new Date(newest.setAt).toLocaleString("de-DE", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: countyClock,
  });
  throw new Refusal("http.changedMeanwhile", { person: newest.setBy, time, version: newest.id }, { kind: "conflict" });
}

/** From here to the end of the transaction nobody else sets anything about who sees what. */
export async function lockSettings(transaction: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(7318, hashtext(current_schema()))`.execute(transaction);
}
