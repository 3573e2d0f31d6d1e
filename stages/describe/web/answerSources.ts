import type { FigureSource } from "../../../runtime/ui/figure/FigureFoot.tsx";
import type { AreaGeometryOutput } from "../../collect/collect.ts";
import type { MapAnswer } from "../contract.ts";

/** What the figures of an answer were made from; where a delivery names no boundaries, those that the map draws. */
export function answerSources(answer: MapAnswer, geometry: AreaGeometryOutput | undefined): readonly FigureSource[] {
  const drawn = geometry?.boundaryVersion?.validOn ?? null;
  return answer.sources.map((source) => ({ ...source, boundaryVersion: source.boundaryVersion ?? drawn }));
}
