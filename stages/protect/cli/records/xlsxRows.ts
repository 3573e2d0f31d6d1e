import { basename } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { attribute, decodedXml, elements } from "./xmlPieces.ts";
import { zipParts } from "./zipParts.ts";

/** Text that the cells of a workbook share may come to this many letters; more is no workbook of records. */
const mostSharedText = 400_000_000;
/** A row longer than this is damaged. */
const longestRow = 16_000_000;

/**
 * The rows of one sheet of a workbook as text, one after the other, as wide as the
 * first, without the sheet ever being whole in memory and without any file beside it.
 *
 * Numbers come as a person would type them, days as `2023-12-31`, yes and no as
 * WAHR and FALSCH; a formula counts with the result that is stored beside it.
 */
export async function* xlsxRows(path: string, sheet: string | undefined, headLine = 1): AsyncGenerator<string[]> {
  const unreadable = () => new Refusal("protect.workbookUnreadable", {}, { place: { file: basename(path) } });
  try {
    yield* rowsOf(path, sheet, headLine);
  } catch (trouble) {
    // A message of the unpacker may quote what it read, and what it read is people.
    throw trouble instanceof Refusal ? trouble : unreadable();
  }
}

async function* rowsOf(path: string, wished: string | undefined, headLine: number): AsyncGenerator<string[]> {
  const parts = await zipParts(path);
  const whole = async (name: string): Promise<string> => {
    let text = "";
    for await (const piece of textOf(parts.get(name)?.())) {
      text += piece;
      if (text.length > 1 << 26) throw new Error("part too large");
    }
    return text;
  };
  const workbook = await whole("xl/workbook.xml");
  const relations = await whole("xl/_rels/workbook.xml.rels");
  const targets = new Map(
    elements(relations, "Relationship").map(({ attributes }) => [
      attribute(attributes, "Id"),
      partName(attribute(attributes, "Target")),
    ]),
  );
  const sheets = elements(workbook, "sheet").flatMap(({ attributes }) => {
    const part = parts.get(targets.get(attribute(attributes, "(?:\\w+:)?id")) ?? "");
    return part === undefined ? [] : [{ name: decodedXml(attribute(attributes, "name")), part }];
  });
  if (sheets.length === 0) throw new Error("no sheets");
  const { part } = await chosen(sheets, wished, basename(path));
  const days = dayFormats(await whole("xl/styles.xml"));
  const since1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook);
  const shared = await sharedTexts(parts.get("xl/sharedStrings.xml")?.());
  const textOfCell = (attributes: string, content: string): string => {
    const value = decodedXml(/<(?:\w+:)?v\b[^>]*>([^<]*)</.exec(content)?.[1] ?? "");
    switch (attribute(attributes, "t")) {
      case "s":
        return shared[Number(value)] ?? "";
      case "inlineStr":
        return textsIn(content);
      case "b":
        return value === "1" ? "WAHR" : "FALSCH";
      case "str":
      case "e":
      case "d":
        return value;
      default: {
        if (value === "") return "";
        const number = Number(value);
        if (!Number.isFinite(number)) return value;
        return days.has(Number(attribute(attributes, "s") || 0)) ? dayText(number, since1904) : String(number);
      }
    }
  };
  let width = 0;
  let line = 0;
  for await (const { attributes, content } of rowElements(textOf(part()))) {
    line = Number(attribute(attributes, "r")) || line + 1;
    if (line < headLine) continue;
    const row: string[] = [];
    let column = 0;
    for (const cell of elements(content, "c")) {
      column = columnOf(attribute(cell.attributes, "r")) ?? column;
      if (column < (width || 16_384)) {
        while (row.length < column) row.push("");
        row[column] = textOfCell(cell.attributes, cell.content);
      }
      column++;
    }
    if (row.every((text) => text === "")) continue;
    width ||= row.length;
    while (row.length < width) row.push("");
    yield row;
  }
}

interface SheetPart {
  readonly name: string;
  readonly part: () => AsyncIterable<Buffer>;
}

