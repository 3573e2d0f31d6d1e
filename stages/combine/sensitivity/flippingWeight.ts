import { isPresent } from "../../../kernel/value/value.ts";
import { areaClasses } from "../areaClasses.ts";
import { groupOf, type IndexResult } from "../computeIndex.ts";
import { columnOf, evaluateTree, treeColumns } from "../indexTree.ts";

/** Where the class of an area turns when the weight of one component moves. */
export interface FlippingWeight {
  /** Share of the component in its group now. */
  readonly weight: number;
  readonly class: number;
  /** Nearest share below and above at which the area is in another class, with that class; null when it never is. */
  readonly below: { readonly weight: number; readonly class: number } | null;
  readonly above: { readonly weight: number; readonly class: number } | null;
}

/**
 * "What must the weight be for this area to change class?" The component's share in its group runs from 0 to 1, the
 * others keep their proportions. Found to a ten-thousandth of the weight.
 *
 * Undefined when the area has no class, the index has no classes, or the component stands alone in its group.
 */
export function flippingWeight(
  result: IndexResult,
  id: string,
  component: string,
  area: number,
): FlippingWeight | undefined {
  const group = groupOf(result, id);
  const rule = group.plan.classes;
  const now = group.classes?.classes[area] ?? null;
  const g = result.tree.groups.findIndex(({ plan }) => plan.components.some((part) => part.id === component));
  const own = result.weights[g];
  if (rule === null || now === null || own === undefined || own.length < 2) return undefined;
  const position = result.tree.groups[g]?.plan.components.findIndex((part) => part.id === component) ?? -1;
  const weight = own[position] as number;
  const columns = treeColumns(
    result.tree,
    result.indicators.map((i) => columnOf(i.normalised)),
  );
  const changed = result.weights.map((w) => Float64Array.from(w));
  const slot = result.tree.slotOf.get(id) ?? -1;
  const classAt = (share: number): number => {
    const moved = changed[g] as Float64Array;
    const others = 1 - weight;
    for (let j = 0; j < moved.length; j++)
      moved[j] =
        j === position
          ? share
          : others > 0
            ? ((own[j] as number) / others) * (1 - share)
            : (1 - share) / (own.length - 1);
    evaluateTree(result.tree, columns, changed);
    const values = Array.from(columns[slot] as Float64Array, (x) => (Number.isNaN(x) ? ("unknown" as const) : x));
    return values.every((v) => !isPresent(v)) ? now : (areaClasses(values, rule).classes[area] ?? now);
  };
  const search = (end: number): FlippingWeight["below"] => {
    const steps = 100;
    let before = weight;
    for (let k = 1; k <= steps; k++) {
      const share = weight + ((end - weight) * k) / steps;
      if (classAt(share) === now) {
        before = share;
        continue;
      }
      let inside = before;
      let outside = share;
      while (Math.abs(outside - inside) > 1e-4) {
        const middle = (inside + outside) / 2;
        if (classAt(middle) === now) inside = middle;
        else outside = middle;
      }
      return { weight: outside, class: classAt(outside) };
    }
    return null;
  };
  return { weight, class: now, below: search(0), above: search(1) };
}
