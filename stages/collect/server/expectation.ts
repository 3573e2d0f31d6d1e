import type { Value } from "../../../kernel/value/value.ts";
import type { Mapping } from "../mapping.ts";
import type { SourceBreakdown } from "../readFigures.ts";

/** A cell that was looked up by another way, and what it must be read as. */
export interface Sample {
  readonly figure: string;
  readonly area: string;
  readonly period: string;
  readonly value: Value;
  /** Row and column from 1, as looked up in the file. */
  readonly at: readonly [number, number];
  readonly sheet?: string;
  readonly breakdown?: SourceBreakdown;
}

/** What must become of a file of the open data folder. */
export interface Expected {
  readonly reader?: string;
  /** Only what a person would have to say: area, time, or where the table lies. */
  readonly mapping?: Partial<Mapping>;
  readonly areas?: number;
  readonly values?: number;
  readonly samples?: readonly Sample[];
  readonly cells?: number;
  /** Code of the refusal of a file that holds no figures of areas. */
  readonly refused?: string;
  /** Codes of findings that must be among the errors. */
  readonly errors?: readonly string[];
}

// Cells were looked up without this reader: CSV and JSON by search, XLSX by unzipping, XLS by a record parser of its own.
/** A sample in one line. */
export const s = (
  figure: string,
  area: string,
  period: string,
  value: Value,
  at: readonly [number, number],
  breakdown?: SourceBreakdown,
  sheet?: string,
): Sample => ({
  figure,
  area,
  period,
  value,
  at,
  ...(breakdown === undefined ? {} : { breakdown }),
  ...(sheet === undefined ? {} : { sheet }),
});