/** The sheet that is meant: the one asked for, else the only one with anything in it. */
async function chosen(sheets: readonly SheetPart[], wished: string | undefined, file: string): Promise<SheetPart> {
  const named = (list: readonly SheetPart[]) => list.map(({ name }) => `„${name}“`).join(", ");
  if (wished !== undefined) {
    const found = sheets.find(({ name }) => name === wished);
    if (found === undefined)
      throw new Refusal("protect.sheetUnknown", { sheet: wished, sheets: named(sheets) }, { place: { file } });
    return found;
  }
  const filled: SheetPart[] = [];
  for (const sheet of sheets) if (await hasRows(sheet)) filled.push(sheet);
  const [only] = filled;
  if (only === undefined) throw new Refusal("protect.noRecords", {}, { place: { file } });
  if (filled.length > 1) throw new Refusal("protect.sheetNotNamed", { sheets: named(filled) }, { place: { file } });
  return only;
}

async function hasRows({ part }: SheetPart): Promise<boolean> {
  for await (const _ of rowElements(textOf(part()))) return true;
  return false;
}

async function* textOf(pieces: AsyncIterable<Buffer> | undefined): AsyncGenerator<string> {
  if (pieces === undefined) return;
  const decoder = new StringDecoder("utf8");
  for await (const piece of pieces) yield decoder.write(piece);
}

/** The rows of a sheet that hold any cell, one after the other. */
async function* rowElements(text: AsyncIterable<string>): AsyncGenerator<{ attributes: string; content: string }> {
  let rest = "";
  for await (const piece of text) {
    rest += piece;
    const cut = lastEnd(rest, "row");
    if (cut === 0) {
      if (rest.length > longestRow) throw new Error("row too long");
      continue;
    }
    for (const row of elements(rest.slice(0, cut), "row")) if (row.content !== "") yield row;
    rest = rest.slice(cut);
  }
}

async function sharedTexts(pieces: AsyncIterable<Buffer> | undefined): Promise<string[]> {
  const texts: string[] = [];
  let rest = "";
  let letters = 0;
  for await (const piece of textOf(pieces)) {
    rest += piece;
    const cut = lastEnd(rest, "si");
    if (cut === 0 && rest.length <= longestRow) continue;
    if (cut === 0) throw new Error("text too long");
    for (const { content } of elements(rest.slice(0, cut), "si")) {
      const text = textsIn(content);
      letters += text.length;
      texts.push(text);
    }
    if (letters > mostSharedText) throw new Error("too much text");
    rest = rest.slice(cut);
  }
  return texts;
}

/** The place behind the last closing tag of a name; 0 where there is none yet. */
function lastEnd(text: string, name: string): number {
  for (let at = text.lastIndexOf(`${name}>`); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(`${name}>`, at - 1))
    if (/<\/(?:\w+:)?$/.test(text.slice(Math.max(0, at - 40), at))) return at + name.length + 1;
  return 0;
}

/** The pieces of a rich text joined, without the reading aids of East Asian scripts. */
function textsIn(content: string): string {
  // One plain text, as nearly all cells have it, needs no search for pieces.
  const [, plain] =
    /^\s*(?:<(?:\w+:)?is>)?<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>\s*(?:<\/(?:\w+:)?is>)?\s*$/.exec(content) ??
    [];
  if (plain !== undefined) return decodedXml(plain);
  const own = content.includes("rPh") ? content.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "") : content;
  return elements(own, "t")
    .map((t) => decodedXml(t.content))
    .join("");
}

/** Positions of the cell formats that show a number as a day. */
function dayFormats(styles: string): Set<number> {
  const own = new Map(
    elements(styles, "numFmt").map(({ attributes }) => [
      Number(attribute(attributes, "numFmtId")),
      decodedXml(attribute(attributes, "formatCode")),
    ]),
  );
  const isDay = (id: number): boolean => {
    const code = own.get(id)?.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
    return code === undefined ? (id >= 14 && id <= 17) || id === 22 : /[dy]/i.test(code);
  };
  const [formats] = elements(styles, "cellXfs");
  const days = new Set<number>();
  for (const [at, { attributes }] of elements(formats?.content ?? "", "xf").entries())
    if (isDay(Number(attribute(attributes, "numFmtId")))) days.add(at);
  return days;
}

function dayText(serial: number, since1904: boolean): string {
  // Day 60 is a 29 February 1900 that never was; before it everything stands one day off.
  const days = since1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const day = new Date(Math.round((Math.floor(days) - 25_569) * 86_400_000));
  return Number.isNaN(day.getTime()) ? String(serial) : day.toISOString().slice(0, 10);
}

function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function partName(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}
