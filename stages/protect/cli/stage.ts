import type { CliStage } from "../../../runtime/cli/command.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { auditCommand } from "./auditCommand.ts";
import { editStreetsCommand, exportStreetsCommand } from "./editStreetsCommand.ts";
import { keysCommand } from "./keysCommand.ts";
import { protectCommand } from "./protectCommand.ts";
import { releaseCommand } from "./releaseCommand.ts";
import { streetsCommand } from "./streetsCommand.ts";
import { tableCommand } from "./tableCommand.ts";
import { copyTemplateCommand, templatesCommand } from "./templatesCommand.ts";
import { verifyCommand } from "./verifyCommand.ts";

/** The protected zone on the command line: works on files alone, without server, database or network. */
export const stage: CliStage = {
  commands: [
    templatesCommand,
    copyTemplateCommand,
    tableCommand,
    protectCommand,
    auditCommand,
    keysCommand,
    releaseCommand,
    verifyCommand,
    streetsCommand,
    editStreetsCommand,
    exportStreetsCommand,
  ],
  phrases,
};
