import { parseGermanNumber } from "../../../kernel/number/germanNumber.ts";
import { absences, type Value } from "../../../kernel/value/value.ts";

/**
 * What a cell of a value file means; undefined when it is neither a number nor a known sign.
 *
 * Signs of the official tables: `.` withheld, `...` or `…` later, `/` unreliable, `x` senseless, `-` nothing there,
 * which is zero; an empty cell and `NA` are unknown. The words of the platform's own exports are read back.
 * `NaN` and `Inf` are no values: they mean that something went wrong before.
 *
 * @example
 * cellValue("1.234,5", "comma") // 1234.5
 * cellValue("1.5e-3", "point") // 0.0015
 * cellValue(".", "point") // "withheld"
 * cellValue("-", "comma") // 0
 * cellValue("NaN", "point") // undefined
 */
export function cellValue(text: string, mark: "comma" | "point"): Value | undefined {
  const sign = signs.get(text.toLowerCase());
  if (sign !== undefined) return sign;
  const bare = withoutBlanks(text)
    .replace(/\s*%$/, "")
    .replace(/^[−–]\s*/, "-");
  if (mark === "point") return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(bare) ? finite(Number(bare)) : undefined;
  if (/^[-+]?\d*,?\d+[eE][-+]?\d+$/.test(bare)) return finite(Number(bare.replace(",", ".")));
  return parseGermanNumber(bare);
}

/**
 * A number without the blanks between its thousands, as official tables write them; any other text as it is.
 *
 * @example
 * withoutBlanks("1 234,5") // "1234,5"
 * withoutBlanks("12 34") // "12 34"
 */
export function withoutBlanks(text: string): string {
  return /^[-+−–]?\d{1,3}([ \u00a0\u2009\u202f]\d{3})+([.,]\d+)?$/.test(text)
    ? text.replace(/[ \u00a0\u2009\u202f]/g, "")
    : text;
}

/** Beyond this, squares and sums are no numbers any more. */
const LARGEST = 1e100;

function finite(number: number): number | undefined {
  return Math.abs(number) <= LARGEST ? number : undefined;
}

const signs: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["", "unknown"],
  ["na", "unknown"],
  [".", "withheld"],
  ["...", "later"],
  ["…", "later"],
  ["/", "unreliable"],
  ["x", "senseless"],
  ["-", 0],
  ["–", 0],
  ...absences.map((absence): [string, Value] => [absence, absence]),
]);
