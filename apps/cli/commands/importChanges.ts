import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { outcome } from "../outcome.ts";
import { uploadOf, withCounty } from "../withCounty.ts";

/** `kreislauf areas changes FILE`: what became of which code, so that series go on across reforms. */
export const importChanges: Command = {
  words: ["areas", "changes"],
  summary: {
    de: "Übernimmt Gebietsänderungen (Destatis) oder Umsteigeschlüssel (BBSR)",
    en: "Takes in changes of areas (Destatis) or conversion keys (BBSR)",
  },
  usage: "DATEI --level GEM [--codes 01056] [--dry-run]",
  options: { level: { type: "string" }, codes: { type: "string" }, "dry-run": { type: "boolean" } },
  run: async (call) => {
    const [path] = call.positionals;
    const { level, codes } = call.values;
    if (path === undefined || typeof level !== "string")
      throw new Refusal("cli.missingOption", {
        option: path === undefined ? "DATEI" : "--level",
        words: "areas changes",
        usage: importChanges.usage,
      });
    const dryRun = call.values["dry-run"] === true;
    const report = await withCounty(call, async (context) => {
      const { importChanges: take } = await import("../../../stages/collect/server/collect.ts");
      const file = await uploadOf(path, context);
      return take.run(context, {
        file,
        level,
        dryRun,
        ...(typeof codes === "string" ? { codesStartWith: codes } : {}),
      });
    });
    if (call.values.json === true) call.print(JSON.stringify(report, null, 2));
    else {
      for (const finding of report.findings) call.tell(await call.sentence(finding));
      const counts = call.say({
        de: `${report.added} neue, ${report.unchanged} bekannte Änderungen`,
        en: `${report.added} new, ${report.unchanged} known changes`,
      });
      call.print(`${call.say(outcome(false, dryRun))}: ${counts}.`);
    }
    return 0;
  },
};
