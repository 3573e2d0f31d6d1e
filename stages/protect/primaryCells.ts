import { Refusal } from "../../kernel/trouble/refusal.ts";
import { dominates, estimable, estimableKnowing } from "./primary/dominance.ts";
import { groupDisclosure } from "./primary/groupDisclosure.ts";
import { minimumCount } from "./primary/minimumCount.ts";
import { smallRest } from "./primary/smallRest.ts";
import { baseOf, rulesWithShares } from "./shares.ts";
import type { Rule, Specification } from "./specification.ts";
import type { CellTable } from "./table/cellTable.ts";

/** The sensitive cells of a table, with the rule that makes each so. */
export interface PrimaryCells {
  readonly primary: Uint8Array;
  /** Position of the first rule that applies to a cell, by cell. */
  readonly because: ReadonlyMap<number, Rule>;
}

/**
 * Applies every rule of the specification to every cell, also to sums that are not printed but could be
 * worked out; what the file itself calls sensitive stays so.
 *
 * Refuses rules about large contributors where nobody delivered contributions, and rules about a dimension or code
 * that the table does not have.
 */
export function primaryCells(table: CellTable, specification: Specification): PrimaryCells {
  const primary = new Uint8Array(table.space.size);
  const because = new Map<number, Rule>();
  for (const rule of rulesWithShares(specification)) {
    const hit = cellsBy(rule, table, specification);
    for (let cell = 0; cell < hit.length; cell++) {
      if (hit[cell] !== 1 || table.space.shown[cell] === 0 || primary[cell] === 1) continue;
      primary[cell] = 1;
      because.set(cell, rule);
    }
  }
  for (let cell = 0; cell < primary.length; cell++) if (table.given[cell] === 1) primary[cell] = 1;
  return { primary, because };
}

function cellsBy(rule: Rule, table: CellTable, specification: Specification): Uint8Array {
  switch (rule.kind) {
    case "minimumCount":
      return minimumCount(table.cases, rule.minimum, rule.zeros === "withheld");
    case "dominance":
      return byContributions(table, (c) => dominates(c, rule.n, rule.k));
    case "pPercent":
      return byContributions(table, (c) => estimable(c, rule.p));
    case "pq":
      return byContributions(table, (c) => estimableKnowing(c, rule.p, rule.q));
    case "group": {
      const at = table.space.dimensions.findIndex((d) => d.id === rule.dimension);
      if (at < 0) throw new Refusal("protect.unknownDimension", { dimension: rule.dimension });
      return groupDisclosure(table.space, table.values, at);
    }
    case "share": {
      const { at, base } = baseOf(specification, { of: rule.dimension, ...rule });
      const position = table.space.dimensions[at]?.position.get(base);
      if (position === undefined) throw new Refusal("protect.unknownCode", { code: base, dimension: rule.dimension });
      return smallRest(table.space, table.cases, { dimension: at, base: position, minimum: rule.minimum });
    }
    case "given":
      return new Uint8Array(table.space.size);
  }
}

function byContributions(
  table: CellTable,
  sensitive: (contributed: { total: number; largest: readonly number[] }) => boolean,
): Uint8Array {
  if (table.contributions.size === 0) throw new Refusal("protect.contributionsMissing");
  return Uint8Array.from(table.values, (total, cell) => {
    const largest = table.contributions.get(cell);
    return largest !== undefined && sensitive({ total, largest }) ? 1 : 0;
  });
}
