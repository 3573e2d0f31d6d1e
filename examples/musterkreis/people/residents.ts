import { type Chance, chance } from "../chance.ts";
import type { CountyGround } from "../ground/countyGround.ts";
import type { Traits } from "./traits.ts";

export const firstYear = 2012;
export const lastYear = 2023;
export const years: readonly number[] = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);

/** Ages 0 to 100, the last one open. */
const oldest = 100;

/** The residents of a place at the end of a year, and what happened to them during it. */
export interface PlaceYear {
  readonly women: Int32Array;
  readonly men: Int32Array;
  readonly births: number;
  readonly deaths: number;
  readonly deathsUnder65: number;
  /** Over the county's border. */
  readonly arrivals: Movers;
  readonly departures: Movers;
}

/** People who moved: all, those from 18 to under 25, and families (under 18, and 30 to under 50). */
export interface Movers {
  all: number;
  young: number;
  family: number;
}

/** Moves within the county, counted by from where to where. */
export interface InnerMoves {
  readonly from: number;
  readonly to: number;
  readonly movers: Movers;
}

export interface History {
  /** By year, then place. */
  readonly places: readonly (readonly PlaceYear[])[];
  /** By year. */
  readonly moves: readonly (readonly InnerMoves[])[];
}

/**
 * Twelve years of a county, person by person: births, deaths, moves, birthdays.
 * So the figures of one year follow from those of the year before, age groups
 * add up, and what one municipality loses to another the other one gains.
 */
export function history(ground: CountyGround, traits: readonly Traits[], seed: number): History {
  const luck = chance(seed, "people");
  let people = traits.map((t, i) => startingAges(t, luck.of(ground.places[i]?.name ?? "")));
  const places: PlaceYear[][] = [];
  const moves: InnerMoves[][] = [];
  for (const year of years) {
    const lucks = ground.places.map((place) => luck.of(`${place.name} ${year}`));
    const next = people.map((p, i) => livedOneYear(p, traits[i] ?? traitless(), lucks[i] ?? luck));
    moves.push(moveWithin(ground, traits, next, luck.of(`moves ${year}`)));
    const done = next.map((draft, i) => moveIn(draft, traits[i] ?? traitless(), year, lucks[i] ?? luck));
    places.push(done);
    people = done.map(({ women, men }) => ({ women, men }));
  }
  return { places, moves };
}

interface People {
  readonly women: Int32Array;
  readonly men: Int32Array;
}

interface Draft extends People {
  births: number;
  deaths: number;
  deathsUnder65: number;
  departures: Movers;
  /** Those who leave for another place of the county: age, and whether a woman. */
  readonly leaving: { age: number; woman: boolean }[];
}

function traitless(): Traits {
  throw new Error("a place has no traits");
}

/** Shape of the German population of 2011 by age, as weights at every fifth year. */
const pyramid = [
  0.82, 0.86, 0.94, 0.98, 1.06, 1.1, 1.12, 1.12, 1.42, 1.66, 1.54, 1.3, 1.18, 0.98, 1.2, 0.9, 0.62, 0.38, 0.15, 0.04,
  0.004,
];

function startingAges(traits: Traits, luck: Chance): People {
  const weight = (age: number): number => {
    const low = pyramid[Math.floor(age / 5)] ?? 0;
    const high = pyramid[Math.min(20, Math.floor(age / 5) + 1)] ?? 0;
    const between = low + (high - low) * ((age % 5) / 5);
    const tilt = Math.exp((0.28 * traits.ageing * (age - 43)) / 40);
    const students = age >= 18 && age < 30 ? 1 + 0.35 * (traits.urban - 0.4) : 1;
    return between * tilt * students;
  };
  const weights = Array.from({ length: oldest + 1 }, (_, age) => weight(age));
  const sum = weights.reduce((a, b) => a + b, 0);
  const counts = (sex: "women" | "men"): Int32Array =>
    Int32Array.from(weights, (w, age) => {
      const women = 0.487 + 0.16 * Math.max(0, (age - 60) / 40) ** 1.4;
      const share = sex === "women" ? women : 1 - women;
      return luck.poisson((traits.residents * w * share) / sum);
    });
  return { women: counts("women"), men: counts("men") };
}

function livedOneYear(before: People, traits: Traits, luck: Chance): Draft {
  const women = new Int32Array(oldest + 1);
  const men = new Int32Array(oldest + 1);
  const draft: Draft = { women, men, births: 0, deaths: 0, deathsUnder65: 0, departures: nobody(), leaving: [] };
  let expectedBirths = 0;
  for (const [from, to, woman] of [
    [before.women, women, true],
    [before.men, men, false],
  ] as const) {
    for (let age = 0; age <= oldest; age++) {
      const alive = from[age] ?? 0;
      if (alive === 0) continue;
      const dying = luck.binomial(alive, mortality(age, woman, traits));
      draft.deaths += dying;
      if (age < 65) draft.deathsUnder65 += dying;
      const moving = luck.binomial(alive - dying, leavingRate(age, traits));
      const within = luck.binomial(moving, 0.32);
      for (let i = 0; i < within; i++) draft.leaving.push({ age, woman });
      countMovers(draft.departures, age, moving - within);
      if (woman && age >= 15 && age < 50) expectedBirths += (alive - dying - moving / 2) * fertility(age, traits);
      const older = Math.min(oldest, age + 1);
      to[older] = (to[older] ?? 0) + alive - dying - moving;
    }
  }
  draft.births = luck.poisson(expectedBirths);
  const girls = luck.binomial(draft.births, 0.487);
  women[0] = girls;
  men[0] = draft.births - girls;
  return draft;
}

