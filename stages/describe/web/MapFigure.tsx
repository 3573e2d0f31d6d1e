import { useMemo, useRef } from "react";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { AreaMap } from "../../../runtime/ui/map/AreaMap.tsx";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { MapLegend } from "../../../runtime/ui/map/MapLegend.tsx";
import { useAreaTiles } from "../../../runtime/ui/map/useAreaTiles.ts";
import {
  type AreaGeometryOutput,
  areaGeometryContract,
  areaTileContract,
  areaTileFacts,
} from "../../collect/collect.ts";
import { type County, countyContract, setClassesContract } from "../contract.ts";
import { ClassEditor } from "./ClassEditor.tsx";
import { DivisionNote } from "./DivisionNote.tsx";
import { areasOf, bordersOf, type FigureProps, fileName, filesOf } from "./figureProps.ts";
import { ValuesTable } from "./ValuesTable.tsx";

/** The choropleth with its legend; the list beside it is its twin. */
export function MapFigure({
  answer,
  sources,
  geometry,
  highlighted,
  selected,
  onHighlight,
  onSelect,
  onOrigin,
}: FigureProps & { readonly geometry: AreaGeometryOutput | undefined }) {
  const { say, text, period, language } = useLanguage("describe");
  const { setting, set } = useAddressState();
  const drawing = useRef<SVGSVGElement>(null);
  const county = useOperation(countyContract, {}).data;
  const areas = useMemo(() => areasOf(answer), [answer]);
  const larger = largerLevel(county, answer.level);
  const withBorders = larger !== undefined && setting("grenzen") !== "nein";
  const borders = useOperation(areaGeometryContract, withBorders ? { level: larger.id } : undefined).data;
  const tiles = useAreaTiles(areaTileContract, bordersOf(answer), areaTileFacts);
  const patterns = setting("muster") === "ja";
  const { indicator } = answer;
  const title = say("map.title", {
    indicator: text(indicator.label),
    level: text(answer.levelLabel),
    period: period(answer.period ?? ""),
  });
  return (
    <Figure
      title={title}
      shortTitle={say("map.short", { level: text(answer.levelLabel), period: period(answer.period ?? "") })}
      sources={sources}
      name={fileName(answer)}
      files={filesOf(answer, language)}
      picture={() => drawing.current ?? undefined}
      onOrigin={onOrigin}
      table={() => <ValuesTable answer={answer} height={520} />}
      tools={
        <>
          {larger === undefined ? null : (
            <Button
              kind="tertiary"
              icon="borders"
              iconOnly
              pressed={withBorders}
              onPress={() => set({ grenzen: withBorders ? "nein" : undefined })}
            >
              {say("map.borders", { level: text(larger.label) })}
            </Button>
          )}
          <Button
            kind="tertiary"
            icon="pattern"
            iconOnly
            pressed={patterns}
            onPress={() => set({ muster: patterns ? undefined : "ja" })}
          >
            {say("map.patterns")}
          </Button>
        </>
      }
    >
      <div className="k-stack k-stack--tight">
        <div className="k-noprint">
          <AreaMap
            title={title}
            boundaries={geometry?.features}
            tiles={tiles}
            context={withBorders ? borders?.features : undefined}
            areas={areas}
            classCount={answer.classes?.counts.length ?? 1}
            decimals={indicator.decimals}
            unit={indicator.unit}
            highlighted={highlighted}
            selected={selected}
            onHighlight={onHighlight}
            onSelect={onSelect}
            patterns={patterns}
            baseMap={county?.baseMap ?? null}
          />
        </div>
        {geometry === undefined || geometry.features.features.length === 0 ? null : (
          <div className="k-printonly" aria-hidden="true">
            <MapDrawing
              drawing={drawing}
              boundaries={geometry.features}
              areas={areas}
              classCount={answer.classes?.counts.length ?? 1}
              label={title}
              asItLies={setting("lage") === "echt"}
              width={640}
              maxHeight={560}
            />
          </div>
        )}
        <div className="k-row k-row--apart">
          <MapLegend
            classes={answer.classes}
            areas={areas}
            decimals={indicator.decimals}
            unit={indicator.unit}
            patterns={patterns}
          />
          {answer.classes === null ? null : (
            <IfMay call={setClassesContract}>
              <ClassEditor answer={answer} classes={answer.classes} />
            </IfMay>
          )}
        </div>
        <DivisionNote level={answer.level} division={answer.division} />
      </div>
    </Figure>
  );
}

/** The next coarser level of several areas, whose borders help to find one's way; none for the coarsest. */
function largerLevel(county: County | undefined, level: string): County["levels"][number] | undefined {
  const levels = county?.levels ?? [];
  const own = levels.find((one) => one.id === level);
  if (own === undefined) return undefined;
  return levels
    .filter((one) => one.rank < own.rank && one.areaCount > 1 && one.areaCount < own.areaCount)
    .sort((a, b) => b.rank - a.rank)
    .find((one) => one.purposes.length > 0);
}
