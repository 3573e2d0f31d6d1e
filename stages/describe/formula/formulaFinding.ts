import type { Finding } from "../../../kernel/trouble/finding.ts";

/** What is odd in a formula, and where: from `place.character` (1 is the first) over `length` characters. */
export interface FormulaFinding extends Finding {
  readonly place: { readonly character: number };
  readonly length: number;
  /** What could stand there instead, best first. */
  readonly suggestions: readonly string[];
}

/**
 * A finding at a stretch of the formula.
 *
 * The stretch as position of its first sign, from 1, and number of signs: the page underlines it.
 *
 * @example
 * formulaFinding("unknownFigure", { at: 11, length: 9 }, { id: "UNBEKANNT" }).place // { character: 11 }
 */
export function formulaFinding(
  key: string,
  where: { readonly at: number; readonly length: number },
  parameters: Readonly<Record<string, string | number>> = {},
  more: { readonly severity?: "error" | "warning" | "note"; readonly suggestions?: readonly string[] } = {},
): FormulaFinding {
  return {
    code: `describe.${key}`,
    severity: more.severity ?? "error",
    place: { character: where.at },
    length: where.length,
    parameters,
    suggestions: more.suggestions ?? [],
  };
}
