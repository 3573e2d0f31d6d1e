import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { outcome } from "../outcome.ts";
import { uploadOf, withCounty } from "../withCounty.ts";

/** `kreislauf areas addresses FILE`: which address lies in which area of a division. */
export const importAddresses: Command = {
  words: ["areas", "addresses"],
  summary: {
    de: "Übernimmt die Adressliste einer Gliederung (Straße, Hausnummer oder von und bis, Raum)",
    en: "Takes in the list of addresses of a division (street, number or from and to, area)",
  },
  usage: "DATEI --division ID --valid-on TAG --source T [--licence T] [--dry-run]",
  options: {
    division: { type: "string" },
    "valid-on": { type: "string" },
    source: { type: "string" },
    licence: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  run: async (call) => {
    const [path] = call.positionals;
    const { division, "valid-on": validOn, source, licence } = call.values;
    if (path === undefined || typeof division !== "string" || typeof validOn !== "string" || typeof source !== "string")
      throw new Refusal("cli.missingOption", {
        option: path === undefined ? "DATEI" : "--division, --valid-on, --source",
        words: "areas addresses",
        usage: importAddresses.usage,
      });
    const dryRun = call.values["dry-run"] === true;
    const report = await withCounty(call, async (context) => {
      const { importAddresses: take } = await import("../../../stages/collect/server/collect.ts");
      const given = { division, validOn, source, ...(typeof licence === "string" ? { licence } : {}), dryRun };
      return take.run(context, { file: await uploadOf(path, context), ...given });
    });
    const refused = report.findings.some(({ severity }) => severity === "error");
    if (call.values.json === true) call.print(JSON.stringify(report, null, 2));
    else {
      const { addresses, areasNamed, areasInAll } = report;
      for (const finding of report.findings) call.tell(await call.sentence(finding));
      call.print(
        `${call.say(outcome(refused, dryRun))}: ${call.say({
          de: `${addresses} Adressen in ${areasNamed} von ${areasInAll} Gebieten.`,
          en: `${addresses} addresses in ${areasNamed} of ${areasInAll} areas.`,
        })}`,
      );
    }
    return refused ? 2 : 0;
  },
};
