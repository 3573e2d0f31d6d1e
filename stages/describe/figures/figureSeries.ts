import type { Frequency } from "../../../kernel/time/period.ts";
import type { Column } from "../../../kernel/value/column.ts";

/** All that was delivered of one base figure, one breakdown, one frequency: a column over time for each area that was named. */
export interface FigureSeries {
  readonly figure: string;
  readonly breakdown: string;
  readonly frequency: Frequency;
  /** Point in time of the first place of every column. */
  readonly first: number;
  /** How many points in time each column has. */
  readonly width: number;
  readonly byArea: ReadonlyMap<number, Column>;
  /** Which places of an area the protection holds back; null where none. */
  readonly heldBack: (area: number) => Uint8Array | null;
  /** Places whose value had been brought over from other boundaries before it was stored; null where none. */
  readonly alreadyConverted: (area: number) => Uint8Array | null;
  /** What the source printed beside the numbers: position in the list of marks, from 1; 0 for nothing; null where nothing at all. */
  readonly sourceMarks: (area: number) => Uint8Array | null;
}
