import { betweenSheets } from "./betweenSheets.ts";
import { alike } from "./fileShape.ts";
import { linesOf } from "./officialNotes.ts";
import { tableSheets } from "./tableProposal.ts";
import { cellText, type Workbook } from "./workbook.ts";

interface OtherFile {
  /** Of the refusal. */
  readonly code: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * What a file is that holds no figures of areas, or not those of one table: the refusal that says
 * where it belongs or what to choose, or undefined. Told by what is inside, never by the name.
 */
export function otherFile(workbook: Workbook): OtherFile | undefined {
  const code = codeOf(workbook);
  if (code === undefined) return undefined;
  if (code !== "collect.severalTables") return { code, parameters: {} };
  const sheets = tableSheets(workbook).flatMap(({ sheet }) => (sheet.hidden === true ? [] : [sheet.name]));
  return { code, parameters: { sheets: sheets.join(betweenSheets) } };
}

function codeOf(workbook: Workbook): string | undefined {
  const firstLines = workbook.sheets.flatMap((sheet) => linesOf(sheet.rows.slice(0, 12)));
  const says = (pattern: RegExp): boolean => firstLines.some((line) => pattern.test(line));
  if (says(/Umsteige-?\s?schlüssel/i)) return "collect.conversionKeys";
  if (says(/Abgebende .*Gemeinde/i) && says(/Gebietsänderungen|Änderungs-?\s?art/i)) return "collect.boundaryChanges";
  if (says(/Schlüssel- und Namensverzeichnis/i)) return "collect.codeList";
  if (says(/^Sterbetafel \d{4}/)) return "collect.lifeTable";
  const heads = new Set((workbook.sheets[0]?.rows[0] ?? []).map(cellText));
  const [only] = workbook.sheets;
  if (only?.name === "spalten" && heads.has("spaltennameTechnisch")) return "collect.codeList";
  if (only?.name === "List" && heads.has("Code") && heads.has("Content")) return "collect.catalogueAnswer";
  if (only?.name === "Angaben") {
    const names = new Set(only.rows.map((row) => cellText(row[0])));
    if (names.has("Ident") && names.has("Status")) return "collect.catalogueAnswer";
    const lists = only.rows.slice(1).filter((row) => /^\[/.test(cellText(row[1]))).length;
    if (lists > (only.rows.length - 1) / 2) return "collect.codeList";
  }
  if (workbook.container === "geojson" && onlyShapes(workbook)) return "collect.boundariesGoElsewhere";
  const tables = tableSheets(workbook);
  if (workbook.container !== "json" && tables.length >= 4) {
    const shapes = new Set(
      tables.map(({ sheet, headerRows }) =>
        headerRows.map((row) => (sheet.rows[row - 1] ?? []).map((cell) => alike(cellText(cell))).join("|")).join("\n"),
      ),
    );
    if (shapes.size >= 4) return "collect.severalTables";
  }
  return undefined;
}

function onlyShapes(workbook: Workbook): boolean {
  const sheet = workbook.sheets[0];
  const heads = (sheet?.rows[0] ?? []).map(cellText);
  if (heads.includes("geometry.x")) return false;
  return !(sheet?.rows ?? [])
    .slice(1)
    .some((row) =>
      row.some((cell, c) => typeof cell === "number" && !/(^|[._])(id|fid|gid|nr|stadtbezirk)$/i.test(heads[c] ?? "")),
    );
}
