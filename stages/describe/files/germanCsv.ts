import { type Absence, absences, signOf, type Value } from "../../../kernel/value/value.ts";
import type { FileTable } from "./fileTable.ts";

const mark = "\ufeff";

/**
 * A sheet as CSV that German Excel opens right by double click: byte order mark,
 * semicolons, decimal commas, official signs for what is absent, sources beneath.
 *
 * Numbers keep all their digits. Texts that a spreadsheet would take for a formula
 * are kept from running by an apostrophe in front.
 *
 * @example
 * germanCsv({ name: "x", title: "T", sentence: "", columns: [{ label: "Ort", kind: "text" }, { label: "Wert", kind: "number" }], rows: [["Neuenfeld", 21.4], ["Altdorf", "later"]], footer: ["Quelle: A"] })
 * // "\ufeffOrt;Wert\r\nNeuenfeld;21,4\r\nAltdorf;...\r\n\r\nT\r\nQuelle: A\r\n"
 */
export function germanCsv(table: FileTable): string {
  const lines = [
    table.columns.map((column) => quoted(harmless(column.label))),
    ...table.rows.map((row) => row.map((cell, at) => cellText(cell, table.columns[at]?.kind ?? "text"))),
    [],
    ...[table.title, table.sentence, ...table.footer]
      .filter((line) => line !== "")
      .map((line) => [quoted(harmless(line))]),
  ];
  return mark + lines.map((line) => `${line.join(";")}\r\n`).join("");
}

function cellText(cell: string | Value, kind: "text" | "number"): string {
  if (typeof cell === "number") return String(cell).replace(".", ",");
  if (kind === "number" && isAbsence(cell)) return signOf(cell);
  return quoted(harmless(cell));
}

function isAbsence(text: string): text is Absence {
  return (absences as readonly string[]).includes(text);
}

function harmless(text: string): string {
  return /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
