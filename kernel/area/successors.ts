import type { BoundaryChange } from "./boundaryChange.ts";
import type { ConversionKey } from "./conversionKey.ts";

/** All that is known about how the areas of a level changed. */
export interface AreaHistory {
  /** Single events, as in the Destatis list of changes. */
  readonly changes: readonly BoundaryChange[];
  /** Keys from state to state, as the BBSR publishes them. */
  readonly keys: readonly ConversionKey[];
}

/** What became of a code, and how well that is known. */
export interface Succession {
  readonly code: string;
  /** Day on which the old code was in force. */
  readonly on: string;
  /** Day of the boundaries asked for. */
  readonly to: string;
  /** Sorted by share, largest first; empty when the code is not known on its day. */
  readonly successors: readonly Successor[];
  /** `exact` when the area went whole, `estimated` when it was divided by shares. */
  readonly quality: "exact" | "estimated" | "unknown";
  /** What did not go to the largest successor, 0 to 1. */
  readonly shareMoved: number;
}

export interface Successor {
  readonly code: string;
  readonly share: number;
  /** What the share was measured by; `whole` where nothing had to be divided. */
  readonly by: ShareBasis;
}

export type ShareBasis = "whole" | "population" | "area";

/** Answers what became of codes. */
export type SuccessionQuestion = (code: string, on: string, to: string) => Succession;

/**
 * Makes the chain from any old code to any later day. The same
 * history gives the same chain again, with all that was asked of it before.
 *
 * Events are followed one after the other; a key from state to state is used where
 * one exists for the year, and the events that it spans are then not applied again.
 * Shares by population where somebody counted, else by area. A code that a key of
 * its year does not name is unknown, never guessed.
 *
 * @param prefer `area` divides by ground even where people were counted
 *
 * @example
 * successions({ keys: [], changes: [
 *   { on: "2010-01-01", kind: "split", level: "GEM", from: { code: "1", name: "A" }, to: { code: "2", name: "B" }, sharePopulation: 0.924, shareArea: null, source: "" },
 *   { on: "2010-01-01", kind: "split", level: "GEM", from: { code: "1", name: "A" }, to: { code: "3", name: "C" }, sharePopulation: 0.076, shareArea: null, source: "" },
 * ] })("1", "2005-12-31", "2020-12-31").successors.map((s) => [s.code, s.share]) // [["2", 0.924], ["3", 0.076]]
 */
export function successions(history: AreaHistory, prefer: "population" | "area" = "population"): SuccessionQuestion {
  const made = chains[prefer].get(history) ?? chain(history, prefer);
  chains[prefer].set(history, made);
  return made;
}

// A hundred series of a county ask the same of the same history.
const chains = {
  population: new WeakMap<AreaHistory, SuccessionQuestion>(),
  area: new WeakMap<AreaHistory, SuccessionQuestion>(),
};

function chain(history: AreaHistory, prefer: "population" | "area"): SuccessionQuestion {
  const events = eventsByCode(history.changes);
  const keys = indexedKeys(history.keys);
  const known = new Map<string, readonly Successor[] | undefined>();

  /** The parts into which a code falls between two days; undefined where it is unknown. */
  const parts = (code: string, on: string, to: string): readonly Successor[] | undefined => {
    const question = `${code}|${on}|${to}`;
    if (known.has(question)) return known.get(question);
    const answer = step(code, on, to);
    known.set(question, answer);
    return answer;
  };

  const step = (code: string, on: string, to: string): readonly Successor[] | undefined => {
    const key = keyFor(keys, on, to);
    const event = nextEvent(events.get(code) ?? [], on, key === undefined ? to : key.fromDay);
    if (event !== undefined) return followed(shared(event, code, prefer, events), event.on, to);
    if (key === undefined) return [{ code, share: 1, by: "whole" }];
    const rows = key.byCode.get(code);
    return rows === undefined ? undefined : followed(keyShares(rows, prefer), key.toDay, to);
  };

  const followed = (
    first: readonly Successor[] | undefined,
    on: string,
    to: string,
  ): readonly Successor[] | undefined => {
    if (first === undefined) return undefined;
    const sum = new Map<string, Successor>();
    for (const part of first) {
      const next = parts(part.code, on, to);
      if (next === undefined) return undefined;
      for (const { code, share, by } of next) {
        const before = sum.get(code);
        sum.set(code, {
          code,
          share: (before?.share ?? 0) + part.share * share,
          by: weaker(weaker(part.by, by), before?.by ?? "whole"),
        });
      }
    }
    return [...sum.values()];
  };

  const answers = new Map<string, Succession>();
  return (code, on, to) => {
    const question = `${code}|${on}|${to}`;
    const before = answers.get(question);
    if (before !== undefined) return before;
    const found = [...(parts(code, on, to) ?? [])].sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1));
    const whole = found.length === 1 && Math.abs((found[0]?.share ?? 0) - 1) < 1e-9;
    const answer: Succession = {
      code,
      on,
      to,
      successors: found,
      quality: found.length === 0 ? "unknown" : whole ? "exact" : "estimated",
      shareMoved: found.length === 0 || whole ? 0 : Math.max(0, 1 - (found[0]?.share ?? 0)),
    };
    answers.set(question, answer);
    return answer;
  };
}

// Events -------------------------------------------------------------------------------------

interface Event {
  readonly on: string;
  readonly changes: readonly BoundaryChange[];
}

