import { operation } from "../../../runtime/http/operation.ts";
import { providerId } from "../../../runtime/people/accounts/provider.ts";
import { myAccount as contract } from "../accountContract.ts";
import { signedIn } from "./door.ts";
import { recoveryCodesLeft } from "./secondFactorCode.ts";

/**
 * One's own account: ways in, second factor, number of recovery codes left, devices that are signed in, and the last
 * 50 things that were done to it.
 */
export const myAccount = operation(contract, async (context) => {
  const { accounts, visit, account } = await signedIn(context);
  const { db } = accounts;
  const credentials = await db
    .selectFrom("kreislauf.credential")
    .select(["provider", "password"])
    .where("account_id", "=", account.id)
    .execute();
  const passkeys = await db
    .selectFrom("kreislauf.passkey")
    .select(["id", "name", "created_at", "backed_up"])
    .where("account_id", "=", account.id)
    .orderBy("created_at")
    .execute();
  const sessions = await db
    .selectFrom("kreislauf.session")
    .select(["id", "device", "created_at", "used_at"])
    .where("account_id", "=", account.id)
    .where("expires_at", ">", accounts.now())
    .orderBy("used_at", "desc")
    .execute();
  const news = await db
    .selectFrom("kreislauf.account_event")
    .select(["happened_at", "what", "by_other", "seen_at"])
    .where("account_id", "=", account.id)
    .orderBy("id", "desc")
    .limit(50)
    .execute();
  return {
    name: account.name,
    email: account.email,
    hasPassword: credentials.some(({ password }) => password !== null),
    provider: credentials.some(({ provider }) => provider === providerId)
      ? (accounts.settings.provider?.name ?? null)
      : null,
    secondFactor: account.secondFactor,
    needsSecondFactor: await accounts.demandsSecondFactor(account.id),
    recoveryCodesLeft: account.secondFactor ? await recoveryCodesLeft(await accounts.authAt(visit), account.id) : 0,
    passkeysWork: accounts.passkeysWorkAt(visit),
    passkeys: passkeys.map(({ id, name, created_at, backed_up }) => ({
      id,
      name: name ?? "",
      addedAt: created_at?.toISOString() ?? "",
      isSynchronised: backed_up,
    })),
    news: news.map(({ happened_at, what, by_other, seen_at }) => ({
      at: happened_at.toISOString(),
      what,
      byOther: by_other,
      isNew: seen_at === null,
    })),
    sessions: sessions.map(({ id, device, created_at, used_at }) => ({
      id,
      device,
      signedInAt: created_at.toISOString(),
      lastUsedAt: used_at.toISOString(),
      isThisOne: id === account.session.id,
    })),
  };
});
