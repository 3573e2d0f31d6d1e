import { countyCatalogue } from "../../runtime/catalogue/countyCatalogue.ts";
import { log } from "../../runtime/log/log.ts";
import type { Store } from "../../runtime/store/openStore.ts";
import { listTenants } from "../../runtime/store/tenants.ts";
import { sweepFiles } from "../../stages/collect/server/collect.ts";
import { renewPatterns } from "../../stages/protect/server/protect.ts";

/**
 * What a server sees to before it answers, in every county and municipality of the
 * installation: files that a killed run left go, and what is held back by rules of
 * an older program is worked out by those of today. Each says so with one line of
 * the log.
 */
export async function bringInOrder(
  store: Pick<Store, "db" | "installation" | "tenant" | "tenantRoom">,
  folder: string,
  now: () => Date,
): Promise<void> {
  for (const { slug: tenant } of await listTenants(store.installation)) {
    const room = tenant === store.tenant ? { store, folder } : await store.tenantRoom(tenant);
    if (room === undefined) throw new Error(`no room of tenant: ${tenant}`);
    const { db } = room.store;
    const swept = await sweepFiles(db, room.folder);
    if (swept > 0) log("unfinishedFilesRemoved", { tenant, number: swept });
    const renewed = await renewPatterns(db, { catalogue: await countyCatalogue(db, undefined, tenant), now });
    if (renewed.length > 0) log("patternsRenewed", { tenant, number: renewed.length });
  }
}
