import { binomialAt, type Chance, poissonAt } from "../chance.ts";
import type { Facility } from "../facilities.ts";
import type { Place } from "../ground/countyGround.ts";
import type { PlaceYear } from "../people/residents.ts";
import type { Traits } from "../people/traits.ts";

/** How a rate bends with the place and the time; each number is added on the scale of odds (shares) or factors (events). */
export interface Bend {
  /** Times the hardship of the place. */
  readonly hardship?: number;
  /** Times how urban it is, counted from 0.4. */
  readonly urban?: number;
  /** Per year from 2018. */
  readonly yearly?: number;
  /** Added as it is: the year's business cycle, a law, a crisis. */
  readonly shift?: number;
  /** How far places differ for no reason that we know; 0.12 when left out. */
  readonly spread?: number;
}

/** What one figure's luck remembers of a place from year to year. */
interface Memory {
  readonly luck: Chance;
  /** The place's own lasting deviation. */
  readonly lasting: number;
  readonly threshold: number;
  drift: number;
}

export class Memories {
  readonly #luck: Chance;
  readonly #kept = new Map<string, Memory>();

  constructor(luck: Chance) {
    this.#luck = luck;
  }

  of(place: string, figure: string): Memory {
    const key = `${figure} ${place}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const luck = this.#luck.of(key);
    const memory = { luck, lasting: luck.normal(), threshold: luck.uniform(), drift: luck.normal() };
    this.#kept.set(key, memory);
    return memory;
  }
}

/**
 * The book of one place and year: theme by theme its figures are written in,
 * and what stands in it already can be drawn from. A part is drawn from its
 * whole, so no part is larger than its whole.
 */
export class Ledger {
  readonly place: Place;
  readonly traits: Traits;
  readonly year: number;
  readonly people: PlaceYear;
  /** Facilities of the place that were open in the year. */
  readonly facilities: readonly Facility[];
  readonly figures = new Map<string, number>();
  readonly #memories: Memories;

  constructor(
    place: Place,
    traits: Traits,
    year: number,
    people: PlaceYear,
    facilities: readonly Facility[],
    memories: Memories,
  ) {
    this.place = place;
    this.traits = traits;
    this.year = year;
    this.people = people;
    this.facilities = facilities;
    this.#memories = memories;
  }

  get(figure: string): number {
    const value = this.figures.get(figure);
    if (value === undefined) throw new Error(`figure is not in the book yet: ${figure}`);
    return value;
  }

  put(figure: string, value: number): number {
    if (!Number.isFinite(value) || value < 0) throw new Error(`impossible ${figure} in ${this.place.name}: ${value}`);
    this.figures.set(figure, value);
    return value;
  }

  /** Residents from one age to under another. */
  ages(from: number, to: number, sex: "women" | "all" = "all"): number {
    let sum = 0;
    for (let age = from; age < Math.min(to, 101); age++)
      sum += (this.people.women[age] ?? 0) + (sex === "all" ? (this.people.men[age] ?? 0) : 0);
    return sum;
  }

  /** How many of so many have a property; it drifts slowly over the years. */
  share(figure: string, of: number, rate: number, bend: Bend = {}): number {
    const memory = this.#memories.of(this.place.name, figure);
    const odds = Math.log(rate / (1 - rate)) + this.#bent(bend, memory);
    return this.put(figure, binomialAt(of, 1 / (1 + Math.exp(-odds)), this.#drift(memory)));
  }

  /** How often something happened in the year; every year has its own luck. */
  events(figure: string, expected: number, bend: Bend = {}): number {
    const memory = this.#memories.of(this.place.name, figure);
    return this.put(figure, poissonAt(expected * Math.exp(this.#bent(bend, memory)), memory.luck.normal()));
  }

  /** A number of things that stay where they are: grows and shrinks with what is expected, without chance from year to year. */
  steady(figure: string, expected: number, step = 1): number {
    const { threshold } = this.#memories.of(this.place.name, figure);
    return this.put(figure, Math.floor(expected / step + threshold) * step);
  }

  /** An amount around what is expected. */
  amount(figure: string, expected: number, bend: Bend = {}, digits = 0): number {
    const memory = this.#memories.of(this.place.name, figure);
    const noise = 0.015 * this.#drift(memory);
    const value = expected * Math.exp(this.#bent(bend, memory) + noise);
    return this.put(figure, Number(value.toFixed(digits)));
  }

  #bent({ hardship = 0, urban = 0, yearly = 0, shift = 0, spread = 0.12 }: Bend, memory: Memory): number {
    return (
      hardship * this.traits.hardship +
      urban * (this.traits.urban - 0.4) +
      yearly * (this.year - 2018) +
      shift +
      spread * memory.lasting
    );
  }

  #drift(memory: Memory): number {
    memory.drift = 0.85 * memory.drift + Math.sqrt(1 - 0.85 ** 2) * memory.luck.normal();
    return memory.drift;
  }
}

/** Value of a series that is given for some years; between them along the straight line. */
export function alongYears(points: Readonly<Record<number, number>>, year: number): number {
  const known = Object.keys(points).map(Number);
  const before = known.filter((y) => y <= year).at(-1) ?? known[0] ?? year;
  const after = known.find((y) => y >= year) ?? before;
  const low = points[before] ?? 0;
  const high = points[after] ?? low;
  return before === after ? low : low + ((high - low) * (year - before)) / (after - before);
}

/** The business cycle: positive in years with more unemployment. */
export function cycle(year: number): number {
  return alongYears(
    { 2012: 0.12, 2014: 0.08, 2017: -0.08, 2019: -0.14, 2020: 0.12, 2021: 0.06, 2022: -0.04, 2023: 0.03 },
    year,
  );
}

/** Prices and wages against 2018. */
export function prices(year: number, yearly = 0.025): number {
  return Math.exp(yearly * (year - 2018));
}
