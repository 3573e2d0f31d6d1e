import type { Change } from "./otherTables.ts";

/** Who knows what, and what is to be kept from them. */
export interface Cast {
  /** The sums that each person knows, as unknowns. */
  readonly knownTo: readonly (readonly (readonly number[])[])[];
  readonly secrets: readonly (readonly number[])[];
  /** Whether a secret is none before a person. */
  readonly isOwn: (person: number, secret: number) => boolean;
  readonly step: number;
  readonly unknowns: number;
}

/**
 * Which persons still have to be tried at which secret, after all changes seen so far.
 *
 * A person is answered by a change that leaves what they know as it is, or by two
 * that shift it in opposite directions, weighed so that it stays.
 */
export class LeftToTry {
  private readonly cast: Cast;
  private readonly shifts: { readonly secrets: Float64Array; readonly persons: Float64Array[] }[] = [];
  private readonly left: Map<number, number[]>;

  constructor(cast: Cast, changes: readonly Change[]) {
    this.cast = cast;
    for (const change of changes) this.note(change);
    this.left = new Map();
    // Person by person: what the weights are, then which secrets they leave.
    for (let person = 0; person < cast.knownTo.length; person++) {
      let secrets = cast.secrets.map((_, secret) => secret).filter((secret) => !cast.isOwn(person, secret));
      for (let a = 0; a < this.shifts.length && secrets.length > 0; a++)
        for (let b = 0; b <= a && secrets.length > 0; b++) secrets = this.without(secrets, person, a, b);
      if (secrets.length > 0) this.left.set(person, secrets);
    }
  }

  get count(): number {
    let count = 0;
    for (const secrets of this.left.values()) count += secrets.length;
    return count;
  }

  /** Persons with something left to try, and at what. */
  get persons(): ReadonlyMap<number, readonly number[]> {
    return this.left;
  }

  see(change: Change): void {
    this.note(change);
    const a = this.shifts.length - 1;
    for (const [person, before] of this.left) {
      let secrets = before;
      for (let b = a; b >= 0 && secrets.length > 0; b--) secrets = this.without(secrets, person, a, b);
      if (secrets.length === 0) this.left.delete(person);
      else this.left.set(person, secrets);
    }
  }

  private note({ variables, by }: Change): void {
    const at = new Float64Array(this.cast.unknowns);
    for (const [n, v] of variables.entries()) at[v] = by[n] ?? 0;
    const shiftOf = (sum: readonly number[]) => sum.reduce((total, v) => total + (at[v] ?? 0), 0);
    this.shifts.push({
      secrets: Float64Array.from(this.cast.secrets, shiftOf),
      persons: this.cast.knownTo.map((sums) => Float64Array.from(sums, shiftOf)),
    });
  }

  private without(secrets: number[], person: number, a: number, b: number): number[] {
    const [one, other] = [this.shifts[a], this.shifts[b]];
    const mine = one?.persons[person];
    const theirs = other?.persons[person];
    if (one === undefined || other === undefined || mine === undefined || theirs === undefined) return secrets;
    const weight = stillWeight(mine, theirs);
    if (weight === undefined) return secrets;
    const enough = this.cast.step - 1e-6;
    return secrets.filter(
      (s) => Math.abs(weight * (one.secrets[s] ?? 0) + (1 - weight) * (other.secrets[s] ?? 0)) < enough,
    );
  }
}

/** The weight of the first of two shifts at which nothing shifts; undefined where no weight does that. */
function stillWeight(one: Float64Array, other: Float64Array): number | undefined {
  const at = one.findIndex((x) => Math.abs(x) > 1e-10);
  if (at < 0) return 1;
  const [x, y] = [one[at] ?? 0, other[at] ?? 0];
  if (x * y >= 0) return undefined;
  const weight = y / (y - x);
  return one.every((shift, n) => Math.abs(weight * shift + (1 - weight) * (other[n] ?? 0)) <= 1e-9)
    ? weight
    : undefined;
}
