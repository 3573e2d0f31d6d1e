import { Accounts } from "../../runtime/people/accounts/accounts.ts";
import { installationKey } from "../../runtime/people/accounts/installationKey.ts";
import type { SignInSettings } from "../../runtime/people/accounts/signInSettings.ts";
import { grantsOf } from "../../runtime/people/grantsOf.ts";
import type { Store } from "../../runtime/store/openStore.ts";

/** The people of this installation, for the server: with the key from the data folder, and roles from the tenant's own tables. */
export async function serverAccounts(
  store: Pick<Store, "db" | "installation" | "tenant" | "tenantRoom">,
  settings: { readonly folder: string; readonly signIn: SignInSettings; readonly secret: string | undefined },
): Promise<Accounts> {
  return new Accounts({
    db: store.installation,
    settings: settings.signIn,
    secret: await installationKey(settings.folder, settings.secret),
    now: () => new Date(),
    grantsOf: async (accountId, tenant, day) => {
      const room = tenant === store.tenant ? store : (await store.tenantRoom(tenant))?.store;
      return room === undefined ? [] : grantsOf(room.db, accountId, tenant, day);
    },
  });
}
