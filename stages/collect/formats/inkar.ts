import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { linesOf, officialNotes } from "../officialNotes.ts";
import { decimalMark, officialValue } from "../officialValue.ts";
import { FigureGathering, type SourceNote } from "../readFigures.ts";
import { type Cell, cellText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * Exports of INKAR (BBSR): the wide workbook with figure names in row 1 and years in
 * row 2, the CSV with codes in row 1 and "name year" in row 2, and the long CSV of
 * the whole data set. Empty cells are unknown; INKAR has ready-made rates, which the
 * mapping must not take for base figures.
 */
export const inkar: Format = {
  id: "inkar",
  label: { de: "INKAR (BBSR)", en: "INKAR (BBSR)" },
  hint: {
    de: "Tabellen aus inkar.de als XLS, XLSX oder CSV; auch die Gesamtdatei.",
    en: "Tables from inkar.de as XLS, XLSX or CSV; also the whole data set.",
  },
  recognise: (workbook) => (partsOf(workbook) === undefined ? 0 : 1),
  read: (workbook) => {
    const parts = partsOf(workbook);
    if (parts === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "INKAR" },
        { place: { row: 1, column: 1 } },
      );
    const gathering = new FigureGathering();
    if (parts.kind === "long") readLong(parts, gathering);
    else readWide(parts, sharesOf(workbook), gathering);
    return gathering.finish(notesOf(workbook, parts.figures));
  },
};

interface Parts {
  readonly kind: "wide" | "long";
  readonly sheet: Sheet;
  readonly code: number;
  readonly name: number;
  readonly firstRow: number;
  readonly columns: readonly { readonly column: number; readonly figure: string; readonly period: string }[];
  readonly figures: readonly string[];
  readonly heads: readonly string[];
}

function partsOf(workbook: Workbook): Parts | undefined {
  const sheet = workbook.sheets.find((s) => s.name === "Daten") ?? workbook.sheets[0];
  if (sheet === undefined) return undefined;
  const first = (sheet.rows[0] ?? []).map(cellText);
  const second = (sheet.rows[1] ?? []).map(cellText);
  const at = (row: readonly string[], ...names: string[]): number =>
    row.findIndex((text) => names.includes(text.toLowerCase()));
  const longValue = at(first, "wert");
  if (longValue >= 0 && at(first, "zeitbezug") >= 0 && at(first, "indikator") >= 0)
    return {
      kind: "long",
      sheet,
      code: at(first, "kennziffer"),
      name: at(first, "name", "raumeinheit"),
      firstRow: 1,
      columns: [],
      figures: [],
      heads: first,
    };
  const wide = first[0] === "Kennziffer" && at(first, "raumeinheit") === 1;
  const labelled = second[0] === "Gebietskennziffer" || second[0] === "Kennziffer";
  if (!wide && !labelled) return undefined;
  const columns = first.flatMap((text, column) => {
    if (column < 2 || (wide && text === "Aggregat")) return [];
    const own = periodOf(second[column] ?? "");
    if (wide && own !== undefined) return [{ column, figure: text, period: own }];
    const [, figure = "", year = ""] = /^(.*\S)\s+(\d{4})$/.exec(second[column] ?? "") ?? [];
    return year === "" ? [] : [{ column, figure, period: year }];
  });
  if (columns.length === 0) return undefined;
  const figures = [...new Set(columns.map(({ figure }) => figure))];
  return { kind: "wide", sheet, code: 0, name: 1, firstRow: 2, columns, figures, heads: first };
}

function readWide(
  { sheet, code, name, firstRow, columns }: Parts,
  units: ReadonlyMap<string, string>,
  gathering: FigureGathering,
): void {
  const decimal =
    decimalMark(
      textsOf(
        sheet,
        columns.map(({ column }) => column),
      ),
    ) ?? "comma";
  for (let r = firstRow; r < sheet.rows.length; r++) {
    const row = sheet.rows[r] ?? [];
    const areaCode = cellText(row[code]);
    if (areaCode === "") continue;
    for (const { column, figure, period } of columns) {
      const place = { sheet: sheet.name, row: r + 1, column: column + 1 };
      const value = officialValue(row[column] ?? null, decimal);
      if (value === undefined)
        gathering.find("notANumber", "error", place, { text: cellText(row[column]).slice(0, 60) });
      else {
        const unit = units.get(figure);
        const said = unit === undefined ? {} : { unit };
        const areaName = cellText(row[name]);
        gathering.add({ figure, ...said, breakdown: {}, period, areaCode, areaName, value, ...place });
      }
    }
  }
}

function readLong({ sheet, code, name, heads }: Parts, gathering: FigureGathering): void {
  const at = (head: string): number => heads.findIndex((text) => text.toLowerCase() === head);
  const figureAt = at("indikator");
  const timeAt = at("zeitbezug");
  const valueAt = at("wert");
  const decimal = decimalMark(textsOf(sheet, [valueAt])) ?? "comma";
  for (let r = 1; r < sheet.rows.length; r++) {
    const row = sheet.rows[r] ?? [];
    if (row.length === 0) continue;
    const place = { sheet: sheet.name, row: r + 1, column: valueAt + 1 };
    const period = periodOf(cellText(row[timeAt]));
    const value = officialValue(row[valueAt] ?? null, decimal);
    if (period === undefined) gathering.find("noPeriod", "error", { ...place, column: timeAt + 1 }, {});
    else if (value === undefined)
      gathering.find("notANumber", "error", place, { text: cellText(row[valueAt]).slice(0, 60) });
    else
      gathering.add({
        figure: cellText(row[figureAt]),
        breakdown: {},
        period,
        areaCode: cellText(row[code]),
        areaName: cellText(row[name]),
        value,
        ...place,
      });
  }
}

function* textsOf(sheet: Sheet, columns: readonly number[]): Generator<string> {
  for (const row of sheet.rows.slice(2, 1000))
    for (const column of columns) {
      const cell: Cell | undefined = row[column];
      if (typeof cell === "string") yield cell;
    }
}

/** The indicators that are shares by their long name ("Anteil … in %", "… je Einwohner"), whatever their short one sounds like. */
function sharesOf(workbook: Workbook): ReadonlyMap<string, string> {
  const documentation = workbook.sheets.find((sheet) => sheet.name === "Metadaten");
  return new Map(
    (documentation?.rows ?? []).flatMap((row): [string, string][] => {
      const [figure, long] = [cellText(row[0]), cellText(row[1])];
      const per = /\bje (?:[\d.]+ )?\p{L}+/u.exec(long)?.[0];
      return /\bin %|^Anteil\b/.test(long) ? [[figure, "%"]] : per === undefined ? [] : [[figure, per]];
    }),
  );
}

function notesOf(workbook: Workbook, figures: readonly string[]): SourceNote {
  const documentation = workbook.sheets.find((sheet) => sheet.name === "Metadaten");
  const described = documentation?.rows.find((row) => figures.includes(cellText(row[0])));
  const source = workbook.sheets.find((sheet) => sheet.name === "Quellangabe");
  const notes = officialNotes(linesOf(source?.rows ?? []));
  return {
    title: described === undefined ? `INKAR: ${figures.join(", ")}` : cellText(described[1]),
    publisher: "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), INKAR",
    licence: "dl-de/by-2-0",
    ...(notes.asOf === undefined ? {} : { asOf: notes.asOf }),
  };
}
