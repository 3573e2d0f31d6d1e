import { useMemo, useRef } from "react";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { AreaMap } from "../../../../runtime/ui/map/AreaMap.tsx";
import { MapDrawing } from "../../../../runtime/ui/map/MapDrawing.tsx";
import type { MapArea } from "../../../../runtime/ui/map/mapAreas.ts";
import { useAreaTiles } from "../../../../runtime/ui/map/useAreaTiles.ts";
import { areaGeometryContract, areaTileContract, areaTileFacts } from "../../../collect/collect.ts";
import type { Workbench } from "../../indexContract.ts";
import { useRested } from "./useRested.ts";

export interface Pointing {
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
}

/** Areas in classes on a map, with its legend and its table twin: an index, or the types of the two axes. */
export function AreaPicture({
  bench,
  title,
  name,
  areas,
  classCount,
  legend,
  table,
  pointing,
}: {
  readonly bench: Workbench;
  readonly title: string;
  readonly name: string;
  readonly areas: readonly MapArea[];
  readonly classCount: number;
  readonly legend: React.ReactNode;
  readonly table: () => React.ReactNode;
  readonly pointing: Pointing;
}) {
  const drawing = useRef<SVGSVGElement>(null);
  // For print and download, not in sight: it need not follow every step of a slider.
  const drawn = useRested(areas);
  const where = { level: bench.level, on: `${bench.period.slice(0, 4)}-12-31` };
  const geometry = useOperation(areaGeometryContract, where).data;
  const tiles = useAreaTiles(areaTileContract, where, areaTileFacts);
  const boundaries = useMemo(() => geometry?.features, [geometry]);
  const { say } = useLanguage("combine");
  return (
    <Figure
      title={title}
      sources={bench.sources}
      name={name}
      picture={() => drawing.current ?? undefined}
      table={table}
    >
      <div className="k-stack k-stack--tight">
        <div className="k-noprint">
          <AreaMap
            title={title}
            boundaries={boundaries}
            tiles={tiles}
            areas={areas}
            classCount={classCount}
            decimals={2}
            unit=""
            {...pointing}
          />
        </div>
        {boundaries === undefined || boundaries.features.length === 0 ? null : (
          <div className="k-printonly" aria-hidden="true">
            <MapDrawing
              drawing={drawing}
              boundaries={boundaries}
              areas={drawn}
              classCount={classCount}
              label={title}
              width={640}
              maxHeight={560}
            />
          </div>
        )}
        {legend}
        <p className="k-sr">{say("index.mapTwin")}</p>
      </div>
    </Figure>
  );
}
