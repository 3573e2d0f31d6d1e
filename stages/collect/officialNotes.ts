import type { Absence } from "../../kernel/value/value.ts";
import type { AbsenceWords } from "./officialValue.ts";
import type { SourceNote } from "./readFigures.ts";
import { type Cell, cellText } from "./workbook.ts";

/**
 * Publisher, licence and date out of the small print of a table.
 *
 * @example
 * officialNotes(["© Statistische Ämter des Bundes und der Länder, Deutschland, 2021.", "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland", "- Namensnennung - Version 2.0.", "Stand: 17.08.2021 / 20:27:28"]) // { publisher: "Statistische Ämter des Bundes und der Länder, Deutschland, 2021", licence: "dl-de/by-2-0", asOf: "17.08.2021 / 20:27:28" }
 */
export function officialNotes(lines: readonly string[]): SourceNote {
  const text = lines.join(" ").replace(/\s+/g, " ");
  const publisher = /(?:©|\(C\)opyright)\s*(?:Daten\s*)?(.+?)(?:\.\s|\. ?$|Dieses Werk|Stand:|Vervielf|$)/i.exec(
    text,
  )?.[1];
  const source = /Quelle(?:\s*\(Zitierhinweis\))?:\s*(.+?)(?:©|$)/.exec(text)?.[1];
  const asOf =
    /(?:^|\s)(?:Stand|Datenstand|Erstellungsdatum):\s*([^,;]*?\d{4}(?:\s*\/\s*[\d:]+)?)/.exec(text)?.[1] ?? undefined;
  const boundaries = /Gebietsstand(?:\s+am|:)\s*(\d{1,2}\.\d{1,2}\.\d{4})/.exec(text)?.[1];
  const licence = /Datenlizenz Deutschland\s*[-–]?\s*Namensnennung/i.test(text)
    ? "dl-de/by-2-0"
    : /Datenlizenz Deutschland\s*[-–]?\s*Zero/i.test(text)
      ? "dl-de/zero-2-0"
      : /(?:auch )?auszugsweise, mit Quellenangabe gestattet|mit Quellangabe gestattet/i.test(text)
        ? "mit Quellenangabe gestattet"
        : undefined;
  const name = publisher?.trim() ?? source?.trim();
  return {
    ...(name === undefined || name === "" ? {} : { publisher: name.slice(0, 300) }),
    ...(licence === undefined ? {} : { licence }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(boundaries === undefined ? {} : { boundaries }),
  };
}

/**
 * What signs mean in this very file, from the explanations that it carries; they
 * go before the usual ones.
 *
 * @example
 * legendOf([". kein Nachweis vorhanden.", "* aus Datenschutzgründen geheim"]) // { ".": "unknown", "*": "withheld" }
 */
export function legendOf(lines: readonly string[]): AbsenceWords {
  const words: Record<string, Absence | "zero"> = {};
  for (const line of lines) {
    const [, sign, meaning = ""] = /^(\*|\.{1,3}|…|-|–|x|X|\/)\s*(?:=|:)?\s+(\p{L}.*)$/u.exec(line.trim()) ?? [];
    if (sign === undefined) continue;
    if (/geheim|anonymisi|datenschutz|gesperrt/i.test(meaning)) words[sign] = "withheld";
    else if (/nichts vorhanden|genau null/i.test(meaning)) words[sign] = "zero";
    else if (/nicht sinnvoll|gesperrt/i.test(meaning)) words[sign] = "senseless";
    else if (/später|noch nicht/i.test(meaning)) words[sign] = "later";
    else if (/unsicher|nicht sicher/i.test(meaning)) words[sign] = "unreliable";
    else if (/kein nachweis|unbekannt|keine angabe|nicht verfügbar|liegen nicht vor/i.test(meaning))
      words[sign] = "unknown";
  }
  return words;
}

/** The non-empty texts of some rows, one line each. */
export function linesOf(rows: readonly (readonly Cell[])[]): string[] {
  return rows
    .map((row) =>
      row
        .map(cellText)
        .filter((text) => text !== "")
        .join(" "),
    )
    .filter((line) => line !== "");
}
