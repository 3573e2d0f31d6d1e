import type { IndexPlan } from "../indexPlan.ts";

/** Two components that count the same people. */
export interface Overlap {
  readonly part: string;
  readonly whole: string;
  /** Base figures in the numerators of both; null where one is declared a part of the other. */
  readonly shared: readonly string[] | null;
}

/**
 * Components of one index that overlap: declared by `partOf`, or made of the same base figures.
 *
 * `baseFigures` by indicator holds the counted ones; a common reference population is no overlap and should be
 * left out by the caller.
 */
export function overlaps(plan: IndexPlan, baseFigures: ReadonlyMap<string, readonly string[]>): Overlap[] {
  const found: Overlap[] = [];
  const figuresOf = (id: string, own: readonly string[] | undefined): readonly string[] =>
    own ?? baseFigures.get(id) ?? [];
  plan.indicators.forEach((first, i) => {
    plan.indicators.slice(i + 1).forEach((second) => {
      if (first.settings.partOf?.includes(second.id)) found.push({ part: first.id, whole: second.id, shared: null });
      else if (second.settings.partOf?.includes(first.id))
        found.push({ part: second.id, whole: first.id, shared: null });
      else {
        const others = new Set(figuresOf(second.id, second.settings.baseFigures));
        const shared = figuresOf(first.id, first.settings.baseFigures).filter((figure) => others.has(figure));
        if (shared.length > 0) found.push({ part: first.id, whole: second.id, shared });
      }
    });
  });
  return found;
}
