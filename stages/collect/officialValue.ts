import { englishNumber, parseGermanNumber } from "../../kernel/number/germanNumber.ts";
import { type Mark, markList } from "../../kernel/value/table.ts";
import type { Absence, Value } from "../../kernel/value/value.ts";
import { type Cell, cellText } from "./workbook.ts";

/** Which sign separates the decimals in a file. */
export type DecimalMark = "comma" | "point";

/** What further words of a file mean: `{ "*": "withheld" }`. `zero` stands for the number 0. */
export type AbsenceWords = Readonly<Record<string, Absence | "zero">>;

export interface OfficialValue {
  readonly value: Value;
  /** `(12)` is limited, `12p` provisional, `12r` revised, `12s` estimated. */
  readonly mark?: Mark;
}

// Zeichenerklärung of German official statistics. The point means "unknown or kept secret"; it is
// taken as withheld, the reading that guards people.
const signs: AbsenceWords = {
  "-": "zero",
  "–": "zero",
  "—": "zero",
  ".": "withheld",
  "•": "withheld",
  "*": "withheld",
  "...": "later",
  "…": "later",
  "/": "unreliable",
  x: "senseless",
  X: "senseless",
  // Words of databases and offices for "nobody knows".
  NULL: "unknown",
  NA: "unknown",
  "n/a": "unknown",
  "k. A.": "unknown",
  "k.A.": "unknown",
  "keine Angabe": "unknown",
};

/** Words that offices write out, in whatever case and with or without brackets. */
const words: AbsenceWords = {
  geheim: "withheld",
  gesperrt: "withheld",
  anonymisiert: "withheld",
  "geheim gehalten": "withheld",
  "k.a": "unknown",
  "k. a": "unknown",
  "o.a": "unknown",
  "ohne angabe": "unknown",
  "keine daten": "unknown",
  unbekannt: "unknown",
};

const marks: Readonly<Record<string, Mark>> = { p: "provisional", r: "revised", s: "estimated" };

// Eurostat prints several letters behind a blank, and beside these: break, definition differs, estimated, forecast, unreliable. Only some are marks here.
const eurostat: Readonly<Record<string, Mark | "none">> = {
  b: "none",
  d: "none",
  e: "estimated",
  f: "estimated",
  u: "unsafe",
};

/**
 * The value that a cell of an official table means, signs included; undefined
 * when it is neither number nor sign.
 *
 * An empty cell is `unknown`. A cell that already is a number is taken as it is.
 *
 * @example
 * officialValue("1.234,5", "comma") // { value: 1234.5 }
 * officialValue("-", "comma") // { value: 0 }
 * officialValue(".", "comma") // { value: "withheld" }
 * officialValue("/", "comma") // { value: "unreliable" }
 * officialValue("(12)", "comma") // { value: 12, mark: "unsafe" }
 * officialValue("99,5p", "comma") // { value: 99.5, mark: "provisional" }
 * officialValue("99.5 be", "point") // { value: 99.5, mark: "estimated" }
 * officialValue("12.500 €", "comma") // { value: 12500 }
 * officialValue("12'345", "point") // { value: 12345 }
 * officialValue("1.200-", "comma") // { value: -1200 }
 * officialValue("1.234²)", "comma") // { value: 1234 }
 * officialValue("1.234 Personen", "comma") // { value: 1234 }
 * officialValue("<3", "comma") // { value: "withheld" }
 * officialValue("  ", "comma") // { value: "unknown" }
 * officialValue("Insgesamt", "comma") // undefined
 */
