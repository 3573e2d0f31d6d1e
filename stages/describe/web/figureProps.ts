import type { FigureSource } from "../../../runtime/ui/figure/FigureFoot.tsx";
import type { MapAnswer } from "../contract.ts";
import { type AddressedFile, filesFor } from "./filesFor.ts";

/** What all figures of the indicator page share: the answer, and what is pointed at and chosen. */
export interface FigureProps {
  readonly answer: MapAnswer;
  /** Stands under every one of them. */
  readonly sources: readonly FigureSource[];
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
  readonly onOrigin: () => void;
}

/** The areas of an answer, one object each. */
export function areasOf(answer: MapAnswer) {
  return answer.areas.codes.map((code, position) => {
    const reason = answer.reasons[position] ?? null;
    return {
      code,
      name: answer.areas.names[position] ?? code,
      value: answer.values[position] ?? ("unknown" as const),
      previous: answer.previous[position] ?? ("unknown" as const),
      lower: answer.lower[position] ?? null,
      upper: answer.upper[position] ?? null,
      unsafe: answer.marks[position] === "unsafe",
      mark: answer.marks[position] ?? null,
      class: answer.classes?.classOf[position] ?? -1,
      numerator: answer.numerator?.[position] ?? null,
      denominator: answer.denominator?.[position] ?? null,
      reason: reason === null ? undefined : answer.reasonTexts[reason],
    };
  });
}
export type AreaOfAnswer = ReturnType<typeof areasOf>[number];

/** The answer as files of the server. */
export function filesOf(answer: MapAnswer, language: "de" | "en"): AddressedFile[] {
  return filesFor({
    what: "map",
    indicator: answer.indicator.id,
    level: answer.level,
    language,
    ...(answer.period === null ? {} : { period: answer.period }),
    ...(answer.division === null ? {} : { division: answer.division }),
  });
}

/** The borders that belong to an answer: those of the end of its year. */
export function bordersOf({ level, division, period }: MapAnswer) {
  return {
    level,
    ...(division === null ? {} : { division }),
    ...(period === null ? {} : { on: `${period.slice(0, 4)}-12-31` }),
  };
}

/** Under which name a saved map lies in the folder of downloads: indicator, level and period. */
export function fileName(answer: MapAnswer): string {
  return `${answer.indicator.id}-${answer.level}-${answer.period ?? ""}`.toLowerCase();
}
