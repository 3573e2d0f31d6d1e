import type { Highs } from "highs";
import type { TableAtHand } from "./fits.ts";
import { LeftToTry } from "./leftToTry.ts";
import { ManyAtOnce } from "./manyAtOnce.ts";
import type { Change } from "./otherTables.ts";

/** A withheld cell that is shot at, as the sum of its unknowns. */
export interface Mark {
  readonly variables: readonly number[];
  /** How far it must be able to go; 0 where any change will do. */
  readonly wanted: number;
}

export interface Shots {
  readonly marks: readonly Mark[];
  /** In which directions a mark has not been seen far enough. */
  readonly missing: (mark: number) => { readonly down: boolean; readonly up: boolean };
  /** Takes note of a change that was found. */
  readonly look: (change: Change) => void;
  readonly step: (settled: number) => Promise<void> | undefined;
}

/** Shoots at all marks in doubt at once, again and again, until few of them are settled by a shot. */
export async function shotsAtMany(highs: Highs, hand: TableAtHand, shots: Shots): Promise<void> {
  const { marks, missing, look, step } = shots;
  const many = aimedAtMarks(highs, hand, marks);
  const chance = chances();
  try {
    for (let turn = 0, before = Number.POSITIVE_INFINITY; turn < mostShots; turn++) {
      const doubtful = marks.flatMap((mark, at) => {
        const { down, up } = missing(at);
        return down || up ? [{ mark, down, up }] : [];
      });
      await step(marks.length - doubtful.length);
      const directions = doubtful.reduce((sum, { down, up }) => sum + Number(down) + Number(up), 0);
      if (directions === 0 || directions > 0.95 * before) return;
      before = directions;
      const aims = doubtful.map(({ mark: { variables }, down, up }) => {
        const sign = down === up ? (chance() < 0.5 ? 1 : -1) : up ? 1 : -1;
        return { variables, push: sign * (1 + chance()) };
      });
      const change = many.push(aims);
      if (change !== undefined) look(change);
    }
  } finally {
    many.dispose();
  }
}

export interface InsideShots {
  readonly marks: readonly Mark[];
  /** The sums that each person knows. */
  readonly knownTo: readonly (readonly (readonly number[])[])[];
  readonly isOwn: (person: number, mark: number) => boolean;
  readonly wanted: number;
  readonly step: (settled: number) => Promise<void> | undefined;
}

/**
 * The same for persons who know their own cells: shots in which some of them see
 * nothing move, until few questions remain; answers those, and the changes found.
 */
export async function shotsFromInside(
  highs: Highs,
  hand: TableAtHand,
  { marks, knownTo, isOwn, wanted, step }: InsideShots,
): Promise<{ left: LeftToTry; changes: readonly Change[] }> {
  const many = aimedAtMarks(highs, hand, marks);
  const chance = chances();
  const aims = (which: readonly number[]) =>
    which.map((at) => ({
      variables: marks[at]?.variables ?? [],
      push: (chance() < 0.5 ? 1 : -1) * (1 + chance()),
    }));
  const changes: Change[] = [];
  const everything = [...marks.keys()];
  try {
    for (let turn = 0; turn < openingShots; turn++) {
      await step(0);
      const change = many.push(aims(everything));
      if (change !== undefined) changes.push(change);
    }
    const secrets = marks.map(({ variables }) => variables);
    const left = new LeftToTry({ knownTo, secrets, isOwn, step: wanted, unknowns: hand.base.length }, changes);
    const all = Math.max(1, left.count);
    for (let turn = 0, vain = 0; left.count > 0 && turn < mostShots && vain < 3; turn++) {
      const before = left.count;
      await step(Math.floor(marks.length * (1 - before / all)));
      const few = left.persons.size < knownTo.length / 8;
      const blind = [...left.persons.keys()].filter(() => chance() < (few ? 0.8 : 0.3));
      const asked = new Set(blind.flatMap((person) => left.persons.get(person) ?? []));
      const change = many.push(
        aims([...asked]),
        blind.flatMap((person) => knownTo[person] ?? []),
      );
      if (change !== undefined) {
        changes.push(change);
        left.see(change);
      }
      vain = left.count > 0.95 * before ? vain + 1 : 0;
    }
    return { left, changes };
  } finally {
    many.dispose();
  }
}

/** Each mark may go somewhat further than it must, which leaves room to the others. */
function aimedAtMarks(highs: Highs, hand: TableAtHand, marks: readonly Mark[]): ManyAtOnce {
  const limited = marks.filter(({ wanted }) => wanted > 0);
  return new ManyAtOnce(
    highs,
    hand,
    limited.map(({ variables, wanted }) => ({ variables, by: 3 * wanted })),
  );
}

const mostShots = 60;
/** Shots at everything before persons are looked at one by one. */
const openingShots = 6;

/** Numbers between 0 and 1 that are the same in every audit. */
function chances(): () => number {
  let seed = 90_001;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}
