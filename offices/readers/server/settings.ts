import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";
import { type Accessibility, videoFileContract } from "../contract.ts";

/** Settings of the county that this office keeps; each keeps its versions. */
export const contactKey = "accessibility";
export const videoKey = "signVideo";

/** The film as it is kept: a file of the data folder, or an address of this server. */
export type StoredVideo =
  | { readonly hash: string; readonly fileName: string; readonly mediaType: string }
  | { readonly address: string };

/** Stores a setting, or takes it away. */
export async function keepSetting(db: Kysely<Database>, key: string, setting: object | null): Promise<void> {
  if (setting === null) {
    await db.deleteFrom("setting").where("key", "=", key).execute();
    return;
  }
  const content = JSON.stringify(setting);
  await db
    .insertInto("setting")
    .values({ key, content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
}

/** The film as pages show it. */
export function videoOf(stored: StoredVideo): NonNullable<Accessibility["video"]> {
  if ("address" in stored) {
    const mediaType = stored.address.endsWith(".webm") ? "video/webm" : "video/mp4";
    return { address: stored.address, fileName: "", mediaType };
  }
  const { hash, fileName, mediaType } = stored;
  // Another film has another address, so that no browser shows the old one.
  return { address: `${videoFileContract.path}?film=${hash.slice(0, 12)}`, fileName, mediaType };
}
