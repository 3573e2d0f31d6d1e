import { germanNumber } from "../../kernel/number/germanNumber.ts";
import { letterOf, type Mark } from "../../kernel/value/table.ts";
import type { Value } from "../../kernel/value/value.ts";

type Marked = Mark | null | undefined;

/**
 * A value with what a reader must know beside it, as a cell of a table: uncertain ones in brackets, the
 * official letter, or the star of parts with different reference dates. Without a mark the value itself.
 *
 * The value in the unit of its column, rounded to its decimals where a sign stands beside it.
 *
 * @example
 * markedText(21.35, "mixedDates", 1) // "21,4*"
 * markedText(21.35, "unsafe", 1) // "(21,4)"
 * markedText(21.35, "provisional", 1) // "21,4\u00a0p"
 * markedText(21.35, null, 1) // 21.35
 * markedText("withheld", "mixedDates", 1) // "withheld"
 */
export function markedText(value: Value, mark: Marked, decimals: number): string | Value {
  if (typeof value !== "number" || mark === null || mark === undefined) return value;
  const text = germanNumber(value, { decimals });
  if (mark === "unsafe") return `(${text})`;
  const letter = letterOf(mark);
  return letter === "" ? value : letter === "*" ? `${text}*` : `${text}\u00a0${letter}`;
}

/**
 * What the signs beside numbers mean, of those that a table bears.
 *
 * @example
 * marksInWords(["mixedDates", null]) // " „*“: Zähler und Nenner haben verschiedene Stichtage oder Quellen."
 * marksInWords([null]) // ""
 */
export function marksInWords(marks: readonly Marked[]): string {
  return (Object.keys(words) as (keyof typeof words)[])
    .filter((mark) => marks.includes(mark))
    .map((mark) => ` ${words[mark]}`)
    .join("");
}

const words = {
  unsafe: "„( )“: unsicher, wenige Fälle oder breiter Bereich.",
  estimated: "„s“: geschätzt.",
  provisional: "„p“: vorläufig.",
  revised: "„r“: berichtigt.",
  mixedDates: "„*“: Zähler und Nenner haben verschiedene Stichtage oder Quellen.",
} as const;
