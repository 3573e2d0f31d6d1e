import { type CellValue, streamXlsxRows } from "hucre/xlsx";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Cell, Merge, Sheet, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";
import { UnpackingBudget, unpacked, unpackedWhole, type ZipEntry } from "./zip.ts";

/**
 * Opens an XLSX workbook. Before its cells are read, every part is unpacked once
 * against the budget, which also tells what the row reader leaves out: merged cells
 * and formulas.
 *
 * A formula's stored result is taken, with a note; without one the file is refused,
 * since nobody here can know what Excel would have shown.
 */
export async function openXlsx(bytes: Buffer, entries: readonly ZipEntry[], fileName: string): Promise<Workbook> {
  const budget = new UnpackingBudget(bytes.length, fileName);
  const part = (name: string): ZipEntry | undefined => entries.find((entry) => entry.name.toLowerCase() === name);
  const directory = part("xl/workbook.xml");
  if (directory === undefined) throw new Refusal("collect.notAWorkbook", { file: fileName });
  const names = sheetParts(
    (await unpackedWhole(bytes, directory, budget, fileName)).toString("utf8"),
    await optionalText(bytes, part("xl/_rels/workbook.xml.rels"), budget, fileName),
  );
  const scans = new Map<string, SheetScan>();
  for (const entry of entries) {
    if (entry === directory) continue;
    const scan = /^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name) ? new SheetScan() : undefined;
    for await (const piece of unpacked(bytes, entry, budget, fileName)) scan?.push(piece);
    if (scan !== undefined) scans.set(entry.name, scan);
  }
  const findings: Finding[] = [];
  const sheets: Sheet[] = [];
  let cells = 0;
  for (const [index, { name, target, hidden }] of names.entries()) {
    const scan = scans.get(target);
    // Sheets without cells (charts) have no part among the worksheets.
    if (scan === undefined) continue;
    if (scan.unsolved !== null)
      throw new Refusal(
        "collect.formulaWithoutResult",
        { file: fileName, cell: scan.unsolved.cell },
        { place: { sheet: name, ...scan.unsolved.place } },
      );
    if (scan.formulas > 0)
      findings.push({
        code: "collect.formulasTaken",
        severity: "note",
        place: { sheet: name, ...(scan.first ?? {}) },
        parameters: { count: scan.formulas },
      });
    const rows: Cell[][] = [];
    try {
      for await (const row of streamXlsxRows(bytes, { sheet: index })) {
        const values = row.values.map(toCell);
        while (values.length > 0 && isBlank(values.at(-1))) values.pop();
        if (values.length > limits.columns)
          throw new Refusal(
            "collect.tooManyColumns",
            { file: fileName, limit: limits.columns, columns: values.length },
            { place: { sheet: name, row: row.index + 1, column: limits.columns + 1 } },
          );
        cells += values.length;
        if (cells > limits.cells)
          throw new Refusal(
            "collect.tooManyCells",
            { file: fileName, millions: limits.cells / 1e6 },
            { place: { sheet: name, row: row.index + 1 } },
          );
        if (values.length === 0) continue;
        // A damaged number of a row may be anything; to fill up to it would take all memory.
        if (row.index >= limits.rows)
          throw new Refusal(
            "collect.brokenWorkbook",
            { file: fileName },
            { place: { sheet: name, row: rows.length + 1 } },
          );
        while (rows.length < row.index) rows.push([]);
        rows[row.index] = values;
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal("collect.brokenWorkbook", { file: fileName }, { place: { sheet: name, row: rows.length + 1 } });
    }
    sheets.push({ name, rows, merges: scan.merges, ...(hidden ? { hidden } : {}) });
  }
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw new Refusal("collect.emptyFile", { file: fileName });
  return { fileName, container: "xlsx", sheets, findings };
}

function toCell(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) };
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" ? value : String(value);
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

async function optionalText(
  bytes: Buffer,
  entry: ZipEntry | undefined,
  budget: UnpackingBudget,
  file: string,
): Promise<string> {
  return entry === undefined ? "" : (await unpackedWhole(bytes, entry, budget, file)).toString("utf8");
}

function sheetParts(workbook: string, relations: string): { name: string; target: string; hidden: boolean }[] {
  const targets = new Map<string, string>();
  for (const [, attributes = ""] of relations.matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g)) {
    const target = attribute(attributes, "Target").replace(/^\/?(?:xl\/)?/, "xl/");
    targets.set(attribute(attributes, "Id"), target);
  }
  const list = /<(?:\w+:)?sheets\b[^>]*>([\s\S]*?)<\/(?:\w+:)?sheets>/.exec(workbook)?.[1] ?? "";
  return [...list.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)].map(([, attributes = ""]) => ({
    name: decoded(attribute(attributes, "name")),
    target: targets.get(attribute(attributes, "(?:\\w+:)?id")) ?? "",
    hidden: /hidden/i.test(attribute(attributes, "state")),
  }));
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

function decoded(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** Looks through the markup of a sheet while it is unpacked, without keeping it. */
class SheetScan {
  readonly merges: Merge[] = [];
  formulas = 0;
  first: { row: number; column: number } | null = null;
  unsolved: { cell: string; place: { row: number; column: number } } | null = null;
  #rest = "";

  push(piece: Buffer): void {
    // Tags and cell references are ASCII; letters in other alphabets do not matter here.
    const text = this.#rest + piece.toString("latin1");
    const end = Math.max(text.lastIndexOf("</c>"), text.lastIndexOf("/>"), text.lastIndexOf("</row>"));
    const whole = end < 0 ? "" : text.slice(0, end + 4);
    this.#rest = end < 0 ? text.slice(-200_000) : text.slice(end + 4);
    if (/<(?:\w+:)?f[\s>/]/.test(whole)) {
      for (const [, attributes = "", content = ""] of whole.matchAll(
        /<(?:\w+:)?c\b((?:[^>/]|\/(?!>))*)>([\s\S]*?)<\/(?:\w+:)?c>/g,
      )) {
        if (!/<(?:\w+:)?f[\s>/]/.test(content)) continue;
        const cell = attribute(attributes, "r");
        const place = placeOfCell(cell);
        this.formulas++;
        this.first ??= place;
        if (!/<(?:\w+:)?v>[^<]/.test(content) && !/\bt="str"/.test(attributes)) this.unsolved ??= { cell, place };
      }
    }
    for (const [, from = "", to = ""] of whole.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+):([A-Z]+\d+)"/g)) {
      const start = placeOfCell(from);
      const stop = placeOfCell(to);
      if (this.merges.length < 20_000)
        this.merges.push({
          top: start.row - 1,
          left: start.column - 1,
          bottom: stop.row - 1,
          right: Math.min(stop.column - 1, limits.columns),
        });
    }
  }
}

function placeOfCell(reference: string): { row: number; column: number } {
  const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(reference) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column };
}
