import type { Scope } from "./person.ts";

/** How far a right goes for one person over one kind of object. Nothing of it: no right. */
export interface Reach {
  /** Over every object of the kind. */
  readonly everything: boolean;
  /** Over what the person made or what lies in one of its scopes; null without such a right. */
  readonly own: Own | null;
  /** Over what is published or was released to somebody like this person. */
  readonly published: boolean;
}

export interface Own {
  /** Who made it. */
  readonly person: string;
  /** `unit 12`, `topic kita`, `area GEM:01056039`, with everything below. */
  readonly scopes: readonly string[];
}

/** Whose an object is, as its row says. */
export interface Belonging {
  /** Account of who made it; null for what was there before there were accounts. */
  readonly madeBy: string | null;
  /** Scope in which it was made or to which it was given: `unit 12`. */
  readonly owner: string | null;
  /** Whether it is published, or released to somebody like the asking person. */
  readonly published: boolean;
}

export const noReach: Reach = { everything: false, own: null, published: false };

/**
 * Whether a right reaches this object.
 *
 * @example
 * reaches({ everything: false, own: { person: "a", scopes: ["unit 12"] }, published: false }, { madeBy: "b", owner: "unit 12", published: false }) // true
 * reaches({ everything: false, own: { person: "a", scopes: ["unit 12"] }, published: false }, { madeBy: "b", owner: "unit 7", published: false }) // false
 * reaches({ everything: false, own: null, published: true }, { madeBy: "b", owner: null, published: true }) // true
 */
export function reaches({ everything, own, published }: Reach, object: Belonging): boolean {
  if (everything || (published && object.published)) return true;
  if (own === null) return false;
  return object.madeBy === own.person || (object.owner !== null && own.scopes.includes(object.owner));
}

/** What both reaches have in common. */
export function overlap(one: Reach, other: Reach): Reach {
  return {
    everything: one.everything && other.everything,
    own: one.everything ? other.own : other.everything ? one.own : commonOwn(one.own, other.own),
    published: (one.everything || one.published) && (other.everything || other.published),
  };
}

function commonOwn(one: Own | null, other: Own | null): Own | null {
  if (one === null || other === null) return null;
  return { person: one.person, scopes: one.scopes.filter((scope) => other.scopes.includes(scope)) };
}

/** Either of them. */
export function joined(reaches: readonly Reach[]): Reach {
  const own = reaches.flatMap((reach) => reach.own ?? []);
  return {
    everything: reaches.some((reach) => reach.everything),
    own: own[0] === undefined ? null : { person: own[0].person, scopes: own.flatMap(({ scopes }) => scopes) },
    published: reaches.some((reach) => reach.published),
  };
}

/**
 * A scope and all that lies below it, as objects name their owner.
 *
 * @example
 * scopeNames({ kind: "unit", id: "12", below: ["13"] }) // ["unit 12", "unit 13"]
 */
export function scopeNames({ kind, id, below = [] }: Scope): string[] {
  return [id, ...below].map((one) => `${kind} ${one}`);
}
