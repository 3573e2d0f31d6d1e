import { useMemo, useRef } from "react";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { AreaMap } from "../../../runtime/ui/map/AreaMap.tsx";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { MapLegend } from "../../../runtime/ui/map/MapLegend.tsx";
import { useAreaTiles } from "../../../runtime/ui/map/useAreaTiles.ts";
import { areaGeometryContract, areaTileContract, areaTileFacts } from "../../collect/collect.ts";
import type { IndexAnswer } from "../contract.ts";
import { ContributionsTable } from "./ContributionsTable.tsx";
import { indexFiles } from "./indexFiles.ts";

/** The index on the map, in classes rather than ranks. */
export function IndexMap({
  answer,
  decimals,
  ...pointing
}: {
  readonly answer: IndexAnswer;
  readonly decimals: number;
  readonly highlighted: string | undefined;
  readonly selected: readonly string[];
  readonly onHighlight: (code: string | undefined) => void;
  readonly onSelect: (code: string) => void;
}) {
  const { say, text, period, language } = useLanguage("combine");
  const { setting } = useAddressState();
  const drawing = useRef<SVGSVGElement>(null);
  const where = { level: answer.level, on: `${answer.period.slice(0, 4)}-12-31` };
  const geometry = useOperation(areaGeometryContract, where).data;
  const tiles = useAreaTiles(areaTileContract, where, areaTileFacts);
  const areas = useMemo(
    () =>
      answer.areas.map((area) => ({ code: area.code, name: area.name, value: area.index, class: area.class ?? -1 })),
    [answer],
  );
  const classes =
    answer.classes.length === 0
      ? null
      : { limits: answer.classes.slice(1).map((one) => one.from), counts: answer.classes.map((one) => one.count) };
  const title = say("map", { index: text(answer.label), period: period(answer.period) });
  return (
    <Figure
      title={title}
      sources={answer.sources}
      name={`${answer.id}-${answer.level}-${answer.period}`.toLowerCase()}
      files={indexFiles(answer, language)}
      picture={() => drawing.current ?? undefined}
      table={() => <ContributionsTable answer={answer} decimals={decimals} height={520} />}
    >
      <div className="k-stack k-stack--tight">
        <div className="k-noprint">
          <AreaMap
            title={title}
            boundaries={geometry?.features}
            tiles={tiles}
            areas={areas}
            classCount={answer.classes.length || 1}
            decimals={decimals}
            unit=""
            {...pointing}
          />
        </div>
        {geometry === undefined || geometry.features.features.length === 0 ? null : (
          <div className="k-printonly" aria-hidden="true">
            <MapDrawing
              drawing={drawing}
              boundaries={geometry.features}
              areas={areas}
              classCount={answer.classes.length || 1}
              label={title}
              asItLies={setting("lage") === "echt"}
              width={640}
              maxHeight={560}
            />
          </div>
        )}
        <MapLegend classes={classes} areas={areas} decimals={decimals} unit="" />
      </div>
    </Figure>
  );
}