/** Chance to die within the year: low and then, from middle age, doubling every seven years (Gompertz). */
function mortality(age: number, woman: boolean, traits: Traits): number {
  const rate = age === 0 ? 0.003 : 0.0002 + 0.0000245 * Math.exp(0.1 * age);
  return Math.min(0.6, rate * (woman ? 0.66 : 1) * (1 + 0.1 * traits.hardship));
}

/** Births per woman of an age and year; about 1.5 over a life. */
function fertility(age: number, traits: Traits): number {
  const bell = Math.exp(-(((age - 30.8) / 5.6) ** 2) / 2) / (5.6 * Math.sqrt(2 * Math.PI));
  return 1.52 * bell * (1 - 0.08 * traits.ageing);
}

function leavingRate(age: number, traits: Traits): number {
  const byAge =
    age < 18
      ? 0.042
      : age < 25
        ? 0.135 - 0.05 * traits.urban
        : age < 35
          ? 0.092
          : age < 50
            ? 0.043
            : age < 75
              ? 0.019
              : 0.026;
  return byAge * (0.75 + 0.45 * traits.urban);
}

function countMovers(movers: Movers, age: number, count: number): void {
  movers.all += count;
  if (age >= 18 && age < 25) movers.young += count;
  if (age < 18 || (age >= 30 && age < 50)) movers.family += count;
}

function nobody(): Movers {
  return { all: 0, young: 0, family: 0 };
}

/** Those who leave for another place of the county choose it: large, growing, and not too far. */
function moveWithin(
  ground: CountyGround,
  traits: readonly Traits[],
  drafts: readonly Draft[],
  luck: Chance,
): InnerMoves[] {
  const moves: InnerMoves[] = [];
  drafts.forEach((draft, from) => {
    if (draft.leaving.length === 0) return;
    const home = ground.places[from];
    const attraction = ground.places.map((place, to) => {
      if (to === from || home === undefined) return 0;
      const kilometres = Math.hypot(place.east - home.east, place.north - home.north);
      const sameTown = place.municipality === home.municipality ? 1.6 : 1;
      return ((traits[to]?.residents ?? 0) * sameTown * Math.exp(0.07 * (traits[to]?.pull ?? 0))) / (3 + kilometres);
    });
    const sums = Float64Array.from(attraction);
    for (let i = 1; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (sums[i - 1] ?? 0);
    const byTarget = new Map<number, Movers>();
    for (const { age, woman } of draft.leaving) {
      const at = luck.uniform() * (sums.at(-1) ?? 0);
      const to = sums.findIndex((sum) => sum > at);
      const movers = byTarget.get(to) ?? nobody();
      countMovers(movers, age, 1);
      byTarget.set(to, movers);
      const sex = woman ? drafts[to]?.women : drafts[to]?.men;
      const older = Math.min(oldest, age + 1);
      if (sex !== undefined) sex[older] = (sex[older] ?? 0) + 1;
    }
    for (const [to, movers] of byTarget) moves.push({ from, to, movers });
  });
  return moves;
}

/** Those who come from outside the county: as many as leave, plus what the place wins, more when many flee to Germany. */
function moveIn(draft: Draft, traits: Traits, year: number, luck: Chance): PlaceYear {
  const arrivals = nobody();
  const residents = draft.women.reduce((a, b) => a + b, 0) + draft.men.reduce((a, b) => a + b, 0);
  const refuge = year === 2015 ? 4.5 : year === 2016 ? 3 : year === 2022 ? 8 : year === 2023 ? 3.5 : 0;
  const won = traits.pull + refuge * (0.5 + traits.urban);
  const leavingOutside = 0.68 * averageLeaving(draft, traits) * residents;
  const expected = Math.max(0, leavingOutside + (won * residents) / 1000);
  const profile = Array.from({ length: oldest + 1 }, (_, age) => arrivalWeight(age, traits));
  const sum = profile.reduce((a, b) => a + b, 0);
  for (const [sex, share] of [
    [draft.women, 0.485],
    [draft.men, 0.515],
  ] as const) {
    for (let age = 0; age <= oldest; age++) {
      const coming = luck.poisson((expected * share * (profile[age] ?? 0)) / sum);
      sex[age] = (sex[age] ?? 0) + coming;
      countMovers(arrivals, age, coming);
    }
  }
  const { women, men, births, deaths, deathsUnder65, departures } = draft;
  return { women, men, births, deaths, deathsUnder65, arrivals, departures };
}

function averageLeaving(draft: People, traits: Traits): number {
  let [leaving, all] = [0, 0];
  for (let age = 0; age <= oldest; age++) {
    const people = (draft.women[age] ?? 0) + (draft.men[age] ?? 0);
    leaving += people * leavingRate(age, traits);
    all += people;
  }
  return all === 0 ? 0 : leaving / all;
}

/** Into towns come the young, into villages families. */
function arrivalWeight(age: number, { urban }: Traits): number {
  if (age < 18) return 0.9 - 0.25 * urban;
  if (age < 25) return 1.2 + 1.9 * urban;
  if (age < 35) return 2.1;
  if (age < 50) return 1.25 - 0.3 * urban;
  if (age < 75) return 0.5;
  return 0.42;
}
