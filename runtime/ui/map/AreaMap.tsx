import { lazy, Suspense } from "react";
import { useLanguage } from "../language/useLanguage.ts";
import { EmptyState } from "../state/EmptyState.tsx";
import type { AreaMapCanvasProps } from "./AreaMapCanvas.tsx";

const AreaMapCanvas = lazy(() => import("./AreaMapCanvas.tsx"));

/** The map of areas. Its library is large and comes only where a map is shown; the list beside it is there at once. */
export function AreaMap(properties: AreaMapCanvasProps) {
  const { say } = useLanguage();
  if (properties.boundaries !== undefined && properties.boundaries.features.length === 0)
    return <EmptyState title={say("map.noGeometry")} />;
  return (
    <Suspense fallback={<div className="k-map k-skeleton" aria-hidden="true" />}>
      <AreaMapCanvas {...properties} />
    </Suspense>
  );
}
