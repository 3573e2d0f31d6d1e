import { useMemo, useRef } from "react";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Figure, type FigureFile } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { AreaMap } from "../../../../runtime/ui/map/AreaMap.tsx";
import { MapDrawing } from "../../../../runtime/ui/map/MapDrawing.tsx";
import type { MapArea } from "../../../../runtime/ui/map/mapAreas.ts";
import { useAreaTiles } from "../../../../runtime/ui/map/useAreaTiles.ts";
import { areaGeometryContract, areaTileContract, areaTileFacts } from "../../../collect/collect.ts";
import type { FileTable } from "../../../describe/describe.ts";
import type { Workbench } from "../../indexContract.ts";
import { useRested } from "./useRested.ts";

export interface Pointing {
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
}

/** Columns and rows of a file, and what must be known to work them out again. */
export type AreaSheet = Pick<FileTable, "columns" | "rows"> & { readonly notes: readonly string[] };

/** Areas in classes on a map, with its legend and its table twin: an index, or the types of the two axes. */
export function AreaPicture({
  bench,
  title,
  name,
  areas,
  classCount,
  legend,
  table,
  sheet,
  pointing,
}: {
  readonly bench: Workbench;
  readonly title: string;
  readonly name: string;
  readonly areas: readonly MapArea[];
  readonly classCount: number;
  readonly legend: React.ReactNode;
  readonly table: () => React.ReactNode;
  /** The same as columns and rows, for a file; asked when somebody wants one. */
  readonly sheet: () => AreaSheet;
  readonly pointing: Pointing;
}) {
  const drawing = useRef<SVGSVGElement>(null);
  // For print and download, not in sight: it need not follow every step of a slider.
  const drawn = useRested(areas);
  const where = { level: bench.level, on: `${bench.period.slice(0, 4)}-12-31` };
  const geometry = useOperation(areaGeometryContract, where).data;
  const tiles = useAreaTiles(areaTileContract, where, areaTileFacts);
  const boundaries = useMemo(() => geometry?.features, [geometry]);
  const { say, language } = useLanguage("combine");
  const latest = useRef(sheet);
  latest.current = sheet;
  const files = useMemo(
    () =>
      (["csv", "xlsx"] as const).map((format): FigureFile => {
        const make = async (): Promise<Blob> => {
          const { areaSheet } = await import("./areaSheet.ts");
          return areaSheet(bench, { name, title, sentence: "", ...latest.current() }, format, language);
        };
        return { format, name, make };
      }),
    [bench, name, title, language],
  );
  const { setting } = useAddressState();
  return (
    <Figure
      title={title}
      sources={bench.sources}
      name={name}
      picture={() => drawing.current ?? undefined}
      table={table}
      files={files}
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
              asItLies={setting("lage") === "echt"}
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
