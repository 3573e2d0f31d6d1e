/** A base figure, or those of it who bear a characteristic: as formulas of the catalogue write it. */
export interface FigureTerm {
  readonly figure: string;
  /** As the store has it: `Geschlecht=weiblich`; empty for all. */
  readonly breakdown: string;
}

/** What counts the same, everywhere and at all times: a whole and its parts; with one part both are the same. */
export interface FigureSum {
  readonly whole: FigureTerm;
  readonly parts: readonly FigureTerm[];
}

/**
 * A sum of base figures as a definition writes it: the unemployed are those under
 * one law and those under the other; the figure of women is the group of women among
 * the residents. Who knows all but one knows that one.
 *
 * Undefined for what is no such sum.
 *
 * @example
 * figureSum("ALO = ALO_SGB2 + ALO_SGB3") // { whole: { figure: "ALO", breakdown: "" }, parts: [{ figure: "ALO_SGB2", breakdown: "" }, { figure: "ALO_SGB3", breakdown: "" }] }
 * figureSum("BEV_W = BEV_INSG[Geschlecht=weiblich]") // { whole: { figure: "BEV_W", breakdown: "" }, parts: [{ figure: "BEV_INSG", breakdown: "Geschlecht=weiblich" }] }
 * figureSum("ALO - ALO_SGB2") // undefined
 * figureSum("ALO = ALO + ALO_SGB2") // undefined
 */
export function figureSum(text: string): FigureSum | undefined {
  const [, left = "", right = ""] = /^([^=[\]]*(?:\[[^[\]]*\][^=[\]]*)?)=(.*)$/s.exec(text) ?? [];
  const whole = term(left);
  // A plus between brackets belongs to the member: `[Altersgruppe=80+]`.
  const parts = right.split(/\+(?![^[]*\])/).map(term);
  const found = parts.flatMap((part) => part ?? []);
  if (whole === undefined || found.length < parts.length) return undefined;
  const names = [whole, ...found].map(({ figure, breakdown }) => `${figure}[${breakdown}`);
  return new Set(names).size < names.length ? undefined : { whole, parts: found };
}

function term(text: string): FigureTerm | undefined {
  const [, figure, inside] = /^\s*([A-Z][A-Z0-9_]*)\s*(?:\[([^[\]]*)\])?\s*$/.exec(text) ?? [];
  if (figure === undefined) return undefined;
  const marks = inside?.split(";").map((mark) => mark.trim().replace(/\s*=\s*/, "=")) ?? [];
  return marks.every((mark) => /^[^=]+=[^=]+$/.test(mark)) ? { figure, breakdown: marks.sort().join(";") } : undefined;
}
