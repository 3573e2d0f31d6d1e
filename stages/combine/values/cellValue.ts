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
  const bare = text.replace(/\s*%$/, "").replace(/^[−–]\s*/, "-");
  if (mark === "point") return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(bare) ? finite(Number(bare)) : undefined;
  if (/^[-+]?\d*,?\d+[eE][-+]?\d+$/.test(bare)) return finite(Number(bare.replace(",", ".")));
  return parseGermanNumber(bare);
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
