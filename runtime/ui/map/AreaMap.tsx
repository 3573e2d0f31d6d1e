import { Component, lazy, type ReactNode, Suspense } from "react";
import { useAddressState } from "../address/useAddressState.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { EmptyState } from "../state/EmptyState.tsx";
import type { AreaMapCanvasProps } from "./AreaMapCanvas.tsx";
import { MapDrawing } from "./MapDrawing.tsx";

const AreaMapCanvas = lazy(() => import("./AreaMapCanvas.tsx"));

/** The map of areas. Its library is large and comes only where a map is shown; until then a still drawing of the same stands there. */
export function AreaMap(properties: AreaMapCanvasProps) {
  const { say } = useLanguage();
  const { setting, set } = useAddressState();
  const there = setting("lage") === "echt";
  const nearOrThere = { there, turn: () => set({ lage: there ? undefined : "echt" }) };
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
        asItLies={there}
      />
    );
  const place = (
    <div className="k-map">
      <div className="k-map__still" aria-hidden="true">
        {still}
      </div>
    </div>
  );
  return (
    <StillOnTrouble still={place}>
      <Suspense fallback={place}>
        <AreaMapCanvas {...properties} still={still} nearOrThere={nearOrThere} />
      </Suspense>
    </StillOnTrouble>
  );
}

/** Where the browser cannot draw the live map (no WebGL), the still one stays, and the page with it. */
class StillOnTrouble extends Component<{ readonly still: ReactNode; readonly children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.still : this.props.children;
  }
}
