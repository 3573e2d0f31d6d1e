import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { jobFileContract } from "../contract.ts";
import { jobOf } from "./showJob.ts";

/**
 * The file that a job made, only for whoever asked for it: it may hold what others must not see.
 *
 * Refuses everybody else, and where no file is: seven days after the work it is erased.
 */
export const downloadJobFile = operation(jobFileContract, async (context, { id }) => {
  const { mine } = await jobOf(context, id);
  const row = await context.db
    .selectFrom("job")
    .select(["file", "file_name", "media_type"])
    .where("id", "=", id)
    .where("state", "=", "done")
    .executeTakeFirst();
  if (!mine || row === undefined || row.file === null) throw new Refusal("running.noFile", { id }, { kind: "missing" });
  return {
    name: row.file_name ?? String(id),
    mediaType: row.media_type ?? "application/octet-stream",
    content: row.file,
  };
});
