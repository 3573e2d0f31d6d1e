import { Refusal } from "../../../kernel/trouble/refusal.ts";

/** A text file of lines and columns, with the line on which each row stood, from 1. */
export interface Delimited {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly fields: readonly string[] }[];
}

/**
 * Reads comma-, semicolon- or tab-separated text with quotes, as Excel and R write it.
 *
 * Refuses a file without rows, and a row with more or fewer fields than its head.
 *
 * @example
 * delimited('a;b\n"x;1";2\n').rows // [{ line: 2, fields: ["x;1", "2"] }]
 */
export function delimited(text: string, file?: string): Delimited {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  // Excel says in a line of its own what separates the others.
  const [said = "", sign] = /^sep=(.)\n/i.exec(plain) ?? [];
  const source = plain.slice(said.length);
  const separator = sign ?? separatorOf(source.slice(0, Math.max(0, source.search(/\n|$/))));
  const start = said === "" ? 1 : 2;
  const rows: { line: number; fields: string[] }[] = [];
  let [fields, field, line, startLine, quoted, wasQuoted]: [string[], string, number, number, boolean, boolean] = [
    [],
    "",
    start,
    start,
    false,
    false,
  ];
  const endField = () => {
    fields.push(wasQuoted ? field : field.trim());
    [field, wasQuoted] = ["", false];
  };
  const endRow = () => {
    endField();
    if (fields.some((text) => text !== "")) rows.push({ line: startLine, fields });
    fields = [];
  };
  for (let at = 0; at < source.length; at++) {
    const sign = source[at];
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        field += '"';
        at++;
      } else if (sign === '"') quoted = false;
      else {
        if (sign === "\n") line++;
        field += sign;
      }
    } else if (sign === '"' && field.trim() === "") [field, quoted, wasQuoted] = ["", true, true];
    else if (sign === separator) endField();
    else if (sign === "\n") {
      endRow();
      startLine = ++line;
    } else field += sign;
  }
  if (field !== "" || fields.length > 0) endRow();
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0)
    throw new Refusal("protect.emptyFile", {}, file === undefined ? {} : { place: { file } });
  for (const row of body) {
    if (row.fields.length !== header.fields.length)
      throw new Refusal(
        "protect.raggedRow",
        { found: row.fields.length, expected: header.fields.length },
        { place: { ...(file === undefined ? {} : { file }), row: row.line } },
      );
  }
  return { header: header.fields, rows: body };
}

function separatorOf(line: string): string {
  const count = (sign: string) => line.split(sign).length;
  return [";", "\t", ","].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

/**
 * Rows as text that `delimited` reads back.
 *
 * @example
 * delimitedText([["a", "b,c"]]) // 'a,"b,c"\n'
 */
export function delimitedText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quote).join(",")}\n`).join("");
}

function quote(field: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
