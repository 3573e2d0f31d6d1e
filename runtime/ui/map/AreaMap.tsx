import { lazy, Suspense } from "react";
import { useLanguage } from "../language/useLanguage.ts";
import { EmptyState } from "../state/EmptyState.tsx";
import type { AreaMapCanvasProps } from "./AreaMapCanvas.tsx";
import { MapDrawing } from "./MapDrawing.tsx";

const AreaMapCanvas = lazy(() => import("./AreaMapCanvas.tsx"));

/** The map of areas. Its library is large and comes only where a map is shown; until then a still drawing of the same stands there. */
export function AreaMap(properties: AreaMapCanvasProps) {
  const { say } = useLanguage();
  if (properties.boundaries !== undefined && properties.boundaries.features.length === 0)
    return <EmptyState title={say("map.noGeometry")} />;
  const still =
    properties.boundaries === undefined ? null : (
      <MapDrawing
        boundaries={properties.boundaries}
        areas={properties.areas}
        classCount={properties.classCount}
        label={properties.title}
        width={720}
        maxHeight={460}
      />
    );
  return (
    <Suspense
      fallback={
        <div className="k-map">
          <div className="k-map__still" aria-hidden="true">
            {still}
          </div>
        </div>
      }
    >
      <AreaMapCanvas {...properties} still={still} />
    </Suspense>
  );
}
