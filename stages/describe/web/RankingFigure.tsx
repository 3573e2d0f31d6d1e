import { useMemo } from "react";
import { Ranking } from "../../../runtime/ui/chart/Ranking.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { areasOf, type FigureProps, fileName, filesOf } from "./figureProps.ts";

/** All areas in one list beside the map; on a phone it comes first. */
export function RankingFigure({
  answer,
  sources,
  highlighted,
  selected,
  onHighlight,
  onSelect,
  onOrigin,
}: FigureProps) {
  const { say, text, language } = useLanguage("describe");
  const areas = useMemo(
    () =>
      areasOf(answer).map((area) => ({
        ...area,
        reason: area.reason === undefined ? undefined : text(area.reason),
      })),
    [answer, text],
  );
  return (
    <div className="k-phone-first">
      <Figure
        title={say("ranking.title", { count: areas.length })}
        sources={sources}
        name={`${fileName(answer)}-liste`}
        files={filesOf(answer, language)}
        pictures={false}
        onOrigin={onOrigin}
      >
        <Ranking
          areas={areas}
          county={answer.county}
          decimals={answer.indicator.decimals}
          unit={answer.indicator.unit}
          previousPeriod={answer.previousPeriod}
          highlighted={highlighted}
          selected={selected}
          onHighlight={onHighlight}
          onSelect={onSelect}
        />
      </Figure>
    </div>
  );
}
