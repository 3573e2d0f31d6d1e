import { useMemo } from "react";
import { DistributionStrip } from "../../../runtime/ui/chart/DistributionStrip.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Figures } from "../../../runtime/ui/table/Figures.tsx";
import { areasOf, type FigureProps, fileName, filesOf } from "./figureProps.ts";
import { ValuesTable } from "./ValuesTable.tsx";

/** How far apart the areas are, and whether they have come closer to each other. */
export function DistributionFigure({ answer, sources, highlighted, selected, onHighlight, onSelect }: FigureProps) {
  const { say, period, number, language } = useLanguage("describe");
  const areas = useMemo(() => areasOf(answer), [answer]);
  const { decimals, unit } = answer.indicator;
  const { statistics } = answer;
  const facts =
    statistics === null
      ? []
      : ([
          ["lowest", statistics.min],
          ["median", statistics.median],
          ["highest", statistics.max],
          ["range", statistics.range],
        ] as const);
  return (
    <Figure
      title={say("distribution.title", { period: period(answer.period ?? "") })}
      sources={sources}
      name={`${fileName(answer)}-verteilung`}
      files={filesOf(answer, language)}
      table={() => <ValuesTable answer={answer} height={360} />}
    >
      <div className="k-stack k-stack--tight">
        <DistributionStrip
          areas={areas}
          county={answer.county}
          median={statistics?.median}
          decimals={decimals}
          unit={unit}
          highlighted={highlighted}
          selected={selected}
          onHighlight={onHighlight}
          onSelect={onSelect}
        />
        {statistics === null ? null : (
          <dl className="k-facts k-facts--row">
            {facts.map(([name, amount]) => (
              <div key={name}>
                <dt>{say(`distribution.${name}`)}</dt>
                <dd>
                  <Figures value={amount} decimals={decimals} unit={unit} />
                </dd>
              </div>
            ))}
            {statistics.ratio === null ? null : (
              <div>
                <dt>{say("distribution.ratio")}</dt>
                <dd className="k-number">
                  {say("distribution.times", { times: number(statistics.ratio, { decimals: 1 }) })}
                </dd>
              </div>
            )}
          </dl>
        )}
        {statistics !== null && answer.marks.includes("unsafe") ? (
          <p className="k-small k-muted">{say("distribution.withUnsafe")}</p>
        ) : null}
        {answer.disparity === null || answer.previousPeriod === null ? null : (
          <p className="k-small k-muted">
            {say(`distribution.${answer.disparity}`, { period: period(answer.previousPeriod) })}
          </p>
        )}
      </div>
    </Figure>
  );
}
