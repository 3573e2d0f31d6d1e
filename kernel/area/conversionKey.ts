/**
 * What became of every code of one day's boundaries on a later day (Umsteigeschlüssel):
 * unlike single events it goes straight from state to state, however much happened between.
 */
export interface ConversionKey {
  readonly level: string;
  /** Day of the old codes, usually 31.12. */
  readonly fromDay: string;
  /** Day of the codes that they become. */
  readonly toDay: string;
  /** Every code of the old day, also those that stayed as they were; shares of one code sum to 1. */
  readonly rows: readonly ConversionKeyRow[];
  readonly source: string;
}

export interface ConversionKeyRow {
  readonly from: string;
  readonly to: string;
  /** Share of the residents; null when nobody counted. */
  readonly sharePopulation: number | null;
  readonly shareArea: number | null;
}
