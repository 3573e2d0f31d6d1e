import type { Value } from "../../kernel/value/value.ts";

/** What an index is computed from: one row per area, columns by name. */
export interface IndexValues {
  /** Codes of the areas, each once. */
  readonly areas: readonly string[];
  /** Names in the order of `areas`, where the file has them. */
  readonly names: readonly string[] | null;
  /** Numbers: indicators, denominators, populations, standard errors. */
  readonly columns: ReadonlyMap<string, readonly Value[]>;
  /** Words: groups for imputation, codes of higher areas. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Names of what else stands in the file, for the sentence that says a column is missing. */
  readonly unread?: readonly string[];
}
