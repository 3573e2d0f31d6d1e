import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";

const reasons = {
  changed: "wurde nachträglich verändert",
  missing: "fehlt",
  unlinked: "hängt nicht am Eintrag davor",
  name: "trägt einen anderen Namen als damals",
} as const;

/** `kreislauf audit verify`: whether the audit trail is as it was written; exit code 3 when it is not. */
export const auditVerify: Command = {
  words: ["audit", "verify"],
  summary: {
    de: "Prüft, ob am Protokoll der Änderungen etwas verändert wurde",
    en: "Checks whether the audit trail was tampered with",
  },
  usage: "[--anchor PRÜFSUMME]",
  options: { anchor: { type: "string" } },
  run: async (call) => {
    const { anchor, json } = call.values;
    if (typeof anchor === "string" && !/^[0-9a-f]{64}$/.test(anchor))
      throw new Refusal("cli.wrongChoice", { option: "--anchor", text: anchor, choices: "64 Zeichen 0–9, a–f" });
    const found = await withCounty(call, async (context) => {
      const { verifyAudit } = await import("../../../offices/history/server/history.ts");
      return verifyAudit.run(context, typeof anchor === "string" ? { anchor } : {});
    });
    const holds = found.broken === null && found.anchorFound !== false;
    if (json === true) call.print(JSON.stringify(found, null, 2));
    else if (found.broken !== null) call.print(`Eintrag ${found.broken.number} ${reasons[found.broken.reason]}.`);
    else if (found.anchorFound === false) call.print("Die Prüfsumme kommt im Protokoll nicht vor: Es wurde ersetzt.");
    else call.print(`Das Protokoll ist unverändert: ${found.entries} Einträge, letzte Prüfsumme ${found.head}.`);
    return holds ? 0 : 3;
  },
};
