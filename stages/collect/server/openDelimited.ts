import iconv from "iconv-lite";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type DelimitedRow, delimitedReader, delimiterOf } from "../delimitedRows.ts";
import { textEncoding } from "../encoding.ts";
import type { Cell, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";

const PIECE = 1 << 20;

/**
 * Opens CSV and TSV: encoding, delimiter and quotes are found out, rows keep the
 * line on which they stand. Letters that were destroyed before the file came here
 * (U+FFFD) are named by place, never guessed.
 */
export function openDelimited(bytes: Buffer, fileName: string): Workbook {
  const encoding = textEncoding(bytes);
  if (encoding.binary) throw new Refusal("collect.notText", { file: fileName });
  const findings: Finding[] = [];
  const decoder = iconv.getDecoder(encoding.name);
  const head = iconv.decode(bytes.subarray(encoding.mark, encoding.mark + 200_000), encoding.name);
  const delimiter = delimiterOf(head);
  const reader = delimitedReader(delimiter);
  const rows: Cell[][] = [];
  let cells = 0;
  let destroyed = 0;
  let doubled = 0;
  const keep = (read: readonly DelimitedRow[]): void => {
    for (const { line, fields } of read) {
      while (rows.length < line) rows.push([]);
      let last = fields.length;
      while (last > 0 && fields[last - 1]?.trim() === "") last--;
      if (last > limits.columns)
        throw new Refusal(
          "collect.tooManyColumns",
          { file: fileName, limit: limits.columns, columns: last },
          { place: { row: line, column: limits.columns + 1 } },
        );
      cells += last;
      if (cells > limits.cells)
        throw new Refusal(
          "collect.tooManyCells",
          { file: fileName, millions: limits.cells / 1e6 },
          { place: { row: line } },
        );
      const row: Cell[] = [];
      for (let c = 0; c < last; c++) {
        const field = fields[c] ?? "";
        row.push(field === "" ? null : field);
        if (field.includes("\ufffd") && ++destroyed <= 20)
          findings.push(finding("destroyedLetter", "warning", line, c + 1, { text: field.slice(0, 60).trim() }));
        if (/Ã[¤¶¼Ÿ„–œ]/.test(field) && ++doubled <= 20)
          findings.push(finding("doubleEncoded", "warning", line, c + 1, { text: field.slice(0, 60).trim() }));
      }
      rows[line - 1] = row;
    }
  };
  for (let at = encoding.mark; at < bytes.length; at += PIECE)
    keep(reader.push(decoder.write(bytes.subarray(at, at + PIECE))));
  const rest = decoder.end();
  if (rest !== undefined && rest !== "") keep(reader.push(rest));
  const widths = rows.slice(-40).map((row) => row.length);
  const end = reader.end();
  if (end.openQuote !== null)
    throw new Refusal("collect.openQuote", { file: fileName }, { place: { row: end.openQuote } });
  keep(end.rows);
  const lastRow = end.rows.at(-1);
  const usual = mostFrequent(widths);
  if (lastRow !== undefined && lastRow.fields.length > 1 && usual > 0 && lastRow.fields.length < usual)
    findings.push(
      finding("truncatedText", "error", lastRow.line, lastRow.fields.length, {
        fields: lastRow.fields.length,
        usual,
      }),
    );
  if (destroyed > 20) findings.push(finding("destroyedLetters", "warning", null, null, { count: destroyed }));
  if (rows.every((row) => row.length === 0)) throw new Refusal("collect.emptyFile", { file: fileName });
  return {
    fileName,
    container: "csv",
    encoding: encoding.name,
    delimiter,
    sheets: [{ name: "", rows, merges: [] }],
    findings,
  };
}

function mostFrequent(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return count * 2 > widths.length ? width : 0;
}

function finding(
  kind: string,
  severity: Finding["severity"],
  row: number | null,
  column: number | null,
  parameters: Finding["parameters"],
): Finding {
  const place = row === null ? null : column === null ? { row } : { row, column };
  return { code: `collect.${kind}`, severity, place, parameters };
}
