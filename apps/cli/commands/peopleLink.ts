import { countyClock } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";
import { addressOfLink } from "./addressOfLink.ts";

/**
 * `kreislauf people link`: a new link for whoever lost password or telephone, when nobody else can help in the browser.
 *
 * Refuses an address without an account.
 */
export const peopleLink: Command = {
  words: ["people", "link"],
  summary: {
    de: "Stellt für ein vorhandenes Konto einen neuen Link aus",
    en: "Issues a new link for an existing account",
  },
  usage: "--email name@behoerde.de [--reset-second-factor] [--address https://…]",
  options: { email: { type: "string" }, "reset-second-factor": { type: "boolean" }, address: { type: "string" } },
  run: async (call) => {
    const { email, json } = call.values;
    if (typeof email !== "string" || email.trim() === "")
      throw new Refusal("cli.missingOption", { option: "--email", words: "people link", usage: peopleLink.usage });
    const origin = addressOfLink(call);
    const { invitationAddress, inviteAgain } = await import("../../../runtime/people/accounts/invitations.ts");
    const { token, expiresAt } = await withCounty(call, async (context) => {
      const { resetSecondFactor } = await import("../../../offices/people/server/resetSecondFactor.ts");
      const { appendEntry } = await import("../../../runtime/history/auditTrail.ts");
      const account = await context.installation
        .selectFrom("kreislauf.account")
        .select("id")
        .where("email", "=", email.trim().toLowerCase())
        .executeTakeFirst();
      if (account === undefined) throw new Refusal("people.noAccountOfEmail", {}, { kind: "missing" });
      if (call.values["reset-second-factor"] === true) await resetSecondFactor.run(context, account);
      const { person } = context;
      const link = await inviteAgain(context.installation, account.id, { person: person.id, now: context.now() });
      const trace = { operation: "people.renewInvitation", action: "change", object: "settings" } as const;
      await appendEntry(context.db, person, context.now(), { ...trace, subject: account, outcome: "done" });
      return link;
    });
    const link = invitationAddress(origin, token);
    if (json === true) call.print(JSON.stringify({ link, expiresAt: expiresAt.toISOString() }, null, 2));
    else
      call.print(
        `${link}\n\n${call.say({
          de: `Dieser Link öffnet das Konto einmal und gilt bis ${expiresAt.toLocaleDateString("de-DE", { dateStyle: "long", timeZone: countyClock })}.`,
          en: `This link opens the account once and holds until ${expiresAt.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: countyClock })}.`,
        })}`,
      );
    return 0;
  },
};
