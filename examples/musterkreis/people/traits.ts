import { chance } from "../chance.ts";
import type { CountyGround } from "../ground/countyGround.ts";
import { landscape } from "../ground/noise.ts";

/** What drives the figures of a place, besides its people's ages. No official figure: the hand behind the fiction. */
export interface Traits {
  /** Residents at the start of the series. */
  readonly residents: number;
  /** How hard life is for many: 0 is the county's middle, 1 clearly harder, -1 clearly easier. */
  readonly hardship: number;
  /** 0 a hamlet, 1 the county seat. */
  readonly urban: number;
  /** Young families -1 to ageing village 1. */
  readonly ageing: number;
  /** Residents won (or lost) by moving per thousand and year. */
  readonly pull: number;
}

/** Towns and free municipalities, the quarters of the seat, and the villages with a story. */
const givenResidents: Readonly<Record<string, number>> = {
  Hallerförde: 33_000,
  Kolmünde: 26_500,
  Rethhaven: 20_500,
  Marnau: 13_800,
  Grotenmarsch: 9_300,
  Lindmarau: 7_100,
  Altstadt: 14_500,
  Hafenviertel: 16_800,
  Nordhang: 15_400,
  Wiesengrund: 11_300,
  Tievelstedt: 430,
  Odenhagen: 265,
  "Alt Kronenbrook": 1_240,
  "Neu Kronenbrook": 560,
};

const townHardship: Readonly<Record<string, number>> = {
  Hallerförde: 0.65,
  Kolmünde: 0.35,
  Rethhaven: 0.9,
  Marnau: 0.1,
  Grotenmarsch: -0.25,
  Lindmarau: -0.55,
  Altstadt: 0.35,
  Hafenviertel: 1.75,
  Nordhang: 0.8,
  Wiesengrund: -0.75,
};

/** Residents of the villages together, at the start. */
const villagers = 96_300;

/** The traits of each place: neighbours are alike, villages near the seat grow, far ones grow old. */
export function traits(ground: CountyGround, seed: number): Traits[] {
  const luck = chance(seed, "traits");
  const land = landscape(luck.of("hardship"), 14_000, 2);
  const raw = ground.places.map((place) => {
    const own = luck.of(place.name);
    // Larger ground, more people; and much luck. The smallest hamlet has 90 residents, the largest village 5,200.
    return Math.exp(0.85 * own.normal()) * place.cells.length ** 0.6;
  });
  const sizes = villageSizes(
    raw.map((size, i) => (givenResidents[ground.places[i]?.name ?? ""] === undefined ? size : 0)),
  );
  return ground.places.map((place, i) => {
    const own = luck.of(`${place.name} character`);
    const residents = givenResidents[place.name] ?? sizes[i] ?? 0;
    const urban = Math.min(1, Math.max(0, (Math.log10(residents) - 2) / 2.2));
    const remote = Math.min(1, place.distance / 22);
    const hardship =
      townHardship[place.name] ??
      -0.45 + 0.75 * land(place.east * 1000, place.north * 1000) + 0.3 * (remote - 0.5) + 0.28 * own.normal();
    const ageing = place.kind === "village" ? 0.9 * (remote - 0.45) + 0.35 * own.normal() : -0.25 + 0.2 * own.normal();
    return {
      residents,
      hardship,
      urban,
      ageing,
      pull: 5.2 - 3.4 * ageing - 1.2 * Math.max(0, hardship) + 1.3 * own.normal(),
    };
  });
}

function villageSizes(raw: readonly number[]): number[] {
  const smallest = 92;
  const largest = 5_200;
  let factor = 1;
  const sized = (): number[] =>
    raw.map((r) => (r === 0 ? 0 : Math.round(Math.min(largest, Math.max(smallest, r * factor)))));
  for (let round = 0; round < 40; round++) {
    const sum = sized().reduce((a, b) => a + b, 0);
    factor *= villagers / Math.max(1, sum);
  }
  const sizes = sized();
  // One hamlet is tiny on purpose: the case in which nearly every count is a secret.
  const tiny = sizes.reduce((best, size, i) => (size > 0 && size < (sizes[best] ?? Infinity) ? i : best), -1);
  sizes[tiny] = smallest;
  return sizes;
}
