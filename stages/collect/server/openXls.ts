import { type CellObject, read, SSF, type WorkSheet } from "@e965/xlsx";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Cell, Sheet, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";

/** Opens old binary workbooks (XLS up to Excel 2003), as INKAR and the statistical offices still send them. */
export function openXls(bytes: Buffer, fileName: string): Workbook {
  let book: ReturnType<typeof read>;
  try {
    book = read(bytes, { dense: true, cellNF: true, cellHTML: false, cellText: false });
  } catch (error) {
    // A new workbook with a password lies encrypted inside an old container.
    const encrypted = bytes.includes(Buffer.from("EncryptedPackage", "utf16le"));
    const locked = encrypted || (error instanceof Error && /password/i.test(error.message));
    throw new Refusal(locked ? "collect.passwordProtected" : "collect.brokenWorkbook", { file: fileName });
  }
  let cells = 0;
  const sheets = book.SheetNames.map((name, at): Sheet => {
    const sheet: WorkSheet = book.Sheets[name] ?? {};
    const data: (CellObject | undefined)[][] = (sheet as { "!data"?: (CellObject | undefined)[][] })["!data"] ?? [];
    const rows = Array.from(data, (cellsOfRow, r) => {
      const row = Array.from(cellsOfRow ?? [], toCell);
      while (row.length > 0 && row.at(-1) === null) row.pop();
      cells += row.length;
      if (row.length > limits.columns || cells > limits.cells)
        throw new Refusal(
          "collect.tooManyCells",
          { file: fileName, millions: limits.cells / 1e6 },
          { place: { sheet: name, row: r + 1 } },
        );
      return row;
    });
    const merges = (sheet["!merges"] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0;
    return { name, rows, merges, ...(hidden ? { hidden } : {}) };
  });
  if (sheets.every((sheet) => sheet.rows.every((row) => row.length === 0)))
    throw new Refusal("collect.emptyFile", { file: fileName });
  return { fileName, container: "xls", sheets, findings: [] };
}

function toCell(cell: CellObject | undefined): Cell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  if (cell.t === "n" && typeof cell.v === "number") {
    if (typeof cell.z === "string" && SSF.is_date(cell.z)) {
      const { y, m, d } = SSF.parse_date_code(cell.v);
      return { day: `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}` };
    }
    return cell.v;
  }
  if (cell.t === "e") return typeof cell.w === "string" ? cell.w : "#FEHLER";
  if (typeof cell.v === "string") return cell.v.trim() === "" ? null : cell.v;
  return String(cell.v);
}