export function officialValue(cell: Cell, decimal: DecimalMark, own: AbsenceWords = {}): OfficialValue | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? { value: cell } : undefined;
  if (cell === null) return ofWord(own[""] ?? "unknown");
  if (typeof cell !== "string") return undefined;
  const text = cellText(cell);
  const word =
    own[text] ??
    (text === "" ? "unknown" : (signs[text] ?? words[writtenOut(text)] ?? (isTooFew(text) ? "withheld" : undefined)));
  if (word !== undefined) return ofWord(word);
  const number = numberIn(text, decimal) ?? numberIn(plainNumber(text), decimal);
  if (number !== undefined) return { value: number };
  const limited = /^\((.+)\)$/.exec(text)?.[1];
  if (limited !== undefined) {
    const inner = officialValue(limited, decimal, own);
    return inner === undefined ? undefined : { value: inner.value, mark: "unsafe" };
  }
  const marked = /^(.*\d)(?:\s?([prs])|\s([a-z]{1,3}))$/.exec(text);
  const meant = [...(marked?.[2] ?? marked?.[3] ?? "")].map((letter) => marks[letter] ?? eurostat[letter]);
  if (meant.length > 0 && !meant.includes(undefined)) {
    const inner = officialValue(marked?.[1] ?? "", decimal, own);
    const mark = markList.find((one) => meant.includes(one));
    return inner === undefined || mark === undefined ? inner : { value: inner.value, mark };
  }
  const footnoted = footnote.exec(text)?.[1];
  return footnoted === undefined ? undefined : officialValue(footnoted, decimal, own);
}

// A raised digit, stars, or a digit or letter with a bracket: "1.234²", "1.234*", "1.234 1)", "1.234 a)".
const footnote = /^(.*\d)(?:\s?[¹²³⁴-⁹⁰]{1,2}\)?|\s?[*†‡]{1,3}\)?|\s\d{1,2}\)|\s?[a-z]\))$/;

function writtenOut(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[([]|[)\].]+$/g, "")
    .trim();
}

/** "<3", "unter 5", "weniger als 3": the office knows the count and keeps it to itself. */
function isTooFew(text: string): boolean {
  return /^(?:[<≤]|unter|weniger als|höchstens)\s?\d{1,2}$/i.test(text);
}

function numberIn(text: string, decimal: DecimalMark): number | undefined {
  return decimal === "comma" ? parseGermanNumber(text) : englishNumber(text);
}

/** Without the unit behind it, the Swiss signs between its thousands, and with a minus that some programs write at the end in front. */
function plainNumber(text: string): string {
  const bare = text.replace(
    /\s*(?:€|EUR|Euro|ha|km²|qkm|m²|qm|Personen|Pers\.|Einwohner|Einw\.|Ew\.?|Kinder|Fälle|Plätze)$/i,
    "",
  );
  const whole = /^[+\-−–]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?$/.test(bare) ? bare.replace(/['’]/g, "") : bare;
  return /^\d[\d.,]*-$/.test(whole) ? `-${whole.slice(0, -1)}` : whole;
}

function ofWord(word: Absence | "zero"): OfficialValue {
  return { value: word === "zero" ? 0 : word };
}

/**
 * Which decimal mark a file uses, from the texts of its number cells. Undefined
 * when every text reads the same both ways or is ambiguous like `1.234`.
 *
 * @example
 * decimalMark(["1.234", "5,6"]) // "comma"
 * decimalMark(["12.75", "1.234"]) // "point"
 * decimalMark(["12", "1.234"]) // undefined
 * decimalMark(["1.234", "."]) // undefined
 */
export function decimalMark(texts: Iterable<string>): DecimalMark | undefined {
  let comma = 0;
  let point = 0;
  for (const raw of texts) {
    const text = raw.replace(/[\s\u00a0\u202f]/g, "");
    // A lone point is a sign, not a number.
    if (!/^[+\-−–]?[\d.,]*\d[\d.,]*%?$/.test(text)) continue;
    if (parseGermanNumber(text) === undefined) point += /\./.test(text) ? 1 : 0;
    else if (englishNumber(text) === undefined) comma++;
    else if (/^\D?\d+,\d{1,2}$/.test(text)) comma++;
  }
  if (comma === point) return undefined;
  return comma > point ? "comma" : "point";
}
