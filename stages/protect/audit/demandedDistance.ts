import type { Rule } from "../specification.ts";
import type { TableRow } from "../table/tableFile.ts";

/**
 * How far from its true value a sum must stay possible, by the rules about large contributors.
 *
 * An attacker who finds that a sum is at most u can say of its largest contributors at most what
 * they would be of u; the distance is where that stops being too much: upwards until the n largest
 * make up k percent of it, or until the second largest misses the first by p percent (with pq: by
 * p of the q percent within which the others are known anyhow).
 *
 * Written apart from the protecting side, which has to come to the same.
 *
 * Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.2, protection levels.
 *
 * @example
 * demandedDistance({ value: 100, contributions: [50, 45] }, [{ kind: "pPercent", p: 20 }]) // 5
 * demandedDistance({ value: 90, contributions: [60, 30] }, [{ kind: "dominance", n: 1, k: 50 }]) // 30
 * demandedDistance({ value: 100, contributions: [] }, [{ kind: "pPercent", p: 20 }]) // 0
 */
export function demandedDistance(
  { value, contributions }: Pick<TableRow, "value" | "contributions">,
  rules: readonly Rule[],
): number {
  const [largest] = contributions;
  if (value === null || largest === undefined || largest <= 0) return 0;
  const others = value - largest - (contributions[1] ?? 0);
  const demands = rules.map((rule) => {
    switch (rule.kind) {
      case "dominance": {
        let together = 0;
        for (const one of contributions.slice(0, rule.n)) together += one;
        return (together * 100) / rule.k - value;
      }
      case "pPercent":
        return (largest * rule.p) / 100 - others;
      case "pq":
        return (largest * rule.p) / rule.q - others;
      default:
        return 0;
    }
  });
  return Math.max(0, ...demands);
}
