import { sides } from "../../round/roundDefinition.ts";
import type { Side } from "../../round/roundEvent.ts";

/** One indicator as chosen on the page; weight and grade as they stand in their fields. */
export interface ChosenPart {
  readonly indicator: string;
  readonly label: string;
  readonly side: Side;
  readonly polarity: 1 | -1;
  readonly weight: string;
  readonly grade: string;
}

export interface IndexDraft {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly normalisation: string;
  readonly aggregation: string;
  readonly weights: "equal" | "given" | "grades";
  readonly parts: readonly ChosenPart[];
}

/**
 * The definition that a filled page means, unchecked: the server says what is wrong with it, as it does for a file.
 *
 * Geometric means need values above zero, so min-max then runs from 1 to 100.
 */
export function definitionOf(draft: IndexDraft): object {
  const { id, label, description, normalisation, aggregation, weights, parts } = draft;
  const indices = (["burden", "competence"] as const).flatMap((side) => {
    const own = parts.filter((part) => part.side === side);
    return own.length === 0
      ? []
      : [
          {
            ...sides[side],
            classes: { method: "quantile", count: 5 },
            components: own.map((part) => ({
              indicator: part.indicator,
              polarity: part.polarity,
              ...(weights === "given" ? { weight: Number(part.weight.replace(",", ".")) } : {}),
              ...(weights === "grades" ? { grade: part.grade } : {}),
            })),
          },
        ];
  });
  const scale = normalisation === "minmax" && aggregation === "geometric" ? { from: 1, to: 100 } : {};
  return {
    format: "kreislauf-index/1",
    id,
    label,
    ...(description.trim() === "" ? {} : { description }),
    normalisation: { method: normalisation, ...scale },
    aggregation,
    weights,
    indices,
    ...(indices.length === 2 ? { axes: { burden: sides.burden.id, competence: sides.competence.id } } : {}),
    uncertainty: { weights: { noise: 0.25 }, normalisation: ["z", "minmax", "percentileRank"] },
  };
}
