import { inLanguage, type Language, type Text } from "../../../kernel/text/text.ts";
import type { Source } from "../contract.ts";
import { wordsIn } from "./wordsIn.ts";

/**
 * What must stand beneath the figures of a file: notes, one line per source, the signs.
 *
 * @example
 * sheetFooter([{ de: "Anteil an allen unter 15." }], [{ publisher: "BA", title: "SGB II", licence: "", referenceDate: "31.12.2023", boundaryVersion: null, fileName: "sgb2.xlsx" }], "de").slice(0, 2) // ["Anteil an allen unter 15.", "Quelle: BA, SGB II · Stichtag oder Zeitraum: 31.12.2023 · Datei: sgb2.xlsx"]
 */
export function sheetFooter(notes: readonly Text[], sources: readonly Source[], language: Language): string[] {
  const say = wordsIn(language);
  return [
    ...notes.map((note) => inLanguage(note, language)),
    ...sources.map((source) =>
      [
        `${say("source")}: ${[source.publisher, source.title].filter((one) => one !== "").join(", ")}`,
        source.licence === "" ? "" : `${say("licence")}: ${source.licence}`,
        source.referenceDate === "" ? "" : `${say("reference")}: ${source.referenceDate}`,
        source.boundaryVersion === null ? "" : `${say("boundaries")}: ${source.boundaryVersion}`,
        `${say("file")}: ${source.fileName}`,
      ]
        .filter((one) => one !== "")
        .join(" · "),
    ),
    say("signs"),
  ];
}
