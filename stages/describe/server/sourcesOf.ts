import { localDay } from "../../../kernel/time/localDay.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { Source } from "../contract.ts";
import { type PreparedIndicator, pointsInYear } from "../figures/indicatorOverAreas.ts";
import type { DataState, KnownDelivery } from "./dataState.ts";

/**
 * What stands under a figure: the deliveries behind an indicator at the given
 * points in time, newest first, each once.
 */
export function sourcesOf(
  state: DataState,
  indicators: readonly PreparedIndicator[],
  frequency: Frequency,
  points: readonly number[],
  division: string | null,
): Source[] {
  const wanted = new Set(points);
  const found = new Map<number, { delivery: KnownDelivery; references: Set<string> }>();
  for (const { compiled, figures } of indicators) {
    compiled.figures.forEach((knot, position) => {
      const figure = figures[position];
      const back = knot.lag * pointsInYear(frequency);
      for (const slice of state.figures.get(knot.id)?.slices ?? []) {
        if (slice.frequency !== frequency || slice.breakdown !== "" || !wanted.has(slice.ordinal + back)) continue;
        const delivery = state.deliveries.get(slice.deliveryId);
        if (delivery === undefined) continue;
        const known = found.get(delivery.id) ?? { delivery, references: new Set() };
        found.set(delivery.id, known);
        if (figure !== undefined) known.references.add(figure.reference);
      }
    });
  }
  return [...found.values()]
    .sort((a, b) => b.delivery.order - a.delivery.order)
    .map(({ delivery, references }) => sourceOf(state, delivery, [...references], division));
}

/** The note of one delivery, as it stands under figures. */
export function sourceOf(
  state: DataState,
  delivery: KnownDelivery,
  references: readonly string[],
  division: string | null,
): Source {
  const text = (key: string): string | null => {
    const value = delivery.source[key];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const boundaries = division === null ? undefined : state.boundaryVersions.get(division);
  return {
    title: text("title") ?? delivery.fileName,
    publisher: text("publisher") ?? "",
    licence: text("licence") ?? "",
    link: text("link"),
    referenceDate: text("referenceDate") ?? references.filter((one) => one !== "").join(", "),
    boundaryVersion: boundaries === undefined ? (text("boundaries") ?? delivery.boundaryVersion) : boundaries.validOn,
    deliveryId: delivery.id,
    fileName: delivery.fileName,
    acceptedOn: delivery.acceptedAt === null ? null : localDay(delivery.acceptedAt),
  };
}
