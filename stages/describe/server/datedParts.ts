import type { Text } from "../../../kernel/text/text.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import { type DatedPart, partsApart } from "../figures/partsApart.ts";
import type { DataState, KnownFigure } from "./dataState.ts";

/**
 * Tells for a point in time what does not agree between the parts of an indicator; null where all agree.
 *
 * The day of a part is the one that its delivery names, where that delivery is about this one point in
 * time; else the one of its definition, which speaks of years. What a formula looks back on has another
 * date on purpose and does not count.
 */
export function apartAt(
  state: DataState,
  prepared: PreparedIndicator,
  frequency: Frequency,
): (ordinal: number) => Required<Text> | null {
  const parts = prepared.figures.filter((_, at) => prepared.compiled.figures[at]?.lag === 0);
  const unique = parts.filter((figure, at) => parts.findIndex(({ id }) => id === figure.id) === at);
  if (unique.length < 2) return () => null;
  const known = new Map<number, Required<Text> | null>();
  // Mostly the same is said at every point in time.
  const saidOf = new Map<string, Required<Text> | null>();
  return (ordinal) => {
    const before = known.get(ordinal);
    if (before !== undefined) return before;
    const dated = unique.map(({ id, label, reference, kind, topic }): DatedPart => {
      const newest = newestAt(state.figures.get(id), frequency).get(ordinal);
      const source = newest === undefined ? undefined : state.deliveries.get(newest.deliveryId)?.source;
      const ofDelivery = newest?.alone === true ? source?.referenceDate : undefined;
      const byDefinition = frequency === "year" && kind === "stock" ? reference : "";
      const publisher = source?.publisher;
      return {
        label,
        reference: typeof ofDelivery === "string" && ofDelivery !== "" && kind === "stock" ? ofDelivery : byDefinition,
        isPopulation: topic === "bevoelkerung" && kind === "stock",
        publisher: typeof publisher === "string" ? publisher : "",
      };
    });
    const key = JSON.stringify(dated.map(({ reference, publisher }) => [reference, publisher]));
    let said = saidOf.get(key);
    if (said === undefined) {
      said = partsApart(dated);
      saidOf.set(key, said);
    }
    known.set(ordinal, said);
    return said;
  };
}

interface NewestSlice {
  readonly deliveryId: number;
  /** The delivery says of this figure nothing about any other time. */
  readonly alone: boolean;
}

const byFigure = new WeakMap<KnownFigure, Map<Frequency, ReadonlyMap<number, NewestSlice>>>();

/** The delivery that spoke last of each point in time. */
function newestAt(figure: KnownFigure | undefined, frequency: Frequency): ReadonlyMap<number, NewestSlice> {
  if (figure === undefined) return new Map();
  const before = byFigure.get(figure) ?? new Map();
  byFigure.set(figure, before);
  const known = before.get(frequency);
  if (known !== undefined) return known;
  const own = figure.slices.filter((slice) => slice.frequency === frequency && slice.breakdown === "");
  const times = new Map<number, Set<number>>();
  for (const { deliveryId, ordinal } of own) {
    const all = times.get(deliveryId) ?? new Set();
    times.set(deliveryId, all.add(ordinal));
  }
  // Slices stand in the order of their acceptance: the last one counts.
  const found = new Map(
    own.map(({ deliveryId, ordinal }) => [ordinal, { deliveryId, alone: times.get(deliveryId)?.size === 1 }]),
  );
  before.set(frequency, found);
  return found;
}
