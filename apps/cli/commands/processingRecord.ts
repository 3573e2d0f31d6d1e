import { localDay } from "../../../kernel/time/localDay.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";

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
    const record = await readCounty(call, async (context) => {
      const { processingRecord: write } = await import("../../../offices/history/server/history.ts");
      return write.run(context, {});
    });
    if (call.values.json === true) {
      call.print(JSON.stringify(record, null, 2));
      return 0;
    }
    const { name, contact } = record.controller;
    const head = { de: "Verzeichnis von Verarbeitungstätigkeiten", en: "Record of processing activities" };
    call.print(`# ${call.say(head)}: ${name}`);
    const nobody = { de: "Verantwortliche Stelle: noch nicht eingetragen", en: "Controller: not entered yet" };
    call.print(
      `${call.say({ de: "Stand", en: "As of" })} ${localDay(record.writtenAt)} · ${contact || call.say(nobody)}`,
    );
    // What the activities are is the county's own wording and stays in German.
    for (const activity of record.activities) {
      call.print(`\n## ${activity.title}`);
      for (const [field, label] of Object.entries(labels))
        call.print(`- ${call.say(label)}: ${activity[field as keyof typeof labels]}`);
    }
    call.print(
      `\n## ${call.say({ de: "Technische und organisatorische Maßnahmen", en: "Technical and organisational measures" })}`,
    );
    for (const measure of record.measures) call.print(`- ${measure}`);
    return 0;
  },
};

const labels = {
  purpose: { de: "Zweck", en: "Purpose" },
  legalBasis: { de: "Rechtsgrundlage", en: "Legal basis" },
  persons: { de: "Betroffene", en: "Persons concerned" },
  data: { de: "Daten", en: "Data" },
  recipients: { de: "Empfänger", en: "Recipients" },
  deletion: { de: "Löschung", en: "Erasure" },
  extent: { de: "Umfang", en: "Extent" },
} as const;
