import type { Text } from "../../../kernel/text/text.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { GroupDefinition, IndexDefinition, IndicatorDefinition } from "../definition.ts";
import { gradePoints, type PointTable } from "../methods/weights/gradePoints.ts";
import { componentsOf, gradeOf } from "./delphi.ts";
import type { Side } from "./roundEvent.ts";
import type { Proposal, WeightingRound } from "./weightingRound.ts";

/** Names of the two indices of a round, which are computed apart and never netted. */
export const sides: Readonly<Record<Side, { readonly id: string; readonly label: Text }>> = {
  burden: { id: "belastung", label: { de: "Belastungsindex", en: "Burden index" } },
  competence: { id: "kompetenz", label: { de: "Kompetenzindex", en: "Competence index" } },
};

/**
 * The definition of the index that a round has come to, as `kreislauf index run` reads it.
 *
 * Grades become points by the round's table. A main indicator with parts is built from them by the same rule and
 * standardised again; one without parts is its own indicator.
 *
 * Refuses while a component has no grade.
 */
export function roundDefinition(
  round: WeightingRound,
  given: { readonly id: string; readonly version: number; readonly table?: PointTable },
): IndexDefinition {
  const components = componentsOf(round);
  const mains = (side: Side): Proposal[] => components.filter((p) => p.place?.side === side && p.place.main === null);
  const indices = (["burden", "competence"] as const).flatMap((side): GroupDefinition[] => {
    const own = mains(side);
    if (own.length === 0) return [];
    return [
      {
        ...sides[side],
        classes: { method: "quantile", count: 5 },
        components: own.map((main) => componentOf(round, main, components)),
      },
    ];
  });
  if (indices.length === 0) throw new Refusal("combine.noneSelected", {}, { kind: "conflict" });
  return {
    format: "kreislauf-index/1",
    id: given.id,
    version: given.version,
    label: { de: round.title },
    description: { de: round.purpose },
    source: "Normiertes Verfahren in acht Schritten",
    normalisation: { method: "z", divisor: "population" },
    aggregation: "arithmetic",
    weights: { method: "grades", table: given.table ?? round.table },
    missing: { minimumWeight: 0.8 },
    indices,
    ...(indices.length === 2 ? { axes: { burden: sides.burden.id, competence: sides.competence.id } } : {}),
    uncertainty: { weights: { noise: 0.25 }, normalisation: ["z", "minmax", "percentileRank"] },
  };
}

function componentOf(
  round: WeightingRound,
  component: Proposal,
  components: readonly Proposal[],
): GroupDefinition | IndicatorDefinition {
  const grade = gradeOf(round, component)?.grade;
  if (grade === undefined)
    throw new Refusal("combine.ungraded", { count: 1, first: component.label }, { kind: "conflict" });
  const parts = components.filter((part) => part.place?.main === component.id);
  const label = { de: component.label };
  if (parts.length > 0)
    return {
      id: component.id,
      label,
      grade,
      afterwards: { method: "z", divisor: "population" },
      components: parts.map((part) => componentOf(round, part, components)),
    };
  if (component.indicator === null)
    throw new Refusal("combine.withoutIndicator", { label: component.label }, { kind: "conflict" });
  return { indicator: component.indicator, label, grade, polarity: component.place?.polarity ?? 1 };
}

/** One component with what its grade comes to. */
export interface ComponentWeight {
  readonly proposal: string;
  readonly points: number;
  /** Share in its own group: among the main indicators of an index, or among the parts of a main one. */
  readonly share: number;
}

/**
 * Grades as points, and points as shares in each group (PM10-038). Components without a grade are left out.
 */
export function componentWeights(round: WeightingRound, table: PointTable = round.table): ComponentWeight[] {
  const graded = componentsOf(round).flatMap((component) => {
    const grade = gradeOf(round, component)?.grade;
    const [points = 0] = grade === undefined ? [] : gradePoints([grade], table);
    const family = `${component.place?.side} ${component.place?.main ?? ""}`;
    return grade === undefined ? [] : [{ proposal: component.id, points, family }];
  });
  return graded.map(({ proposal, points, family }) => {
    const sum = graded.filter((other) => other.family === family).reduce((total, other) => total + other.points, 0);
    return { proposal, points, share: points / sum };
  });
}
