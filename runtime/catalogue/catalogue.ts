import type { BaseFigure } from "../../kernel/indicator/baseFigure.ts";
import type { Indicator } from "../../kernel/indicator/indicator.ts";

/** All definitions in force for a county: the shipped ones, and over them what the county changed or added. */
export interface Catalogue {
  readonly baseFigures: ReadonlyMap<string, BaseFigure>;
  readonly indicators: ReadonlyMap<string, Indicator>;
}
