import type { Text } from "../../../kernel/text/text.ts";

/** The eight steps of the normed procedure of Potsdam-Mittelmark, in their order. */
export const steps = ["collect", "discuss", "select", "structure", "grade", "delphi", "points", "result"] as const;
export type Step = (typeof steps)[number];

/** What the steps are called where people read of them. */
export const stepLabels: Readonly<Record<Step, Text>> = {
  collect: { de: "Vorschläge sammeln", en: "Collect proposals" },
  discuss: { de: "Vorschläge besprechen", en: "Discuss the proposals" },
  select: { de: "Endgültig auswählen", en: "Final selection" },
  structure: { de: "Ordnen: Belastung oder Kompetenz", en: "Arrange: burden or competence" },
  grade: { de: "Erste Gewichtung in Stufen", en: "First weighting in grades" },
  delphi: { de: "Gewichtung mit Fachleuten", en: "Weighting with experts" },
  points: { de: "Stufen in Punkte umrechnen", en: "Turn grades into points" },
  result: { de: "Ergebnis besprechen und festlegen", en: "Discuss and freeze the result" },
};

/**
 * Number of a step as people say it.
 *
 * @example
 * stepNumber("collect") // 1
 * stepNumber("result") // 8
 */
export function stepNumber(step: Step): number {
  return steps.indexOf(step) + 1;
}
