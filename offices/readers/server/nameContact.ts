import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { nameContactContract } from "../contract.ts";
import { contactKey, keepSetting } from "./settings.ts";

/**
 * Stores whom one tells about barriers, and which body sees to it.
 *
 * Refuses what is no e-mail address; an empty one takes the contact away.
 */
export const nameContact = operation(nameContactContract, ({ db }, { basedOn, reason: _, ...contact }) => {
  if (contact.email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email))
    throw new Refusal("readers.wrongMail", { email: contact.email });
  return changeOnce(db, { kind: "setting", id: contactKey }, basedOn, async (transaction) => {
    await keepSetting(transaction, contactKey, contact);
    return { stored: true };
  });
});
