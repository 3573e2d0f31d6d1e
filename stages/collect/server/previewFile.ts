import { rm } from "node:fs/promises";
import { operation } from "../../../runtime/http/operation.ts";
import { previewFile as contract } from "../contract.ts";
import { checkFile } from "./checkFile.ts";
import { learnedFor, makeProposal } from "./proposal.ts";
import { openDelivered, readDelivered } from "./readDelivered.ts";

/** Dry run of a file that is not kept. Without a mapping the proposed one is tried. */
export const previewFile = operation(
  contract,
  async (context, { file, mapping, sheets }) => {
    try {
      const workbook = await openDelivered(file);
      const learned = sheets === undefined ? await learnedFor(context.db, workbook) : undefined;
      const recognised = await readDelivered(context.db, workbook, mapping ?? learned?.mapping, sheets);
      const proposal = await makeProposal(context, workbook, recognised, learned);
      const { result } = await checkFile(context, workbook, mapping ?? proposal.mapping);
      return { proposal, check: result };
    } finally {
      await rm(file.path, { force: true });
    }
  },
  { narrows: ["own"] },
);