/** What happened to each code, day by day. A mere renaming moves nothing. */
function eventsByCode(changes: readonly BoundaryChange[]): Map<string, Event[]> {
  const byCode = new Map<string, Map<string, BoundaryChange[]>>();
  for (const change of changes) {
    if (change.from.code === change.to.code && (change.kind === "rename" || change.kind === "key")) continue;
    const days = byCode.get(change.from.code) ?? new Map<string, BoundaryChange[]>();
    byCode.set(change.from.code, days);
    days.set(change.on, [...(days.get(change.on) ?? []), change]);
  }
  return new Map(
    [...byCode].map(([code, days]) => [
      code,
      [...days].map(([on, all]) => ({ on, changes: all })).sort((a, b) => (a.on < b.on ? -1 : 1)),
    ]),
  );
}

function nextEvent(events: readonly Event[], after: string, until: string): Event | undefined {
  return events.find((event) => event.on > after && event.on <= until);
}

function shared(
  event: Event,
  code: string,
  prefer: "population" | "area",
  events: ReadonlyMap<string, readonly Event[]>,
): readonly Successor[] | undefined {
  const moving = event.changes.filter((change) => change.kind !== "rename" && change.kind !== "key");
  if (moving.length === 0) {
    const target = event.changes[0]?.to.code ?? code;
    return [{ code: target, share: 1, by: "whole" }];
  }
  // A part that changed its key on the same day is listed under the old one in the rows of the division.
  const today = (part: string): string => {
    const renamed = (events.get(part) ?? []).find((other) => other.on === event.on)?.changes;
    const onlyKey = renamed?.every((change) => change.kind === "key" || change.kind === "rename") === true;
    const own = renamed?.find((change) => change.kind === "key");
    return own !== undefined && (onlyKey || part === code) ? own.to.code : part;
  };
  const [only] = moving;
  if (moving.length === 1 && only !== undefined && only.kind === "merge")
    return [{ code: today(only.to.code), share: 1, by: "whole" }];
  const populated = moving.map((change) => change.sharePopulation);
  const measured = moving.map((change) => change.shareArea);
  const chosen = (prefer === "area" ? [measured, populated] : [populated, measured]).find((shares) => complete(shares));
  if (chosen === undefined) return undefined;
  const by = chosen === populated ? "population" : "area";
  const result = moving.map(
    (change, position): Successor => ({ code: today(change.to.code), share: chosen[position] ?? 0, by }),
  );
  // Lists of transfers do not always name what stayed.
  const rest = 1 - result.reduce((sum, { share }) => sum + share, 0);
  const stays = moving.every((change) => change.kind === "transfer") && moving.every((c) => c.to.code !== code);
  if (stays && rest > 1e-9) result.push({ code: today(code), share: rest, by });
  return result.filter(({ share }) => share > 0);
}

/** Nothing missing, and together one whole: the published keys give "1, 1, 1" where nobody lives. */
function complete(shares: readonly (number | null)[]): boolean {
  const sum = shares.reduce<number>((all, share) => all + (share ?? Number.NaN), 0);
  return sum > 0 && sum < 1.01;
}

// Keys from state to state -------------------------------------------------------------------

interface IndexedKey {
  readonly fromDay: string;
  readonly toDay: string;
  readonly byCode: ReadonlyMap<string, readonly ConversionKey["rows"][number][]>;
}

function indexedKeys(keys: readonly ConversionKey[]): IndexedKey[] {
  return keys.map(({ fromDay, toDay, rows }) => {
    const byCode = new Map<string, ConversionKey["rows"][number][]>();
    for (const row of rows) {
      const list = byCode.get(row.from);
      if (list === undefined) byCode.set(row.from, [row]);
      else list.push(row);
    }
    return { fromDay, toDay, byCode };
  });
}

/** The key of the value's year, or the next one that still ends in time; the one that reaches furthest. */
function keyFor(keys: readonly IndexedKey[], on: string, to: string): IndexedKey | undefined {
  const fitting = keys.filter((key) => key.fromDay >= on && key.toDay > on && key.toDay <= to);
  const first = fitting.reduce((day, key) => (key.fromDay < day ? key.fromDay : day), "9999");
  return fitting
    .filter((key) => key.fromDay === first)
    .reduce<IndexedKey | undefined>(
      (best, key) => (best === undefined || key.toDay > best.toDay ? key : best),
      undefined,
    );
}

function keyShares(
  rows: readonly ConversionKey["rows"][number][],
  prefer: "population" | "area",
): readonly Successor[] | undefined {
  const populated = rows.map((row) => row.sharePopulation);
  const measured = rows.map((row) => row.shareArea);
  const chosen = (prefer === "area" ? [measured, populated] : [populated, measured]).find(
    (shares) => complete(shares) && shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) > 0.99,
  );
  if (chosen === undefined) return undefined;
  const basis: ShareBasis = chosen === populated ? "population" : "area";
  return rows
    .map(({ to }, position): Successor => {
      const share = chosen[position] ?? 0;
      return { code: to, share, by: rows.length === 1 && share === 1 ? "whole" : basis };
    })
    .filter(({ share }) => share > 0);
}

function weaker(one: ShareBasis, other: ShareBasis): ShareBasis {
  const order: readonly ShareBasis[] = ["whole", "population", "area"];
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? "area";
}
