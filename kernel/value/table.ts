import type { Text } from "../text/text.ts";
import type { Value } from "./value.ts";

/**
 * Figures on their way to a reader: one value for every combination of the
 * dimensions' members, last dimension fastest.
 *
 * A table is what pages, files and reports are made of, but only a
 * `Released<Table>` may leave (see `stages/protect`).
 *
 * A table of 2 areas and 3 years has dimensions `area` and `period` and 6 values:
 * area 1 in its three years, then area 2.
 */
export interface Table {
  /** What the table is about, as a planner would title it. */
  readonly title: Text;
  readonly dimensions: readonly Dimension[];
  /** `values.length` is the product of the dimensions' member counts. */
  readonly values: readonly Value[];
  /** One per value where the figure is counted from few cases or otherwise marked; absent when nothing is. */
  readonly marks?: readonly (Mark | null)[];
}

export interface Dimension {
  /** `area`, `period`, `figure`, `breakdown`, `component`, … */
  readonly id: string;
  readonly label: Text;
  readonly members: readonly Member[];
}

export interface Member {
  readonly id: string;
  readonly label: Text;
  /** Unit and decimals, where this member says what the numbers are. */
  readonly unit?: string;
  readonly decimals?: number;
}

/** What a reader must know beside the number: `unsafe`, `estimated`, `provisional`, `revised`, `approximate`, `mixedDates` where its parts are of different days or counts. */
export type Mark = "unsafe" | "estimated" | "provisional" | "revised" | "approximate" | "mixedDates";

/**
 * All marks, the weightiest first: where a result is made of several marked numbers, the
 * first of theirs is its mark. The position is the code under which the store keeps
 * them, so it never changes.
 */
export const markList = [
  "unsafe",
  "estimated",
  "provisional",
  "revised",
  "approximate",
  "mixedDates",
] as const satisfies readonly Mark[];

/**
 * The letter that German official statistics print behind a marked number; "" for what
 * they have none for, such as an unsafe number, which stands in brackets. A star is ours:
 * the note below says which dates the parts have.
 *
 * Source: Statistisches Bundesamt, Zeichenerklärung.
 *
 * @example
 * letterOf("provisional") // "p"
 * letterOf("unsafe") // ""
 */
export function letterOf(mark: Mark): "" | "p" | "r" | "s" | "*" {
  return letters[mark];
}

const letters = {
  unsafe: "",
  estimated: "s",
  provisional: "p",
  revised: "r",
  approximate: "",
  mixedDates: "*",
} as const;
