import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Cell, Merge, Sheet, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";
import { UnpackingBudget, unpackedWhole, type ZipEntry } from "./zip.ts";

/** So many blank rows between two with values are no table any more. */
const blankRowsBetween = 100_000;

/**
 * Opens an OpenDocument workbook (ODS), as LibreOffice saves it.
 *
 * Runs through the markup once, without a tree of it. Repeated cells and rows count as what they stand for,
 * so that a small file cannot claim more than `limits` allow. A formula's stored result is taken.
 */
export async function openOds(bytes: Buffer, entries: readonly ZipEntry[], fileName: string): Promise<Workbook> {
  const budget = new UnpackingBudget(bytes.length, fileName);
  const part = (name: string): ZipEntry | undefined => entries.find((entry) => entry.name === name);
  const manifest = part("META-INF/manifest.xml");
  if (manifest !== undefined) {
    const text = (await unpackedWhole(bytes, manifest, budget, fileName)).toString("utf8");
    if (text.includes("encryption-data")) throw new Refusal("collect.passwordProtected", { file: fileName });
  }
  const content = part("content.xml");
  if (content === undefined) throw new Refusal("collect.notAWorkbook", { file: fileName });
  const xml = (await unpackedWhole(bytes, content, budget, fileName)).toString("utf8");
  if (!xml.includes("<office:spreadsheet"))
    throw new Refusal(xml.includes("<office:text") ? "collect.textDocument" : "collect.openDocument", {
      file: fileName,
    });
  const reading = new OdsReading(fileName);
  const markup = /<(\/?)([\w:-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
  for (const [, closes, name, attributes, isAlone, text] of xml.matchAll(markup)) {
    if (text !== undefined) reading.text(text);
    else if (closes === "/") reading.close(name ?? "");
    else {
      reading.open(name ?? "", attributes ?? "");
      if (isAlone === "/") reading.close(name ?? "");
    }
  }
  const sheets = reading.sheets.filter(({ rows }) => rows.length > 0 || reading.sheets.length > 1);
  if (!sheets.some(({ rows }) => rows.length > 0)) throw new Refusal("collect.emptyFile", { file: fileName });
  const findings = reading.formulas.map(({ sheet, count, row, column }) => ({
    code: "collect.formulasTaken",
    severity: "note" as const,
    place: { sheet, row, column },
    parameters: { count },
  }));
  return { fileName, container: "ods", sheets, findings };
}

interface OpenCell {
  readonly attributes: string;
  readonly covered: boolean;
  readonly lines: string[];
}

/** What a walk through the markup gathers. */
class OdsReading {
  readonly sheets: (Sheet & { rows: Cell[][]; merges: Merge[] })[] = [];
  readonly formulas: { sheet: string; count: number; row: number; column: number }[] = [];
  readonly #file: string;
  readonly #hiddenStyles = new Set<string>();
  #style = "";
  #cells = 0;
  #blankRows = 0;
  #row: Cell[] | undefined;
  #blanks = 0;
  #repeatRow = 1;
  #cell: OpenCell | undefined;
  // Notes beside a cell and drawings are not its content.
  #aside = 0;

  constructor(file: string) {
    this.#file = file;
  }

  open(name: string, attributes: string): void {
    if (name === "style:style") this.#style = attribute(attributes, "style:name");
    else if (name === "style:table-properties" && /table:display="false"/.test(attributes))
      this.#hiddenStyles.add(this.#style);
    else if (name === "table:table" && this.#aside === 0) {
      const hidden = this.#hiddenStyles.has(attribute(attributes, "table:style-name"));
      const sheet = { name: decoded(attribute(attributes, "table:name")), rows: [], merges: [] };
      this.sheets.push(hidden ? { ...sheet, hidden } : sheet);
      this.#blankRows = 0;
    } else if (name === "table:table-row") {
      this.#row = [];
      this.#blanks = 0;
      this.#repeatRow = repeated(attributes, "rows");
    } else if (name === "table:table-cell" || name === "table:covered-table-cell")
      this.#cell = { attributes, covered: name === "table:covered-table-cell", lines: [] };
    else if (name === "office:annotation" || name === "draw:frame" || name === "table:shapes") this.#aside++;
    else if (name === "text:p" && this.#aside === 0) this.#cell?.lines.push("");
    else if (name === "text:s" && this.#aside === 0) this.text(" ".repeat(Math.min(100, count(attributes, "text:c"))));
    else if (name === "text:line-break" || name === "text:tab") this.text(" ");
  }

  text(text: string): void {
    const lines = this.#aside === 0 ? this.#cell?.lines : undefined;
    if (lines !== undefined && lines.length > 0) lines[lines.length - 1] += decoded(text);
  }

  close(name: string): void {
    if (name === "office:annotation" || name === "draw:frame" || name === "table:shapes") this.#aside--;
    else if ((name === "table:table-cell" || name === "table:covered-table-cell") && this.#cell !== undefined) {
      this.#endCell(this.#cell);
      this.#cell = undefined;
    } else if (name === "table:table-row" && this.#row !== undefined) {
      this.#endRow(this.#row);
      this.#row = undefined;
    }
  }

  #endCell({ attributes, covered, lines }: OpenCell): void {
    const sheet = this.sheets.at(-1);
    const row = this.#row;
    if (sheet === undefined || row === undefined) return;
    const value = covered ? null : cellOf(attributes, lines);
    const times = repeated(attributes, "columns");
    if (value === null) {
      this.#blanks += times;
      return;
    }
    const column = row.length + this.#blanks + times;
    if (column > limits.columns)
      throw new Refusal(
        "collect.tooManyColumns",
        { file: this.#file, limit: limits.columns, columns: column },
        { place: { sheet: sheet.name, row: this.#at + 1, column: limits.columns + 1 } },
      );
    for (; this.#blanks > 0; this.#blanks--) row.push(null);
    const left = row.length;
    for (let i = 0; i < times; i++) row.push(value);
    if (/table:formula="/.test(attributes)) this.#noteFormula(sheet.name, left);
    const wide = count(attributes, "table:number-columns-spanned");
    const high = count(attributes, "table:number-rows-spanned");
    if ((wide > 1 || high > 1) && sheet.merges.length < 20_000)
      sheet.merges.push({
        top: this.#at,
        left,
        bottom: this.#at + Math.min(high, limits.rows) - 1,
        right: Math.min(left + wide - 1, limits.columns),
      });
  }

  /** Position from 0 of the row that is being read. */
  get #at(): number {
    return (this.sheets.at(-1)?.rows.length ?? 0) + this.#blankRows;
  }

  #endRow(row: Cell[]): void {
    const sheet = this.sheets.at(-1);
    if (sheet === undefined) return;
    if (row.length === 0) {
      this.#blankRows += this.#repeatRow;
      return;
    }
    this.#cells += row.length * this.#repeatRow;
    const rows = sheet.rows.length + this.#blankRows + this.#repeatRow;
    if (this.#cells > limits.cells || rows > limits.rows || this.#blankRows > blankRowsBetween)
      throw new Refusal(
        "collect.tooManyCells",
        { file: this.#file, millions: limits.cells / 1e6 },
        { place: { sheet: sheet.name, row: this.#at + 1 } },
      );
    for (; this.#blankRows > 0; this.#blankRows--) sheet.rows.push([]);
    for (let i = 0; i < this.#repeatRow; i++) sheet.rows.push(i === 0 ? row : [...row]);
  }

  #noteFormula(sheet: string, left: number): void {
    const last = this.formulas.at(-1);
    if (last?.sheet === sheet) last.count++;
    else this.formulas.push({ sheet, count: 1, row: this.#at + 1, column: left + 1 });
  }
}

function cellOf(attributes: string, lines: readonly string[]): Cell {
  const kind = attribute(attributes, "office:value-type");
  if (kind === "float" || kind === "percentage" || kind === "currency") {
    const value = Number(attribute(attributes, "office:value"));
    return Number.isFinite(value) ? value : null;
  }
  const date = kind === "date" ? attribute(attributes, "office:date-value").slice(0, 10) : "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return { day: date };
  const text = lines.join("\n");
  return text.trim() === "" ? null : text;
}

function repeated(attributes: string, what: "columns" | "rows"): number {
  return count(attributes, `table:number-${what}-repeated`);
}

function count(attributes: string, name: string): number {
  const text = attribute(attributes, name);
  return /^\d{1,9}$/.test(text) ? Math.max(1, Number(text)) : 1;
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

function decoded(text: string): string {
  return text.includes("&")
    ? text
        .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => letter(Number.parseInt(hex, 16)))
        .replace(/&#(\d{1,7});/g, (_, number: string) => letter(Number(number)))
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&apos;", "'")
        .replaceAll("&amp;", "&")
    : text;
}

function letter(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
