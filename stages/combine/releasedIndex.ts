import { isPresent, type Value } from "../../kernel/value/value.ts";
import { indexMayLeave, type Released, release } from "../protect/protect.ts";
import { type AreaClasses, areaClasses } from "./areaClasses.ts";
import { groupOf, type IndexResult } from "./computeIndex.ts";
import { ranksFromHighest } from "./statistics/ranks.ts";

/** What of an index may be shown. Arrays in the order of the areas. */
export interface ReleasedIndex {
  readonly values: readonly Value[];
  /** Without the areas whose index stays back. */
  readonly ranks: readonly (number | null)[];
  readonly classes: AreaClasses | null;
  /** By indicator: values on the scale of the index. */
  readonly normalised: ReadonlyMap<string, readonly Value[]>;
  /** 1 where an index was computed and stays back; everything that was made of it stays back too. */
  readonly heldBack: Uint8Array;
}

/**
 * An index as it may leave.
 *
 * What has a withheld component enters in one of two ways, and both are judged
 * area by area:
 *
 * - The component does not enter. So it is wherever the index is computed from
 *   released values: the others are re-normalised to the whole weight, and means,
 *   deviations, ranks and classes come from shown values alone. Whatever the secret
 *   is, the answer is the same, so nobody can solve for it. At least three
 *   components must carry the index, or it would pass for more than it is.
 * - The component enters, as it may where an index is computed on secret values.
 *   Beside the shown components and weights, index minus shown parts is then the
 *   hidden part: with one hidden component the index stays back, with two or more
 *   it may leave (`indexMayLeave`), and what the hidden ones come to on the scale
 *   of the index never does.
 *
 * An index that stays back has no rank and no class, and counts in no limit, mean
 * or quartile: from these and the others it could be worked out.
 */
export function releasedIndex(result: IndexResult, id: string): ReleasedIndex {
  const group = groupOf(result, id);
  const components = result.indicators.filter((indicator) => indicator.index === id);
  const isHidden = (component: (typeof components)[number], area: number) => component.raw[area] === "withheld";
  const heldBack = Uint8Array.from(group.values, (value, area) => {
    const hidden = components.flatMap((component, at) => (isHidden(component, area) ? [at] : []));
    if (!isPresent(value) || hidden.length === 0) return 0;
    const entering = components.map((component) =>
      isPresent(component.normalised[area] ?? "unknown") ? component.effectiveWeight : 0,
    );
    const [mayLeave = false] = indexMayLeave({ weights: [entering], hidden });
    return mayLeave && entering.filter((weight) => weight !== 0).length >= fewestComponents ? 0 : 1;
  });
  const { values } = out(group.values, heldBack);
  return {
    values,
    ranks: ranksFromHighest(values),
    classes: group.plan.classes === null ? null : areaClasses(values, group.plan.classes),
    normalised: new Map(
      components.map((component) => {
        const hidden = component.normalised.map((_, area) => isHidden(component, area));
        return [component.id, out(component.normalised, Uint8Array.from(hidden, Number)).values];
      }),
    ),
    heldBack,
  };
}

const fewestComponents = 3;

function out(values: readonly Value[], withheld: Uint8Array): Released<{ values: readonly Value[] }> {
  return release({ values }, { parts: [{ rule: "none", withheld }] });
}
