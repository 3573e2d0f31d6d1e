import type { Text } from "../text/text.ts";
import type { DisclosureRule } from "./baseFigure.ts";

/**
 * A definition, written once, from which a figure is computed wherever it is
 * shown (Indikator; with a neutral direction a mere Kennzahl).
 */
export interface Indicator {
  /** Lower case: `sgb2_quote`. */
  readonly id: string;
  /** Raised by one with every change of meaning; 1 is the first. */
  readonly version: number;
  readonly label: Text;
  readonly topic: string;
  /** In base figures, see `stages/describe/formula`. */
  readonly formula: string;
  readonly unit: string;
  readonly decimals: number;
  /** Whether high is a load or a strength; neutral figures are never called favourable. */
  readonly direction: "burden" | "competence" | "neutral";
  readonly defaultSubindex: "belastung" | "kompetenz" | null;
  readonly lifePhase: string;
  readonly lifeSituation: string;
  readonly levels: readonly string[];
  readonly aggregation: "sum" | "recompute" | "recompute_approx" | "not_aggregatable";
  readonly disclosure: DisclosureRule;
  readonly source: string;
  readonly note: string;
}
