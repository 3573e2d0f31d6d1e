import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Aggregation, Normalisation } from "../indexPlan.ts";
import type { Aggregate } from "./aggregation/aggregate.ts";
import { arithmeticMean } from "./aggregation/arithmeticMean.ts";
import { copelandScores } from "./aggregation/copelandScores.ts";
import { generalisedMean } from "./aggregation/generalisedMean.ts";
import { geometricMean } from "./aggregation/geometricMean.ts";
import { harmonicMean } from "./aggregation/harmonicMean.ts";
import { weightedSum } from "./aggregation/weightedSum.ts";
import { bordaScores } from "./normalisation/bordaScores.ts";
import { classPoints } from "./normalisation/classPoints.ts";
import { distanceToMaximum } from "./normalisation/distanceToMaximum.ts";
import { distanceToTarget } from "./normalisation/distanceToTarget.ts";
import { exponentialRanks } from "./normalisation/exponentialRanks.ts";
import { fractionOfMaximum } from "./normalisation/fractionOfMaximum.ts";
import { goalposts } from "./normalisation/goalposts.ts";
import { minMax } from "./normalisation/minMax.ts";
import { percentileRanks } from "./normalisation/percentileRanks.ts";
import { rankScores } from "./normalisation/rankScores.ts";
import { zScores } from "./normalisation/zScores.ts";

/** What a normalisation knows of its indicator beside the values. */
export interface Indicated {
  readonly polarity: 1 | -1;
  readonly target?: number | undefined;
  readonly goalposts?: { readonly lower: number; readonly upper: number } | undefined;
}

export interface NormalisationMethod<Setting> {
  readonly label: Text;
  readonly normalise: (values: readonly Value[], setting: Setting, indicator: Indicated) => Value[];
}

type Setting<M extends Normalisation["method"]> = Extract<Normalisation, { method: M }>;

/** All normalisations. One more is one more file and one more line here. */
const normalisations: { readonly [M in Normalisation["method"]]: NormalisationMethod<Setting<M>> } = {
  z: {
    label: { de: "Z-Wert", en: "z-score" },
    normalise: (v, s, i) => zScores(directed(v, i.polarity), s.divisor ?? "population"),
  },
  minmax: {
    label: { de: "Min-Max", en: "Min-max" },
    normalise: (v, s, i) => minMax(directed(v, i.polarity), { from: s.from ?? 0, to: s.to ?? 100 }),
  },
  goalposts: {
    label: { de: "Feste Zielmarken", en: "Goalposts" },
    normalise: (v, s, i) => {
      const { lower, upper } = i.goalposts ?? { lower: 0, upper: 1 };
      return goalposts(v, { lower, upper, polarity: i.polarity, from: s.from ?? 0, to: s.to ?? 100 });
    },
  },
  rank: { label: { de: "Rangplatz", en: "Rank" }, normalise: (v, s, i) => rankScores(directed(v, i.polarity), s.ties) },
  percentileRank: {
    label: { de: "Prozentrang", en: "Percentile rank" },
    normalise: (v, _, i) => percentileRanks(directed(v, i.polarity)),
  },
  borda: {
    label: { de: "Borda-Punkte", en: "Borda points" },
    normalise: (v, s, i) => bordaScores(directed(v, i.polarity), s.ties),
  },
  distanceToTarget: {
    label: { de: "Weg zum Ziel", en: "Distance to target" },
    normalise: (v, s, i) => distanceToTarget(v, { target: i.target ?? 0, polarity: i.polarity, cap: s.cap ?? false }),
  },
  distanceToMaximum: {
    label: { de: "Abstand zum Höchstwert", en: "Distance to maximum" },
    normalise: (v, _, i) => distanceToMaximum(directed(v, i.polarity)),
  },
  fractionOfMaximum: {
    label: { de: "Anteil am Höchstwert", en: "Fraction of maximum" },
    normalise: (v, _, i) => fractionOfMaximum(v, i.polarity),
  },
  classPoints: {
    label: { de: "Klassenpunkte", en: "Class points" },
    normalise: (v, s, i) => {
      return classPoints(directed(v, i.polarity), s.classes ?? { method: "equalWidth", count: 4 });
    },
  },
  exponential: {
    label: { de: "Exponentialtransformation (IMD)", en: "Exponential transformation (IMD)" },
    normalise: (v, s, i) => exponentialRanks(directed(v, i.polarity), s.scale ?? 23),
  },
  none: { label: { de: "Unverändert", en: "Unchanged" }, normalise: (v, _, i) => [...directed(v, i.polarity)] },
};

/**
 * Values on a common scale on which high raises the index: one for each area, absent ones absent. Which scale, the
 * setting says.
 */
export function normalise(values: readonly Value[], setting: Normalisation, indicator: Indicated): Value[] {
  const method = normalisations[setting.method] as NormalisationMethod<Normalisation>;
  return method.normalise(values, setting, indicator);
}

/**
 * What a normalisation is called where people choose it or read its numbers.
 *
 * @example
 * normalisationLabel("z") // { de: "Z-Wert", en: "z-score" }
 */
export function normalisationLabel(method: Normalisation["method"]): Text {
  return normalisations[method].label;
}

/**
 * Values turned so that high raises the index: one for each area, in their unit, with the other sign where high lowers
 * it.
 *
 * @example
 * directed([1, "unknown"], -1) // [-1, "unknown"]
 */
export function directed(values: readonly Value[], polarity: 1 | -1): readonly Value[] {
  // 0 - v rather than -v: no negative zero.
  return polarity === 1 ? values : values.map((v) => (isPresent(v) ? 0 - v : v));
}

export interface AggregationMethod {
  readonly label: Text;
  readonly aggregate: (setting: Aggregation) => Aggregate;
  /** Whether it can only work on numbers above zero. */
  readonly onlyPositive: boolean;
}

/** All ways of bringing components together. */
export const aggregations: Readonly<Record<Aggregation["method"], AggregationMethod>> = {
  arithmetic: { label: { de: "Arithmetisches Mittel" }, aggregate: () => arithmeticMean, onlyPositive: false },
  geometric: { label: { de: "Geometrisches Mittel" }, aggregate: () => geometricMean, onlyPositive: true },
  harmonic: { label: { de: "Harmonisches Mittel" }, aggregate: () => harmonicMean, onlyPositive: true },
  generalised: {
    label: { de: "Potenzmittel" },
    aggregate: (setting) => generalisedMean("power" in setting ? setting.power : 1),
    onlyPositive: true,
  },
  copeland: { label: { de: "Copeland-Wert" }, aggregate: () => copelandScores, onlyPositive: false },
  sum: { label: { de: "Gewichtete Summe" }, aggregate: () => weightedSum, onlyPositive: false },
};
