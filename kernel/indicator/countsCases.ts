import type { BaseFigure } from "./baseFigure.ts";

/** Units of what is measured rather than counted; adding it to anything else makes no sense. */
export const measuredUnits: ReadonlySet<string> = new Set([
  "EUR",
  "Tsd. EUR",
  "EUR/m²",
  "m²",
  "km²",
  "Jahre",
  "Minuten",
  "t",
  "VZÄ",
  "UE",
  "GT-Äquivalente",
]);

/**
 * Whether a base figure counts cases, one by one: then small numbers are somebody,
 * protected and uncertain. Money, ground, hours, medians are no counts.
 *
 * @example
 * countsCases({ unit: "EUR", kind: "amount" }) // false
 * countsCases({ unit: "Kinder", kind: "stock" }) // true
 */
export function countsCases(figure: Pick<BaseFigure, "unit" | "kind">): boolean {
  return !measuredUnits.has(figure.unit) && (figure.kind === "stock" || figure.kind === "flow");
}
