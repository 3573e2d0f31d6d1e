import { isPresent, strongestAbsence, type Value } from "../../../kernel/value/value.ts";

/**
 * Values per something: each divided by its denominator, times a factor. Over nobody the question is senseless.
 *
 * One value per area; the factor says per how many: 100 for percent, 1000 for per mille.
 *
 * Source: R-1.
 *
 * @example
 * denominated([10, 4, "withheld"], [100, 0, 50], 100) // [10, "senseless", "withheld"]
 */
export function denominated(values: readonly Value[], denominators: readonly Value[], factor = 1): Value[] {
  return values.map((value, i) => {
    const denominator = denominators[i] ?? "unknown";
    if (!isPresent(value) || !isPresent(denominator)) return strongestAbsence([value, denominator]) ?? "unknown";
    return denominator === 0 ? "senseless" : (value / denominator) * factor;
  });
}
