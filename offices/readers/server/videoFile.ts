import { createReadStream, existsSync } from "node:fs";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { keptPath } from "../../../runtime/store/keepFile.ts";
import { videoFileContract } from "../contract.ts";
import { type StoredVideo, videoKey } from "./settings.ts";

/**
 * The uploaded film, for the player of the page.
 *
 * Refuses where none was uploaded, as where it lies elsewhere on the server.
 */
export const videoFile = operation(videoFileContract, async ({ db, folder }) => {
  const row = await db.selectFrom("setting").select("content").where("key", "=", videoKey).executeTakeFirst();
  const stored = row?.content as StoredVideo | undefined;
  if (stored === undefined || "address" in stored || !existsSync(keptPath(folder, stored.hash)))
    throw new Refusal("readers.noVideo", {}, { kind: "missing" });
  const { hash, fileName, mediaType } = stored;
  return { name: fileName, mediaType, content: createReadStream(keptPath(folder, hash)), tag: `"${hash}"` };
});
