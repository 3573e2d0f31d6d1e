/** What a body can decide about a paper. */
export const outcomes = ["adopted", "amended", "rejected", "postponed", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** A resolution on an edition of a goal. */
export interface Decision {
  readonly edition: number;
  readonly outcome: Outcome;
  /** `YYYY-MM-DD` */
  readonly decidedOn: string;
}

/** Days on which an edition of a goal is the valid one. */
export interface ValidSpan {
  readonly edition: number;
  /** First day. */
  readonly from: string;
  /** First day on which another one is valid; null while it is. */
  readonly to: string | null;
}

/**
 * Which edition of a goal is valid when: from the day a body adopted it until it adopts
 * the next, so that at most one is valid on any day (PM10-015).
 *
 * An edition that was adopted with amendments is valid; the wording of the amendment stands in
 * the resolution. Rejecting or postponing a newer edition leaves the older one valid.
 * Of two resolutions of the same day the one that was recorded later holds.
 *
 * @param decisions in the order in which they were recorded
 * @example
 * validSpans([{ edition: 1, outcome: "adopted", decidedOn: "2003-05-01" }, { edition: 2, outcome: "rejected", decidedOn: "2007-05-01" }, { edition: 3, outcome: "adopted", decidedOn: "2008-05-01" }]) // [{ edition: 1, from: "2003-05-01", to: "2008-05-01" }, { edition: 3, from: "2008-05-01", to: null }]
 */
export function validSpans(decisions: readonly Decision[]): ValidSpan[] {
  const adopting = decisions
    .filter(({ outcome }) => outcome === "adopted" || outcome === "amended")
    .map((decision, order) => ({ ...decision, order }))
    .sort((a, b) => a.decidedOn.localeCompare(b.decidedOn) || a.order - b.order);
  const lastOfDay = adopting.filter((one, at) => adopting[at + 1]?.decidedOn !== one.decidedOn);
  return lastOfDay.map(({ edition, decidedOn }, at) => ({
    edition,
    from: decidedOn,
    to: lastOfDay[at + 1]?.decidedOn ?? null,
  }));
}

/**
 * Which edition is valid on a day, and since when; undefined before the first was adopted.
 *
 * @example
 * validOn([{ edition: 1, from: "2003-05-01", to: "2008-05-01" }, { edition: 3, from: "2008-05-01", to: null }], "2008-04-30") // { edition: 1, from: "2003-05-01", to: "2008-05-01" }
 * validOn([{ edition: 1, from: "2003-05-01", to: null }], "2003-04-30") // undefined
 */
export function validOn(spans: readonly ValidSpan[], day: string): ValidSpan | undefined {
  return spans.find(({ from, to }) => from <= day && (to === null || day < to));
}

/** Where an edition stands: waiting for a body, valid, valid once, or turned down. */
export type EditionState = "proposed" | "adopted" | "replaced" | "rejected";

/**
 * Where an edition of a goal stands on a day.
 *
 * What was postponed still waits. A resolution that adopts from a later day on has not
 * happened yet on the days before it.
 *
 * @example
 * editionState(1, [{ edition: 1, outcome: "postponed", decidedOn: "2024-03-01" }], "2024-06-01") // "proposed"
 * editionState(1, [{ edition: 1, outcome: "adopted", decidedOn: "2024-03-01" }, { edition: 2, outcome: "adopted", decidedOn: "2025-03-01" }], "2025-06-01") // "replaced"
 */
export function editionState(edition: number, decisions: readonly Decision[], day: string): EditionState {
  const past = decisions.filter(({ decidedOn }) => decidedOn <= day);
  const spans = validSpans(past);
  if (validOn(spans, day)?.edition === edition) return "adopted";
  if (spans.some((span) => span.edition === edition)) return "replaced";
  const own = past.filter((decision) => decision.edition === edition).at(-1);
  return own?.outcome === "rejected" || own?.outcome === "withdrawn" ? "rejected" : "proposed";
}

/**
 * The edition that people outside see: the newest that was not turned down; else the valid one, else the newest.
 *
 * @param editions numbers, ascending
 * @example
 * shownEdition([1, 2], [{ edition: 1, outcome: "adopted", decidedOn: "2024-03-01" }, { edition: 2, outcome: "rejected", decidedOn: "2025-03-01" }], "2025-06-01") // 1
 * shownEdition([1, 2], [{ edition: 1, outcome: "adopted", decidedOn: "2024-03-01" }], "2025-06-01") // 2
 * shownEdition([], [], "2025-06-01") // undefined
 */
export function shownEdition(
  editions: readonly number[],
  decisions: readonly Decision[],
  day: string,
): number | undefined {
  const standing = editions.filter((edition) => editionState(edition, decisions, day) !== "rejected");
  return standing.at(-1) ?? editions.at(-1);
}
