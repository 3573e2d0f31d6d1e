import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Accounts } from "../../../runtime/people/accounts/accounts.ts";
import type { Auth } from "../../../runtime/people/accounts/makeAuth.ts";
import { countTry, once } from "../../../runtime/people/accounts/slowDown.ts";

/** Six digits come from the app, however they are spaced; anything else is meant as a recovery code. */
export function typedCode(text: string): { readonly kind: "app" | "recovery"; readonly code: string } {
  const digits = text.replace(/\s/g, "");
  return /^\d{6}$/.test(digits) ? { kind: "app", code: digits } : { kind: "recovery", code: text.trim() };
}

/** A code of the app opens once: who looked over the shoulder comes too late. */
export async function demandUnused(accounts: Accounts, accountId: string, code: string): Promise<void> {
  await countTry(accounts, ["used code", accountId, code], once).catch((trouble: unknown) => {
    throw trouble instanceof Refusal ? new Refusal("people.codeWrong", {}, { kind: "signIn" }) : trouble;
  });
}

/** How many recovery codes an account has left. */
export async function recoveryCodesLeft(auth: Auth, accountId: string): Promise<number> {
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: accountId } });
  return backupCodes.length;
}
