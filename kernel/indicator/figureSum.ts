/** Base figures that add up to another one, everywhere and at all times. */
export interface FigureSum {
  readonly whole: string;
  readonly parts: readonly string[];
}

/**
 * A sum of base figures as a definition writes it: the unemployed are those under
 * one law and those under the other. Who knows all but one knows that one.
 *
 * Undefined for what is no such sum.
 *
 * @example
 * figureSum("ALO = ALO_SGB2 + ALO_SGB3") // { whole: "ALO", parts: ["ALO_SGB2", "ALO_SGB3"] }
 * figureSum("ALO - ALO_SGB2") // undefined
 * figureSum("ALO = ALO + ALO_SGB2") // undefined
 */
export function figureSum(text: string): FigureSum | undefined {
  const [whole = "", sum = "", ...rest] = text.split("=").map((side) => side.trim());
  const parts = sum.split("+").map((part) => part.trim());
  const names = [whole, ...parts];
  if (rest.length > 0 || new Set(names).size < names.length) return undefined;
  return names.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name)) ? { whole, parts } : undefined;
}
