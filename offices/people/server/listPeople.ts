import { sql } from "kysely";
import { operation } from "../../../runtime/http/operation.ts";
import { providerId } from "../../../runtime/people/accounts/provider.ts";
import { listPeople as contract } from "../peopleContract.ts";
import { demandFirstTenant } from "./door.ts";

/**
 * Who has an account in this installation: invited, active or disabled, with the ways in, for those who look after the
 * platform.
 *
 * Refuses everywhere but at the installation's first tenant.
 */
export const listPeople = operation(contract, async (context) => {
  demandFirstTenant(context);
  const now = context.now();
  const rows = await context.installation
    .selectFrom("kreislauf.account as a")
    .select((of) => [
      "a.id",
      "a.name",
      "a.email",
      "a.joined_at",
      "a.disabled_at",
      "a.two_factor_enabled",
      of
        .selectFrom("kreislauf.invitation as i")
        .select((max) => max.fn.max("i.expires_at").as("until"))
        .whereRef("i.account_id", "=", "a.id")
        .where("i.used_at", "is", null)
        .where("i.expires_at", ">", now)
        .as("invited_until"),
      of
        .selectFrom("kreislauf.passkey as p")
        .select((count) => count.fn.countAll<number>().as("n"))
        .whereRef("p.account_id", "=", "a.id")
        .as("passkeys"),
      of
        .selectFrom("kreislauf.credential as c")
        .select((count) => count.fn.countAll<number>().as("n"))
        .whereRef("c.account_id", "=", "a.id")
        .where("c.provider", "=", providerId)
        .as("by_provider"),
    ])
    .orderBy(sql`lower(a.name)`)
    .orderBy("a.email")
    .execute();
  return {
    people: rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      state:
        row.disabled_at !== null
          ? ("disabled" as const)
          : row.joined_at === null
            ? ("invited" as const)
            : ("active" as const),
      invitedUntil: row.invited_until?.toISOString() ?? null,
      secondFactor: row.two_factor_enabled,
      passkeys: row.passkeys ?? 0,
      byProvider: (row.by_provider ?? 0) > 0,
      isMe: row.id === context.person.id,
    })),
  };
});
