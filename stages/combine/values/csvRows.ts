/** A text file of rows and columns, as read. */
export interface CsvTable {
  readonly delimiter: "," | ";" | "\t";
  /** First row of the file. */
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Line and cell (from 1) of a quotation mark that is never closed: the rest of the file lies in that cell. */
  readonly unclosed?: { readonly line: number; readonly column: number };
}

export interface CsvRow {
  /** Line of the file in which the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a CSV text: separated by semicolon, comma or tab (the one that is most frequent in the header),
 * fields in double quotes may hold separators and line breaks, `""` is a quote. A byte order mark and empty
 * lines are skipped.
 *
 * Source: RFC 4180, and what German Excel writes.
 *
 * @example
 * csvTable("sep=;\ncode;wert\n01;1,5\n").rows // [{ line: 3, cells: ["01", "1,5"] }]
 * csvTable("code;wert\n01;\"1,5\"\n").rows // [{ line: 2, cells: ["01", "1,5"] }]
 */
export function csvTable(text: string): CsvTable {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  // German Excel may write its separator into a line of its own.
  const named = /^sep=([;,\t])\r?\n/.exec(body);
  const delimiter = (named?.[1] as CsvTable["delimiter"] | undefined) ?? delimiterOf(body);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = named === null ? 1 : 2;
  let rowLine = line;
  let at = named?.[0].length ?? 0;
  let unclosed: CsvTable["unclosed"];
  const endRow = (): void => {
    if (cells.some((cell) => cell !== "")) rows.push({ line: rowLine, cells });
    cells = [];
  };
  while (at < body.length) {
    if (body[at] === '"') {
      let field = "";
      at++;
      for (;;) {
        const quote = body.indexOf('"', at);
        const end = quote < 0 ? body.length : quote;
        field += body.slice(at, end);
        at = end + 1;
        if (quote < 0) unclosed = { line, column: cells.length + 1 };
        if (quote < 0 || body[at] !== '"') break;
        field += '"';
        at++;
      }
      line += field.split("\n").length - 1;
      const stop = nextStop(body, at, delimiter);
      cells.push(field + body.slice(at, stop).trim());
      at = stop;
    } else {
      const stop = nextStop(body, at, delimiter);
      cells.push(body.slice(at, stop).trim());
      at = stop;
    }
    if (body[at] === delimiter) {
      at++;
      if (at === body.length || body[at] === "\n" || body[at] === "\r") cells.push("");
    }
    if (at >= body.length || body[at] === "\n" || body[at] === "\r") {
      endRow();
      if (body[at] === "\r") at++;
      if (body[at] === "\n") at++;
      line++;
      rowLine = line;
    }
  }
  const [head, ...rest] = rows;
  return { delimiter, header: head?.cells ?? [], rows: rest, ...(unclosed === undefined ? {} : { unclosed }) };
}

function nextStop(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

function delimiterOf(text: string): CsvTable["delimiter"] {
  const head = text.slice(0, text.search(/\r?\n|$/)).replace(/"[^"]*"/g, "");
  const count = (sign: string): number => head.split(sign).length - 1;
  const signs = [";", "\t", ","] as const;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ";");
}

/**
 * A CSV text from rows; fields are quoted where they must be. Lines end in CR LF, as RFC 4180 has it.
 *
 * @example
 * csvText([["a", "b"], ["1,5", "x;y"]], ";") // "a;b\r\n1,5;\"x;y\"\r\n"
 */
export function csvText(rows: readonly (readonly string[])[], delimiter: string): string {
  const field = (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => `${row.map(field).join(delimiter)}\r\n`).join("");
}
