import type { CliStage } from "../../../runtime/cli/command.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { checkIndex } from "./checkIndex.ts";
import { compareIndices } from "./compareIndices.ts";
import { distributeByIndex } from "./distributeByIndex.ts";
import { explainSensitivity } from "./explainSensitivity.ts";
import { runIndex } from "./runIndex.ts";

/** The commands of the index: they work on files alone, without server and database. */
export const stage: CliStage = {
  commands: [runIndex, checkIndex, compareIndices, explainSensitivity, distributeByIndex],
  phrases,
};
