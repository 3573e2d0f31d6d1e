import type { FigureSource } from "../../../runtime/ui/figure/FigureFoot.tsx";
import type { IndexAnswer } from "../contract.ts";

/** The sources of all components, each named once. */
export function sourcesOf(answer: IndexAnswer): FigureSource[] {
  const found = new Map<string, FigureSource>();
  for (const source of answer.sources)
    found.set(`${source.title} ${source.referenceDate ?? ""}`, {
      title: source.title,
      publisher: "",
      licence: source.licence,
      referenceDate: source.referenceDate ?? "",
      boundaryVersion: source.boundaryVersion,
    });
  return [...found.values()];
}
