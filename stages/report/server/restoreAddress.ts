import { audiences } from "../../../kernel/contract/audience.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import { addressReport } from "./addressReport.ts";

/**
 * For whom a report was, and which of its parts were internal, at an earlier version. Its figures and
 * words are frozen with it, and a release is not taken back: what went out went out.
 */
export const restoreAddress: Restore = (context, { id, content, ...start }) => {
  const before = content as { readonly audiences: readonly string[]; readonly internal_blocks: readonly string[] };
  return addressReport.run(context, {
    ...start,
    id: Number(id),
    audiences: audiences.filter((audience) => before.audiences.includes(audience)),
    internalBlocks: [...before.internal_blocks],
  });
};
