import type { Command } from "../../../runtime/cli/command.ts";
import { dataFolder, withCounty } from "../withCounty.ts";

/** `kreislauf key renew`: a new key of the installation, when the old one may be known or its time is over. */
export const keyRenew: Command = {
  words: ["key", "renew"],
  summary: {
    de: "Gibt der Installation einen neuen Schlüssel; alle melden sich neu an, zweite Faktoren bleiben",
    en: "Gives the installation a new key; everybody signs in anew, second factors stay",
  },
  usage: "",
  options: {},
  run: async (call) => {
    const { renewKey } = await import("../../../runtime/people/accounts/renewKey.ts");
    const { appendEntry } = await import("../../../runtime/history/auditTrail.ts");
    const told = await withCounty(call, async (context) => {
      const now = context.now();
      const given = process.env.KREISLAUF_SECRET;
      const renewed = await renewKey(context.installation, dataFolder(call), { given, now });
      const trace = { operation: "people.renewKey", action: "change", object: "settings" } as const;
      await appendEntry(context.db, context.person, now, { ...trace, subject: {}, outcome: "done" });
      return renewed;
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(told, null, 2));
      return 0;
    }
    const { secondFactors, sessionsEnded, setting } = told;
    if (setting !== undefined) call.print(`KREISLAUF_SECRET=${setting}\n`);
    call.print(
      call.say({
        de: `Der neue Schlüssel gilt. Anmeldungen beendet: ${sessionsEnded}; zweite Faktoren weiter gültig: ${secondFactors}.${setting === undefined ? "" : " Tragen Sie die Zeile oben in die Einstellungen ein."} Starten Sie jetzt den Server neu, und sichern Sie: Ältere Sicherungen enthalten den alten Schlüssel.`,
        en: `The new key holds. Sessions ended: ${sessionsEnded}; second factors still valid: ${secondFactors}.${setting === undefined ? "" : " Put the line above into the settings."} Start the server anew now, and make a backup: earlier backups contain the old key.`,
      }),
    );
    return 0;
  },
};
