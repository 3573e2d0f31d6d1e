import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { dayOf } from "../day.ts";
import type { Format } from "../format.ts";
import { linesOf, officialNotes } from "../officialNotes.ts";
import { officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { cellText, filledRows, headText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * The municipal directory of Destatis (GV-ISys): one row per Land, Kreis,
 * Gemeindeverband and Gemeinde, told apart by the record type (Satzart 10 to 60),
 * the key in five columns, area and population of the municipalities.
 *
 * Area codes come as AGS for municipalities (without the Verband), as five digits
 * for Kreise and nine for Verbände; rows of sums have no values in these files.
 */
export const gemeindeverzeichnis: Format = {
  id: "gemeindeverzeichnis",
  label: { de: "Gemeindeverzeichnis (Destatis)", en: "Municipal directory (Destatis)" },
  hint: {
    de: "Jährliche Mappe „Alle politisch selbständigen Gemeinden“ (Auszug GV).",
    en: "Yearly workbook of all municipalities.",
  },
  recognise: (workbook) => (sheetOf(workbook) === undefined ? 0 : 1),
  read: (workbook) => {
    const found = sheetOf(workbook);
    if (found === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "Gemeindeverzeichnis" },
        { place: { row: 1, column: 1 } },
      );
    const { sheet, head } = found;
    const rows = filledRows(sheet);
    const heads = [rows[head] ?? [], rows[head + 1] ?? []];
    const day = linesOf(rows.slice(0, head + 4)).flatMap((line) => /\d{1,2}\.\d{1,2}\.\d{4}/.exec(line) ?? [])[0];
    const reference = day === undefined ? undefined : dayOf(day);
    if (reference === undefined)
      throw new Refusal(
        "collect.noPeriodInFile",
        { file: workbook.fileName },
        { place: { sheet: sheet.name, row: 1, column: 1 } },
      );
    const columns = figureColumns(heads);
    const gathering = new FigureGathering();
    for (let r = head + 2; r < sheet.rows.length; r++) {
      const row = sheet.rows[r] ?? [];
      const kind = cellText(row[0]);
      if (!/^[1-6]0$/.test(kind)) continue;
      const key = row.slice(2, 7).map(cellText);
      const [land = "", district = "", kreis = "", union = "", place = ""] = key;
      const areaCode =
        kind === "60"
          ? land + district + kreis + place
          : kind === "50"
            ? land + district + kreis + union
            : land + district + kreis;
      for (const { column, figure, unit } of columns) {
        // Rows of Land, Kreis and Verband carry no values; their gaps are not absences.
        if (kind !== "60" && cellText(row[column]) === "") continue;
        const cell = { sheet: sheet.name, row: r + 1, column: column + 1 };
        const value = officialValue(row[column] ?? null, "comma");
        if (value === undefined)
          gathering.find("notANumber", "error", cell, { text: cellText(row[column]).slice(0, 60) });
        else
          gathering.add({
            figure,
            unit,
            breakdown: {},
            period: reference,
            areaCode,
            areaName: cellText(row[7]),
            value,
            ...cell,
          });
      }
    }
    const notes = officialNotes(linesOf(sheet.rows.slice(-15)));
    return gathering.finish({
      title: cellText(rows[0]?.[0]),
      publisher: "Statistisches Bundesamt, Gemeindeverzeichnis (GV-ISys)",
      referenceDate: reference,
      boundaries: reference,
      ...(notes.licence === undefined ? {} : { licence: notes.licence }),
    });
  },
};

function sheetOf(workbook: Workbook): { sheet: Sheet; head: number } | undefined {
  for (const sheet of workbook.sheets) {
    const head = sheet.rows
      .slice(0, 12)
      .findIndex(
        (row) =>
          /^Satz-?\s?art$/i.test(headText(row[0])) && row.some((cell) => /Regionalschlüssel/.test(cellText(cell))),
      );
    if (head >= 0) return { sheet, head };
  }
  return undefined;
}

function figureColumns(heads: readonly (readonly (string | number | { day: string } | null)[])[]): {
  column: number;
  figure: string;
  unit: string;
}[] {
  const [top = [], below = []] = heads;
  return top.flatMap((cell, column) => {
    const group = headText(cell);
    const own = headText(below[column]);
    if (/^Fläche/.test(group)) return [{ column, figure: "Fläche", unit: "km²" }];
    if (!/^Bevölkerung/.test(group)) return [];
    return [{ column, figure: `Bevölkerung ${own}`, unit: own === "je km2" ? "Personen je km²" : "Personen" }];
  });
}
