import { type Absence, signOf, type Value } from "../value/value.ts";

/** Between number and sign a narrow no-break space, before a word a whole one: it would run into the number. */
const NARROW = "\u202f";
const WHOLE = "\u00a0";

/**
 * A value as German readers expect it: comma, points at the thousands, unit behind a
 * no-break space, a narrow one before a sign; an absent value as its official sign.
 *
 * Rounds half away from zero for display only.
 *
 * @example
 * germanNumber(12345.6, { decimals: 1 }) // "12.345,6"
 * germanNumber(21.35, { decimals: 1, unit: "%" }) // "21,4\u202f%"
 * germanNumber(916, { unit: "Personen" }) // "916\u00a0Personen"
 * germanNumber("later") // "..."
 */
export function germanNumber(value: Value, form: { decimals?: number; unit?: string; sign?: boolean } = {}): string {
  if (typeof value !== "number") return signOf(value satisfies Absence);
  const digits = rounded(Math.abs(value), form.decimals ?? 0);
  const [whole = "0", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  const isZero = Number(digits) === 0;
  const prefix = value < 0 && !isZero ? "−" : form.sign === true && !isZero ? "+" : "";
  const unit =
    form.unit === undefined || form.unit === "" ? "" : (/^\p{L}/u.test(form.unit) ? WHOLE : NARROW) + form.unit;
  return prefix + grouped + (fraction === undefined ? "" : `,${fraction}`) + unit;
}

// Decimal text decides, not the binary neighbour: 21.35 is 21.4, though its nearest double lies below.
function rounded(value: number, decimals: number): string {
  const shifted = Number(`${value}e${decimals}`);
  if (!Number.isFinite(shifted)) return value.toFixed(decimals);
  return Number(`${Math.round(shifted)}e${-decimals}`).toFixed(decimals);
}

/**
 * The number that a German file means: decimal comma, thousands as point or
 * blank, a minus in front (also typographic, also apart from the digits), a
 * trailing percent sign. Undefined when it is no number.
 *
 * A single point before exactly three digits is a thousands point, since German
 * files write the decimal comma; ask `englishNumber` for files that do not.
 *
 * @example
 * parseGermanNumber("1.234,5") // 1234.5
 * parseGermanNumber("-  23") // -23
 * parseGermanNumber("1 675") // 1675
 * parseGermanNumber("4,5 %") // 4.5
 * parseGermanNumber("12a") // undefined
 */
export function parseGermanNumber(text: string): number | undefined {
  // Most cells of most files, and quickly told.
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const bare = text
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/%$/, "")
    .replace(/^[−–]/, "-");
  if (!/^[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d+)?$/.test(bare) || !/\d/.test(bare)) return undefined;
  return Number(bare.replaceAll(".", "").replace(",", "."));
}

/**
 * The number in a file with decimal points, as many databases export.
 *
 * @example
 * englishNumber("1234.5") // 1234.5
 * englishNumber("1,234.5") // 1234.5
 */
export function englishNumber(text: string): number | undefined {
  const bare = text
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/%$/, "")
    .replace(/^[−–]/, "-");
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d+)?$/.test(bare) || !/\d/.test(bare)) return undefined;
  return Number(bare.replaceAll(",", ""));
}
