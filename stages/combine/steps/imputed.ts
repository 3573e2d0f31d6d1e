import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { mean } from "../statistics/moments.ts";
import { quantile } from "../statistics/quantile.ts";

/**
 * Unknown values filled with the mean or median of the areas of the same group (or of all areas).
 *
 * Withheld values are never filled: a guess beside a secret is a way to the secret. A group without any value
 * stays as it is.
 *
 * One value and one group for each area, in the unit of the values.
 *
 * Source: OECD/JRC Handbook (2008), section 3 (unconditional mean and median).
 *
 * @example
 * imputed([1, "unknown", 5, "withheld"], "mean", ["a", "a", "a", "a"]) // [1, 3, 5, "withheld"]
 */
export function imputed(
  values: readonly Value[],
  method: "mean" | "median",
  groups: readonly string[] | null,
): Value[] {
  const members = new Map<string, number[]>();
  values.forEach((value, i) => {
    const group = groups?.[i] ?? "";
    const numbers = members.get(group) ?? [];
    if (isPresent(value)) numbers.push(value);
    members.set(group, numbers);
  });
  return values.map((value, i) => {
    if (isPresent(value) || value === "withheld") return value;
    const numbers = members.get(groups?.[i] ?? "") ?? [];
    if (numbers.length === 0) return value;
    return method === "mean"
      ? mean(numbers)
      : quantile(
          numbers.toSorted((a, b) => a - b),
          0.5,
          7,
        );
  });
}
