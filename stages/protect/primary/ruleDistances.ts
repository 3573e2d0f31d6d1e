import type { Specification } from "../specification.ts";
import type { CellTable } from "../table/cellTable.ts";
import { dominanceDistance, estimateDistance } from "./dominance.ts";

/**
 * How far each sensitive sum must be kept from its true value where its rule says so itself:
 * a dominated sum of millions is not safe because it could be one euro more.
 *
 * Only cells that need more than the specification asks of all are named.
 *
 * Distances in the unit of the table, by position of the cell.
 *
 * Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.2, protection levels.
 */
export function ruleDistances(
  { values, contributions }: Pick<CellTable, "values" | "contributions">,
  { rules, protection = 1 }: Specification,
  primary: Uint8Array,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [cell, largest] of contributions) {
    if (primary[cell] !== 1) continue;
    const contributed = { total: values[cell] ?? 0, largest };
    for (const rule of rules) {
      const distance =
        rule.kind === "dominance"
          ? dominanceDistance(contributed, rule.n, rule.k)
          : rule.kind === "pPercent"
            ? estimateDistance(contributed, rule.p)
            : rule.kind === "pq"
              ? estimateDistance(contributed, (100 * rule.p) / rule.q)
              : 0;
      if (distance > Math.max(protection, found.get(cell) ?? 0)) found.set(cell, distance);
    }
  }
  return found;
}
