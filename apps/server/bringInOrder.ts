import { countyCatalogue } from "../../runtime/catalogue/countyCatalogue.ts";
import { log } from "../../runtime/log/log.ts";
import type { Store } from "../../runtime/store/openStore.ts";
import { sweepFiles } from "../../stages/collect/server/collect.ts";
import { renewPatterns } from "../../stages/protect/server/protect.ts";

/**
 * What a server sees to before it answers: files that a killed run left go, and
 * what is held back by rules of an older program is worked out by those of today.
 * Each says so with one line of the log.
 */
export async function bringInOrder({ db }: Pick<Store, "db">, folder: string, now: () => Date): Promise<void> {
  const swept = await sweepFiles(db, folder);
  if (swept > 0) log("unfinishedFilesRemoved", { number: swept });
  const renewed = await renewPatterns(db, { catalogue: await countyCatalogue(db), now });
  if (renewed.length > 0) log("patternsRenewed", { number: renewed.length });
}
