import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import type { TrailCheck } from "../../../runtime/history/verifyTrail.ts";
import { readCounty } from "../withCounty.ts";

const reasons = {
  changed: { de: "wurde nachträglich verändert", en: "was changed afterwards" },
  missing: { de: "fehlt", en: "is missing" },
  unlinked: { de: "hängt nicht am Eintrag davor", en: "is not linked to the one before" },
  name: { de: "trägt einen anderen Namen als damals", en: "bears another name than then" },
} as const;

function inWords({ broken, anchorFound, entries, head }: TrailCheck, { say }: Call): string {
  if (broken !== null) return `${say({ de: "Eintrag", en: "Entry" })} ${broken.number} ${say(reasons[broken.reason])}.`;
  if (anchorFound === false)
    return say({
      de: "Die Prüfsumme kommt im Protokoll nicht vor: Es wurde ersetzt.",
      en: "The checksum does not occur in the trail: it was replaced.",
    });
  return say({
    de: `Das Protokoll ist unverändert: ${entries} Einträge, letzte Prüfsumme ${head}.`,
    en: `The trail is unchanged: ${entries} entries, last checksum ${head}.`,
  });
}

/**
 * `kreislauf audit verify`: whether the audit trail is as it was written; exit code 3 when it is not.
 *
 * Refuses an anchor that is none: 64 signs from 0 to 9 and a to f.
 */
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
    const found = await readCounty(call, async (context) => {
      const { verifyAudit } = await import("../../../offices/history/server/history.ts");
      return verifyAudit.run(context, typeof anchor === "string" ? { anchor } : {});
    });
    const holds = found.broken === null && found.anchorFound !== false;
    if (json === true) call.print(JSON.stringify(found, null, 2));
    else call.print(inWords(found, call));
    return holds ? 0 : 3;
  },
};
