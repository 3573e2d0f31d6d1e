import type { Command } from "../../runtime/cli/command.ts";
import type { CommandSource } from "../../runtime/cli/runCommand.ts";

/**
 * Where the commands of `kreislauf` live, by their first words.
 *
 * A stage's own commands work on files alone; those in `commands/` call the
 * operations of the server. Nothing is loaded before its words are asked for.
 */
export const sources: readonly CommandSource[] = [
  one(["serve"], async () => (await import("./commands/serve.ts")).serve),
  one(["init"], async () => (await import("./commands/init.ts")).init),
  one(["import"], async () => (await import("./commands/importFile.ts")).importFile),
  one(["areas"], async () => (await import("./commands/importAreas.ts")).importAreas),
  one(["areas"], async () => (await import("./commands/importChanges.ts")).importChanges),
  one(["areas"], async () => (await import("./commands/importAddresses.ts")).importAddresses),
  one(["backup"], async () => (await import("./commands/backup.ts")).backup),
  one(["restore"], async () => (await import("./commands/restore.ts")).restore),
  one(["move"], async () => (await import("./commands/move.ts")).move),
  one(["check"], async () => (await import("./commands/check.ts")).check),
  one(["doctor"], async () => (await import("./commands/doctor.ts")).doctor),
  one(["demo"], async () => (await import("./commands/demo.ts")).demo),
  one(["build"], async () => (await import("./commands/buildCounty.ts")).buildCounty),
  one(["index"], async () => (await import("./commands/indexSozialformel.ts")).indexSozialformel),
  one(["report"], async () => (await import("./commands/reportBuild.ts")).reportBuild),
  one(["notice"], async () => (await import("./commands/notice.ts")).notice),
  one(["values"], async () => (await import("./commands/values.ts")).values),
  one(["lineage"], async () => (await import("./commands/lineage.ts")).lineage),
  one(["audit"], async () => (await import("./commands/auditVerify.ts")).auditVerify),
  one(["audit"], async () => (await import("./commands/auditExport.ts")).auditExport),
  one(["processing-record"], async () => (await import("./commands/processingRecord.ts")).processingRecord),
  one(["people"], async () => (await import("./commands/peopleInvite.ts")).peopleInvite),
  one(["people"], async () => (await import("./commands/peopleLink.ts")).peopleLink),
  one(["key"], async () => (await import("./commands/keyRenew.ts")).keyRenew),
  one(["tenants"], async () => (await import("./commands/tenantsAdd.ts")).tenantsAdd),
  one(["tenants"], async () => (await import("./commands/tenantsList.ts")).tenantsList),
  one(["protected"], async () => (await import("./commands/protectedExample.ts")).protectedExample),
  one(["protected"], async () => (await import("./commands/protectedReport.ts")).protectedReport),
  { firstWords: ["protected"], load: async () => (await import("../../stages/protect/cli/stage.ts")).stage },
  { firstWords: ["index"], load: async () => (await import("../../stages/combine/cli/stage.ts")).stage },
];

function one(firstWords: readonly string[], load: () => Promise<Command>): CommandSource {
  return { firstWords, load: async () => ({ commands: [await load()], phrases: {} }) };
}
