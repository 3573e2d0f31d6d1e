import { useMemo } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { MapDrawing } from "../../../runtime/ui/map/MapDrawing.tsx";
import { MapLegend } from "../../../runtime/ui/map/MapLegend.tsx";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { areaGeometryContract } from "../../collect/collect.ts";
import { mapContract } from "../contract.ts";
import { areasOf, fileName, filesOf } from "./figureProps.ts";
import { ValuesTable } from "./ValuesTable.tsx";

/** A still map of the first figure: the way into all others. */
export default function OverviewMap({ indicator, level }: { readonly indicator: string; readonly level: string }) {
  const { say, text, period, language } = useLanguage("describe");
  const { along } = useAddressState();
  const map = useOperation(mapContract, { indicator, level });
  const geometry = useOperation(areaGeometryContract, { level, detail: "picture" }).data;
  const areas = useMemo(() => (map.data === undefined ? [] : areasOf(map.data)), [map.data]);
  return (
    <Answer of={map} shape="figure">
      {(answer) => {
        const title = say("map.title", {
          indicator: text(answer.indicator.label),
          level: text(answer.levelLabel),
          period: period(answer.period ?? ""),
        });
        return (
          <Figure
            title={title}
            sources={answer.sources.slice(0, 1)}
            name={fileName(answer)}
            files={filesOf(answer, language)}
            table={() => <ValuesTable answer={answer} height={420} />}
          >
            <div className="k-stack k-stack--tight">
              {geometry === undefined || geometry.features.features.length === 0 ? null : (
                <MapDrawing
                  boundaries={geometry.features}
                  areas={areas}
                  classCount={answer.classes?.counts.length ?? 1}
                  label={`${title}. ${text(answer.sentence)}`}
                  width={680}
                  maxHeight={460}
                />
              )}
              <MapLegend
                classes={answer.classes}
                areas={areas}
                decimals={answer.indicator.decimals}
                unit={answer.indicator.unit}
              />
              <p>
                <Link to={along(`/indikatoren/${indicator}`)}>{say("overview.toIndicator")}</Link>
              </p>
            </div>
          </Figure>
        );
      }}
    </Answer>
  );
}
