import { phrase } from "../../kernel/trouble/phrase.ts";
import type { IndexResult } from "./computeIndex.ts";
import type { HigherLevel } from "./higherLevel.ts";
import messages from "./messages.de.json" with { type: "json" };
import { aggregations, normalisationLabel } from "./methods/methods.ts";
import type { MonteCarloResult } from "./sensitivity/monteCarlo.ts";

/** The whole result for machines, with every stage. Absences are words, see kernel/value. */
export function indexJson(
  result: IndexResult,
  period: string,
  levels: readonly HigherLevel[],
  uncertainty: MonteCarloResult | null,
): unknown {
  const { plan } = result;
  return {
    index: { id: plan.id, version: plan.version, label: plan.label },
    ...(period === "" ? {} : { period }),
    areas: result.areas,
    ...(result.names === null ? {} : { names: result.names }),
    exclusions: result.exclusions,
    indices: plan.roots.map((root) => root.id),
    groups: result.groups.map((g) => ({
      id: g.id,
      label: g.label,
      parent: g.parent,
      weight: g.weight,
      effectiveWeight: g.effectiveWeight,
      aggregation: aggregations[g.plan.aggregation.method].label.de,
      values: g.values,
      ranks: g.ranks,
      presentWeight: g.presentWeight,
      missing: g.missing,
      classes: g.classes,
    })),
    indicators: result.indicators.map((i) => ({
      id: i.id,
      label: i.label,
      index: i.index,
      polarity: i.plan.polarity,
      weight: i.weight,
      effectiveWeight: i.effectiveWeight,
      normalisation: normalisationLabel(i.plan.normalisation.method).de,
      raw: i.raw,
      denominated: i.denominated,
      imputed: i.imputed,
      treated: i.treated,
      treatment: i.treatment,
      normalised: i.normalised,
    })),
    higherLevels: levels,
    findings: result.findings.map((finding) => ({ ...finding, sentence: phrase(messages, finding) })),
    uncertainty,
  };
}
