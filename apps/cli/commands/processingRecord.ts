import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";

/** `kreislauf processing-record`: the record of processing activities as it stands now. */
export const processingRecord: Command = {
  words: ["processing-record"],
  summary: {
    de: "Schreibt das Verzeichnis von Verarbeitungstätigkeiten",
    en: "Writes the record of processing activities",
  },
  usage: "",
  options: {},
  run: async (call) => {
    const record = await withCounty(call, async (context) => {
      const { processingRecord: write } = await import("../../../offices/history/server/history.ts");
      return write.run(context, {});
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(record, null, 2));
      return 0;
    }
    call.print(`# Verzeichnis von Verarbeitungstätigkeiten: ${record.controller.name}`);
    call.print(
      `Stand ${record.writtenAt.slice(0, 10)} · ${record.controller.contact || "Verantwortliche Stelle: noch nicht eingetragen"}`,
    );
    for (const activity of record.activities) {
      call.print(`\n## ${activity.title}`);
      const lines = {
        Zweck: activity.purpose,
        Rechtsgrundlage: activity.legalBasis,
        Betroffene: activity.persons,
        Daten: activity.data,
        Empfänger: activity.recipients,
        Löschung: activity.deletion,
        Umfang: activity.extent,
      };
      for (const [name, text] of Object.entries(lines)) call.print(`- ${name}: ${text}`);
    }
    call.print("\n## Technische und organisatorische Maßnahmen");
    for (const measure of record.measures) call.print(`- ${measure}`);
    return 0;
  },
};
