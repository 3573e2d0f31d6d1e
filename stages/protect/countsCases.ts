import type { BaseFigure } from "../../kernel/indicator/baseFigure.ts";

// What is measured rather than counted.
const measured = new Set([
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
 * Whether a base figure counts cases, one by one, so that small numbers are
 * somebody. Money, ground, hours, medians are no counts.
 *
 * @example
 * countsCases({ unit: "EUR", kind: "amount" }) // false
 * countsCases({ unit: "Kinder", kind: "stock" }) // true
 */
export function countsCases(figure: Pick<BaseFigure, "unit" | "kind">): boolean {
  return !measured.has(figure.unit) && (figure.kind === "stock" || figure.kind === "flow");
}
