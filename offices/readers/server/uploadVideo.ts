import { open, rm } from "node:fs/promises";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { keepFile } from "../../../runtime/store/keepFile.ts";
import { uploadVideoContract } from "../contract.ts";
import { keepSetting, videoKey, videoOf } from "./settings.ts";

/**
 * Keeps a film under its hash beside the delivered files, so that backups have it, and shows it from then on.
 *
 * Refuses a file that is neither MP4 nor WebM by its content.
 */
export const uploadVideo = operation(uploadVideoContract, async ({ db, folder, now }, { file }) => {
  const mediaType = await filmKind(file.path);
  if (mediaType === undefined) {
    await rm(file.path, { force: true });
    throw new Refusal("readers.notAVideo", { file: file.name });
  }
  const stored = { hash: file.hash, fileName: file.name, mediaType };
  let kept: Awaited<ReturnType<typeof keepFile>> | undefined;
  try {
    const answer = await changeOnce(db, { kind: "setting", id: videoKey }, undefined, async (transaction) => {
      await transaction
        .insertInto("file")
        .values({ hash: file.hash, bytes: file.bytes, first_name: file.name, stored_at: now() })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .execute();
      kept = await keepFile(transaction, folder, file.path, file.hash);
      await keepSetting(transaction, videoKey, stored);
      return { video: videoOf(stored) };
    });
    await kept?.settle();
    return answer;
  } catch (trouble) {
    await kept?.takeBack();
    throw trouble;
  }
});

/** What kind of film it is, by its first bytes and never by its name: MP4 (ISO 14496-12) or WebM (Matroska). */
async function filmKind(path: string): Promise<"video/mp4" | "video/webm" | undefined> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    if (head.toString("latin1", 4, 8) === "ftyp") return "video/mp4";
    return head.readUInt32BE(0) === 0x1a45dfa3 ? "video/webm" : undefined;
  } finally {
    await file.close();
  }
}
