import { Refusal } from "../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { type AreaClasses, areaClasses } from "./areaClasses.ts";
import { groupOf, type IndexResult } from "./computeIndex.ts";
import type { IndexDefinition } from "./definition.ts";
import { normalisationOf } from "./indexPlan.ts";
import type { IndexValues } from "./indexValues.ts";
import { normalise } from "./methods/methods.ts";
import { column, wordColumn } from "./preparedValues.ts";
import { ranksFromHighest } from "./statistics/ranks.ts";

/** An index carried up to larger areas. Arrays in the order of `areas`. */
export interface HigherLevel {
  readonly id: string;
  readonly index: string;
  readonly areas: readonly string[];
  readonly values: readonly Value[];
  readonly ranks: readonly (number | null)[];
  readonly population: readonly number[];
  /** Smaller areas inside, and those of them that have an index. */
  readonly parts: readonly number[];
  readonly partsWithIndex: readonly number[];
  readonly classes: readonly AreaClasses[];
}

/**
 * Mean of the parts, weighted by residents: how an index is carried from small areas to larger ones.
 *
 * Parts without an index do not count; a larger area without any gets none (`unknown`), and neither does one whose
 * counted parts have no residents (`senseless`).
 *
 * Source: RKI, German Index of Socioeconomic Deprivation.
 *
 * @example
 * weightedByPopulation([1, 4, "withheld", 5], [100, 200, 50, 0], ["a", "a", "a", "b"]).values // [3, "senseless"]
 */
export function weightedByPopulation(
  values: readonly Value[],
  population: readonly Value[],
  whole: readonly string[],
): { areas: string[]; values: Value[]; population: number[]; parts: number[]; partsWithIndex: number[] } {
  const areas = [...new Set(whole)].filter((code) => code !== "");
  const place = new Map(areas.map((code, i) => [code, i]));
  const sums = areas.map(() => ({ weighted: 0, counted: 0, population: 0, parts: 0, withIndex: 0 }));
  values.forEach((value, i) => {
    const sum = sums[place.get(whole[i] ?? "") ?? -1];
    if (sum === undefined) return;
    const residents = population[i] ?? "unknown";
    sum.parts++;
    if (!isPresent(residents)) return;
    sum.population += residents;
    if (!isPresent(value)) return;
    sum.withIndex++;
    sum.weighted += value * residents;
    sum.counted += residents;
  });
  return {
    areas,
    values: sums.map(
      (s): Value => (s.withIndex === 0 ? "unknown" : s.counted === 0 ? "senseless" : s.weighted / s.counted),
    ),
    population: sums.map((s) => s.population),
    parts: sums.map((s) => s.parts),
    partsWithIndex: sums.map((s) => s.withIndex),
  };
}

/**
 * The higher levels that a definition asks for, from the computed index and the same values.
 *
 * Refuses a level of an index that the definition does not have.
 */
export function higherLevels(result: IndexResult, values: IndexValues): HigherLevel[] {
  return (result.plan.definition.higherLevels ?? []).map((level) => higherLevel(result, values, level));
}

function higherLevel(
  result: IndexResult,
  values: IndexValues,
  level: NonNullable<IndexDefinition["higherLevels"]>[number],
): HigherLevel {
  const index = level.index ?? result.plan.roots[0]?.id ?? "";
  const group = result.groups.find((g) => g.id === index);
  if (group === undefined)
    throw new Refusal("combine.noSuchIndex", { id: index, possible: result.groups.map((g) => g.id).join(", ") });
  const means = weightedByPopulation(
    groupOf(result, index).values,
    column(values, level.population, level.id),
    wordColumn(values, level.column),
  );
  const scaled =
    level.afterwards === undefined
      ? means.values
      : normalise(means.values, normalisationOf(level.afterwards), { polarity: 1 });
  return {
    id: level.id,
    index,
    areas: means.areas,
    values: scaled,
    ranks: ranksFromHighest(scaled),
    population: means.population,
    parts: means.parts,
    partsWithIndex: means.partsWithIndex,
    classes: (level.classes ?? []).map((rule) => areaClasses(scaled, rule)),
  };
}
