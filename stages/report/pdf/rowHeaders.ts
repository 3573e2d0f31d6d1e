/**
 * Marks the first cell of every row in a table's body as the row's header, so that
 * a screen reader says "Neuenfeld, Quote: 21,4" and not just "21,4".
 *
 * The compiler can tag heads of columns only, so the tags are changed in what it
 * wrote: `TD` becomes `TH` with `Scope /Row`. Lists of headers that name columns
 * only are taken out of the other cells; with a scope on every header the reader
 * finds both. Nothing that is seen changes.
 *
 * Source: ISO 32000-1, 14.8.5.7 (table attributes); ISO 14289-1 (PDF/UA-1), 7.5.
 *
 * @param pdf as the compiler writes it: objects in plain text, one table of their places
 * @throws when the file is written otherwise, since then nobody would hear the headers
 */
export function withRowHeaders(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString("latin1");
  const table = placesOf(text);
  const elements = new Map<number, StructureElement>();
  for (const [number, at] of table.places) {
    const element = elementAt(text, number, at);
    if (element !== undefined) elements.set(number, element);
  }
  const changes: { readonly at: number; readonly before: string; readonly after: string }[] = [];
  for (const row of elements.values()) {
    if (row.tag !== "TR" || elements.get(row.parent)?.tag !== "TBody") continue;
    row.kids.forEach((kid, position) => {
      const cell = elements.get(kid);
      if (cell?.tag !== "TD") return;
      changes.push({ at: cell.at, before: cell.words, after: position === 0 ? asHeader(cell) : withoutHeaders(cell) });
    });
  }
  return Buffer.from(rewritten(text, table, changes), "latin1");
}

interface StructureElement {
  /** Where its words begin in the file, and what they are. */
  readonly at: number;
  readonly words: string;
  readonly tag: string;
  readonly parent: number;
  readonly kids: readonly number[];
}

interface Places {
  /** Where the table itself stands. */
  readonly at: number;
  /** Object number and place. */
  readonly places: readonly (readonly [number, number])[];
}

function placesOf(text: string): Places {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  const head = Number.isNaN(at) ? null : /^xref\s+0 (\d+)\s+/.exec(text.slice(at, at + 40));
  if (head === null) throw new Error("PDF without a plain table of objects: row headers cannot be tagged");
  const count = Number(head[1]);
  const first = at + head[0].length;
  // Each line has twenty characters; the first stands for no object.
  const places = Array.from({ length: count - 1 }, (_, i) => {
    const place = Number(text.slice(first + (i + 1) * 20, first + (i + 1) * 20 + 10));
    return [i + 1, place] as const;
  });
  return { at, places };
}

function elementAt(text: string, number: number, at: number): StructureElement | undefined {
  const head = `${number} 0 obj\n`;
  if (!text.startsWith(head, at)) throw new Error(`PDF object is not where its table says: ${number}`);
  const start = at + head.length;
  if (!/^<<\s*\/Type \/StructElem/.test(text.slice(start, start + 40))) return undefined;
  const words = text.slice(start, text.indexOf("\nendobj", start));
  return {
    at: start,
    words,
    tag: /\/S \/(\w+)/.exec(words)?.[1] ?? "",
    parent: Number(/\/P (\d+) 0 R/.exec(words)?.[1] ?? 0),
    kids: [...(/\/K \[([^\]]*)\]/.exec(words)?.[1] ?? "").matchAll(/(\d+) 0 R/g)].map((kid) => Number(kid[1])),
  };
}

const headerList = /\s*\/Headers \[[^\]]*\]/;

function asHeader({ words }: StructureElement): string {
  const named = words.replace("/S /TD", "/S /TH");
  if (headerList.test(named)) return named.replace(headerList, "\n    /Scope /Row");
  return named.replace("/S /TH", "/S /TH\n  /A [<<\n    /O /Table\n    /Scope /Row\n  >>]");
}

function withoutHeaders({ words }: StructureElement): string {
  return words.replace(headerList, "");
}

function rewritten(
  text: string,
  { at: tableAt, places }: Places,
  changes: readonly { readonly at: number; readonly before: string; readonly after: string }[],
): string {
  const inOrder = [...changes].sort((a, b) => a.at - b.at);
  let body = "";
  let done = 0;
  const moves: { readonly from: number; readonly by: number }[] = [];
  let moved = 0;
  for (const { at, before, after } of inOrder) {
    body += text.slice(done, at) + after;
    done = at + before.length;
    moved += after.length - before.length;
    moves.push({ from: done, by: moved });
  }
  body += text.slice(done, tableAt);
  const newPlace = (place: number): number => place + (moves.findLast(({ from }) => from <= place)?.by ?? 0);
  const lines = places.map(([, place]) => `${String(newPlace(place)).padStart(10, "0")} 00000 n `);
  const tail = text.slice(text.indexOf("trailer", tableAt)).replace(/startxref\s+\d+/, `startxref\n${body.length}`);
  return `${body}xref\n0 ${places.length + 1}\n0000000000 65535 f \n${lines.join("\n")}\n${tail}`;
}
