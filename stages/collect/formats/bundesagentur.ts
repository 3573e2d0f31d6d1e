import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { legendOf, linesOf, officialNotes } from "../officialNotes.ts";
import { officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { type Cell, cellText, columnCount, filledRows, headText, type Sheet } from "../workbook.ts";

/**
 * Workbooks of the Bundesagentur für Arbeit: imprint, one or more data sheets with
 * merged heads of several levels, a row of reference dates, a row of column numbers,
 * regions as "01056 Pinneberg", and sheets of notes.
 *
 * `*` is withheld; what the point means stands at the foot of each sheet and differs
 * ("kein Nachweis vorhanden" is unknown).
 */
export const bundesagentur: Format = {
  id: "bundesagentur",
  label: { de: "Mappe der Bundesagentur für Arbeit", en: "Workbook of the Federal Employment Agency" },
  hint: {
    de: "Auswertungen der Statistik der BA (Beschäftigte, Arbeitslose, SGB II) als XLSX.",
    en: "Tables of the statistics of the Federal Employment Agency as XLSX.",
  },
  recognise: (workbook) => {
    if (workbook.container !== "xlsx" && workbook.container !== "xls") return 0;
    const sheets = workbook.sheets.filter((sheet) => headOf(sheet) !== undefined);
    if (sheets.length === 0) return 0;
    const named = workbook.sheets.some((sheet) =>
      linesOf(sheet.rows.slice(0, 40)).some((line) =>
        /Bundesagentur für Arbeit|Zentraler Statistik-Service|Statistik der BA/i.test(line),
      ),
    );
    return named ? 1 : 0.3;
  },
  read: (workbook) => {
    const gathering = new FigureGathering();
    const sheets = workbook.sheets.filter((sheet) => headOf(sheet) !== undefined);
    const [first] = sheets;
    if (first === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "Bundesagentur" },
        { place: { row: 1, column: 1 } },
      );
    for (const sheet of sheets) readSheet(sheet, gathering);
    const notes = officialNotes(linesOf(first.rows.slice(0, 12)).concat(linesOf(first.rows.slice(-8))));
    return gathering.finish({
      title: titleOf(first, headOf(first)?.head ?? 0).replace(/\s*\([^()]*\)$/, ""),
      publisher: "Statistik der Bundesagentur für Arbeit",
      licence: "mit Quellenangabe gestattet",
      ...(notes.asOf === undefined ? {} : { asOf: notes.asOf }),
    });
  },
};

const regionHead =
  /^Region\b|^Regionen$|^Gebiet$|^(Bundesländer|Kreise|Gemeinden)\b.*(Wohnort|Arbeitsort)|^Wohnort$|^Arbeitsort$/i;

function headOf(sheet: Sheet): { head: number; dataStart: number } | undefined {
  const head = sheet.rows.slice(0, 30).findIndex((row) => regionHead.test(headText(row[0])) && row.length > 1);
  if (head < 0) return undefined;
  const isData = (row: readonly Cell[]): boolean =>
    cellText(row[0]) !== "" &&
    row.slice(1).some((cell) => cellText(cell) !== "" && officialValue(cell, "comma") !== undefined);
  const dataStart = sheet.rows.findIndex((row, r) => r > head && isData(row));
  const enough = sheet.rows.slice(Math.max(0, dataStart)).filter(isData).length >= 2;
  return dataStart < 0 || !enough ? undefined : { head, dataStart };
}

function titleOf(sheet: Sheet, head: number): string {
  const lines = linesOf(sheet.rows.slice(0, head)).filter((line) => !/^Stand|^Datenrevision/.test(line));
  return (lines.find((line) => /\([^()]+\)\s*$/.test(line)) ?? lines[0] ?? "").replace(/\d\)\s*(?=\()/, " ").trim();
}

function readSheet(sheet: Sheet, gathering: FigureGathering): void {
  const found = headOf(sheet);
  if (found === undefined) return;
  const rows = filledRows(sheet);
  const words = { "*": "withheld", ...legendOf(linesOf(sheet.rows.slice(-40))) } as const;
  // Sheets of one workbook differ by the unit in brackets only (Anzahl, Anteil), so it stays in the name.
  const name = titleOf(sheet, found.head);
  const unit = /\(([^()]*)\)$/.exec(name)?.[1] ?? "";
  const columns = columnsOf(rows.slice(found.head, found.dataStart), columnCount(sheet));
  const constant = periodOfTitles(sheet, found.head);
  for (let r = found.dataStart; r < sheet.rows.length; r++) {
    const row = sheet.rows[r] ?? [];
    const region = cellText(row[0]);
    // Notes and sources below the table stand alone in their first column.
    if (region === "" || /^(Erstellungsdatum|Quelle|©|\d\))/.test(region)) continue;
    if (row.slice(1).every((cell) => cellText(cell) === "")) continue;
    const [, areaCode = region, areaName = region] = /^(\d{2,12})\s+(.+)$/.exec(region) ?? [];
    for (const column of columns) {
      const place = { sheet: sheet.name, row: r + 1, column: column.column + 1 };
      const period = column.period ?? constant;
      if (period === undefined) {
        gathering.find("noPeriod", "error", place, {});
        return;
      }
      const value = officialValue(row[column.column] ?? null, "comma", words);
      if (value === undefined)
        gathering.find("notANumber", "error", place, { text: cellText(row[column.column]).slice(0, 60) });
      else
        gathering.add({
          figure: name,
          unit,
          breakdown: column.path === "" ? {} : { Merkmal: column.path },
          period,
          areaCode: region === "Deutschland" ? "DG" : areaCode,
          areaName,
          value,
          ...place,
        });
    }
  }
}

function periodOfTitles(sheet: Sheet, head: number): string | undefined {
  const text = linesOf(sheet.rows.slice(0, head)).join(" ");
  const found =
    /(?:Stichtag|Berichtsmonat|Zeitraum|Berichtsjahr)[:\s]+(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\p{L}+ \d{4}|\d{4})/u.exec(
      text,
    )?.[1];
  return found === undefined ? undefined : periodOf(found);
}

interface BaColumn {
  readonly column: number;
  readonly path: string;
  readonly period?: string;
}

function columnsOf(heads: readonly (readonly Cell[])[], width: number): BaColumn[] {
  // The row of column numbers (1, 2, 3, …) says nothing.
  const levels = heads.filter((row) => {
    const cells = row.slice(1).filter((cell) => cell !== null);
    return !(
      cells.length > 1 &&
      cells.every((cell, i) => Number(cell) === Number(cells[0]) + i) &&
      !cells.some((cell) => Number(cell) > 1000)
    );
  });
  const columns: BaColumn[] = [];
  for (let c = 1; c < width; c++) {
    const path: string[] = [];
    let period: string | undefined;
    for (const level of levels) {
      const cell = level[c] ?? null;
      if (cell === null) continue;
      const when = typeof cell === "object" ? cell.day : periodOf(cellText(cell));
      if (when !== undefined) {
        period = when;
        continue;
      }
      const text = headText(cell);
      if (text !== "" && !/^(davon|darunter|dar\.|insgesamt)$/i.test(text) && path.at(-1) !== text) path.push(text);
    }
    if (levels.some((level) => cellText(level[c] ?? null) !== ""))
      columns.push({ column: c, path: path.join(" / "), ...(period === undefined ? {} : { period }) });
  }
  return columns;
}
