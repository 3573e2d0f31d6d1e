/** A row of a delimited text and the line on which it begins, from 1. */
export interface DelimitedRow {
  readonly line: number;
  readonly fields: string[];
}

/** Reads delimited text piece by piece; `end` says where a quote was left open, if one was. */
export interface DelimitedReader {
  readonly push: (text: string) => DelimitedRow[];
  readonly end: () => { rows: DelimitedRow[]; openQuote: number | null; endsWithBreak: boolean };
}

/**
 * Splits delimited text (CSV, TSV) into rows of fields, quotes and line breaks
 * inside quotes included. A quote counts only at the beginning of a field, as
 * official exports use it.
 *
 * @example
 * splitDelimited("a;b\n\"x;1\";\"y\"\"z\"\n", ";").map((row) => row.fields) // [["a", "b"], ["x;1", "y\"z"]]
 */
export function splitDelimited(text: string, delimiter: string): DelimitedRow[] {
  const reader = delimitedReader(delimiter);
  return [...reader.push(text), ...reader.end().rows];
}

/** The same for text that comes in pieces; pieces may break anywhere. */
export function delimitedReader(delimiter: string): DelimitedReader {
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  let quoteEnded = false;
  let pendingReturn = false;
  let line = 1;
  let rowLine = 1;
  let quoteLine = 0;
  let touched = false;
  const finish = (rows: DelimitedRow[]): void => {
    fields.push(field);
    rows.push({ line: rowLine, fields });
    fields = [];
    field = "";
    quoteEnded = false;
    touched = false;
    rowLine = line;
  };
  const push = (text: string): DelimitedRow[] => {
    const rows: DelimitedRow[] = [];
    let from = 0;
    const take = (to: number): void => {
      if (to > from) field += text.slice(from, to);
    };
    for (let i = 0; i < text.length; i++) {
      const sign = text.charCodeAt(i);
      if (quoted) {
        if (sign === 10) line++;
        if (sign !== 34) continue;
        take(i);
        from = i + 1;
        quoted = false;
        quoteEnded = true;
        continue;
      }
      if (sign === 34) {
        if (quoteEnded) {
          // Two quotes in a row mean one.
          field += '"';
          quoted = true;
          quoteEnded = false;
          from = i + 1;
        } else if (i === from && field.trim() === "") {
          field = "";
          quoted = true;
          quoteLine = line;
          from = i + 1;
          touched = true;
        }
        pendingReturn = false;
        continue;
      }
      if (sign === 10) {
        if (pendingReturn) {
          pendingReturn = false;
          from = i + 1;
          continue;
        }
        take(i);
        from = i + 1;
        line++;
        finish(rows);
        continue;
      }
      pendingReturn = false;
      if (sign === 13) {
        take(i);
        from = i + 1;
        line++;
        finish(rows);
        pendingReturn = true;
        continue;
      }
      quoteEnded = false;
      touched = true;
      if (text[i] === delimiter) {
        take(i);
        from = i + 1;
        fields.push(field);
        field = "";
      }
    }
    take(text.length);
    return rows;
  };
  return {
    push,
    end: () => {
      const rows: DelimitedRow[] = [];
      const endsWithBreak = !touched && field === "" && fields.length === 0;
      if (!endsWithBreak) finish(rows);
      return { rows, openQuote: quoted ? quoteLine : null, endsWithBreak };
    },
  };
}

/**
 * The sign that separates the fields: the one that gives most lines the same
 * number of fields. Decimal commas do not mislead it, since they come unevenly.
 *
 * @example
 * delimiterOf("Titel\na;b;c\n1,5;2;3\n4;5,5;6\n") // ";"
 * delimiterOf("id,wert\n01,3\n02,4\n") // ","
 * delimiterOf("eine Spalte\n1\n2\n") // ";"
 */
export function delimiterOf(head: string): string {
  let best = ";";
  let bestScore = 0;
  for (const delimiter of ["\t", ";", ",", "|"]) {
    const counts = new Map<number, number>();
    for (const { fields } of splitDelimited(head, delimiter).slice(0, 300)) {
      if (fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    }
    let score = 0;
    for (const [fields, lines] of counts) score = Math.max(score, lines * Math.min(3, Math.log2(fields) + 1));
    if (score > bestScore * 1.2) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
