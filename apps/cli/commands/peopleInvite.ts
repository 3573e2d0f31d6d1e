import { countyClock, localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { roles } from "../../../runtime/people/person.ts";
import { withCounty } from "../withCounty.ts";
import { addressOfLink } from "./addressOfLink.ts";

/**
 * `kreislauf people invite`: an account and the link with which to enter it; the way to the first administrator.
 *
 * Refuses a role that is none, and the public's, which nobody is given.
 */
export const peopleInvite: Command = {
  words: ["people", "invite"],
  summary: {
    de: "Lädt jemanden ein: legt ein Konto an und druckt den Link dazu",
    en: "Invites somebody: makes an account and prints its link",
  },
  usage: '--name "Vorname Name" --email name@behoerde.de [--role R11] [--address https://…]',
  options: {
    name: { type: "string" },
    email: { type: "string" },
    role: { type: "string", multiple: true },
    address: { type: "string" },
  },
  run: async (call) => {
    const { name, email, role, json } = call.values;
    for (const [option, value] of Object.entries({ name, email }))
      if (typeof value !== "string" || value.trim() === "")
        throw new Refusal("cli.missingOption", {
          option: `--${option}`,
          words: "people invite",
          usage: peopleInvite.usage,
        });
    const wanted = (Array.isArray(role) ? role : []).map(String);
    for (const one of wanted)
      if (!roles.some((known) => known === one) || one === "R10")
        throw new Refusal("cli.wrongChoice", {
          option: "--role",
          text: one,
          choices: roles.filter((known) => known !== "R10").join(", "),
        });
    const origin = addressOfLink(call);
    const { token, expiresAt } = await withCounty(call, async (context) => {
      const { invite } = await import("../../../runtime/people/accounts/invitations.ts");
      const { appendEntry } = await import("../../../runtime/history/auditTrail.ts");
      const { installation, tenant, person } = context;
      const now = context.now();
      const link = await invite(installation, { name: String(name), email: String(email) }, { person: person.id, now });
      const trace = { operation: "people.invitePerson", action: "create", object: "settings" } as const;
      await appendEntry(context.db, person, now, { ...trace, subject: { id: link.accountId }, outcome: "done" });
      for (const one of wanted)
        await installation
          .insertInto("kreislauf.role_grant")
          .values({
            ...{ account_id: link.accountId, tenant, role: one, scope_kind: null, scope_id: null },
            ...{ valid_from: localDay(now), valid_until: null },
            ...{ reason: "", granted_by: person.name, granted_at: now },
          })
          .execute();
      return link;
    });
    if (wanted.length === 0)
      call.tell(
        call.say({
          de: "Das Konto hat noch kein Recht. Rollen gibt die Systembetreuung im Browser; das erste Konto braucht --role R11.",
          en: "The account has no right yet. Administrators give roles in the browser; the first account needs --role R11.",
        }),
      );
    const { invitationAddress } = await import("../../../runtime/people/accounts/invitations.ts");
    const link = invitationAddress(origin, token);
    if (json === true) call.print(JSON.stringify({ link, expiresAt: expiresAt.toISOString() }, null, 2));
    else
      call.print(
        `${link}\n\n${call.say({
          de: `Dieser Link öffnet das Konto einmal und gilt bis ${expiresAt.toLocaleDateString("de-DE", { dateStyle: "long", timeZone: countyClock })}. Geben Sie ihn nur an ${String(name).trim()} weiter.`,
          en: `This link opens the account once and holds until ${expiresAt.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: countyClock })}. Give it to ${String(name).trim()} only.`,
        })}`,
      );
    return 0;
  },
};
