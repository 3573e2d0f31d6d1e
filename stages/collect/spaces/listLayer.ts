import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Cell, cellText, headText, type Sheet, type Workbook } from "../workbook.ts";
import type { Attribute, Feature, Layer } from "./layer.ts";

/**
 * A list of areas without geometry as a layer: each row a feature, each column an
 * attribute under its title and under its letter (`C`). So areas can be named before
 * anybody draws them, from the Gemeindeverzeichnis say.
 *
 * Refuses a sheet that the file does not have, and names those that it has.
 *
 * @param choice sheet by name, the first one otherwise; row with the titles, from 1
 */
export function listLayer(workbook: Workbook, choice: { readonly sheet?: string; readonly headerRow?: number }): Layer {
  const file = workbook.fileName;
  const sheet = choice.sheet === undefined ? workbook.sheets[0] : workbook.sheets.find((s) => s.name === choice.sheet);
  if (sheet === undefined)
    throw new Refusal("collect.layerMissing", {
      file,
      layer: choice.sheet ?? "",
      layers: workbook.sheets.map((s) => s.name).join(", "),
    });
  const headerRow = choice.headerRow ?? likelyHeaderRow(sheet);
  const titles = (sheet.rows[headerRow - 1] ?? []).map(headText);
  const features: Feature[] = [];
  sheet.rows.forEach((row, position) => {
    if (position < headerRow || row.every((cell) => cell === null)) return;
    const attributes: Record<string, Attribute> = {};
    // Titles after letters: a column titled "A" means what its title says.
    row.forEach((cell, column) => {
      attributes[columnLetter(column)] = attributeOf(cell);
    });
    titles.forEach((title, column) => {
      if (title !== "" && titles.indexOf(title) === column) attributes[title] = attributeOf(row[column] ?? null);
    });
    features.push({ number: position + 1, attributes, shape: { kind: "empty" } });
  });
  return { file, name: sheet.name, projection: null, features, findings: [] };
}

/** Row with the column titles, from 1: the first with more than one cell. */
export function likelyHeaderRow({ rows }: Sheet): number {
  return rows.findIndex((row) => row.filter((cell) => cell !== null).length > 1) + 1;
}

/** The columns of a list as mappings name them, by title or else by letter, and as a person finds them. */
export function listColumns({ rows }: Sheet, headerRow: number): { readonly id: string; readonly label: string }[] {
  const titles = (rows[headerRow - 1] ?? []).map(headText);
  const width = Math.max(titles.length, ...rows.slice(headerRow, headerRow + 50).map((row) => row.length));
  return Array.from({ length: width }, (_, column) => {
    const letter = columnLetter(column);
    const title = titles[column] ?? "";
    const isOwn = title !== "" && titles.indexOf(title) === column;
    return { id: isOwn ? title : letter, label: isOwn ? `${letter}: ${title}` : letter };
  });
}

function attributeOf(cell: Cell): Attribute {
  return typeof cell === "object" && cell !== null ? cell.day : typeof cell === "string" ? cellText(cell) : cell;
}

/**
 * The letter over a column of a spreadsheet, counted from 0.
 *
 * @example
 * columnLetter(2) // "C"
 * columnLetter(27) // "AB"
 */
export function columnLetter(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : columnLetter(Math.floor(column / 26) - 1) + rest;
}
