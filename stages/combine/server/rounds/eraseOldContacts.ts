import type { Kysely } from "kysely";
import { localDay } from "../../../../kernel/time/localDay.ts";
import type { Database } from "../../../../runtime/store/database.ts";

/** Names and addresses of a panel are kept so many days after the round was closed. */
export const contactDays = 90;

const dayLong = 86_400_000;

/** Erases names and addresses whose time is over; groups and who answered stay. */
export async function eraseOldContacts(db: Kysely<Database>, now: Date): Promise<void> {
  const due = new Date(now.getTime() - contactDays * dayLong);
  await db
    .updateTable("round_participant")
    .set({ name: "", email: "" })
    .where("name", "<>", "")
    .where("round_id", "in", (query) =>
      query.selectFrom("weighting_round").select("id").where("closed_at", "is not", null).where("closed_at", "<=", due),
    )
    .execute();
}

/** Day on which the contact data of a round go. */
export function erasedOn(closedAt: Date | null): string | null {
  return closedAt === null ? null : localDay(new Date(closedAt.getTime() + contactDays * dayLong));
}
