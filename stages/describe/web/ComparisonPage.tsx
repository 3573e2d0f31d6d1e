import { useMemo } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { TimeLine } from "../../../runtime/ui/chart/TimeLine.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import {
  type Comparison,
  comparisonContract,
  countyContract,
  indicatorsContract,
  overviewContract,
} from "../contract.ts";
import { ComparedTable } from "./ComparedTable.tsx";
import { filesFor } from "./filesFor.ts";
import { useAreaChoices } from "./useAreaChoices.ts";

const comparedAtOnce = 6;

/** Up to six areas beside each other, in the indicators one chooses. */
export default function ComparisonPage() {
  const { say, text } = useLanguage("describe");
  const { selection, choose, setting, set } = useAddressState();
  const county = useOperation(countyContract, {}).data;
  const level = selection.level ?? county?.defaultLevel ?? undefined;
  const areas = useAreaChoices(level);
  const indicators = useOperation(indicatorsContract, {}).data;
  const overview = useOperation(overviewContract, setting("kennzahlen") === undefined ? {} : undefined).data;
  const usual = useMemo(() => overview?.tiles.slice(0, 6).map((tile) => tile.indicator.id) ?? [], [overview]);
  const shown = setting("kennzahlen")?.split(",") ?? usual;
  const comparison = useOperation(
    comparisonContract,
    level === undefined || selection.areas.length === 0 || shown.length === 0
      ? undefined
      : {
          areas: selection.areas.map((code) => `${level}:${code}`).join(","),
          indicators: shown.join(","),
          ...(selection.period === undefined ? {} : { period: selection.period }),
        },
  );
  usePageTitle(say("page.comparison"));
  const nameOf = (code: string): string => areas.find((area) => area.id === code)?.label ?? code;

  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.comparison")}</h1>
        <p className="k-meaning">{say("comparison.lead")}</p>
      </header>
      <div className="k-selection">
        <Select
          label={say("select.level")}
          value={level ?? ""}
          onChange={(chosen) => choose({ level: chosen, areas: [] })}
          choices={(county?.levels ?? []).map((candidate) => ({ id: candidate.id, label: text(candidate.label) }))}
        />
        <div className="k-selection__wide">
          <LazyCombobox
            label={say("comparison.addArea")}
            placeholder={say("comparison.addAreaHint")}
            clearAfter
            choices={
              selection.areas.length >= comparedAtOnce ? [] : areas.filter((area) => !selection.areas.includes(area.id))
            }
            onChoose={(code) => choose({ areas: [...selection.areas, code].slice(0, comparedAtOnce) })}
          />
        </div>
        <div className="k-selection__wide">
          <LazyCombobox
            label={say("comparison.addIndicator")}
            placeholder={say("comparison.addIndicatorHint")}
            clearAfter
            choices={(indicators?.indicators ?? [])
              .filter((indicator) => indicator.hasData && !shown.includes(indicator.id))
              .map((indicator) => ({ id: indicator.id, label: text(indicator.label), detail: indicator.unit }))}
            onChoose={(id) => set({ kennzahlen: [...shown, id].join(",") })}
          />
        </div>
        <Select
          label={say("select.period")}
          value={selection.period ?? ""}
          onChange={(chosen) => choose({ period: chosen === "" ? undefined : chosen })}
          choices={[
            { id: "", label: say("profile.newest") },
            ...[...(county?.periods ?? [])].reverse().map((entry) => ({ id: entry, label: entry })),
          ]}
        />
      </div>
      {selection.areas.length === 0 ? null : (
        <ul className="k-chips" aria-label={say("comparison.chosen")}>
          {selection.areas.map((code, position) => (
            <li key={code}>
              <button
                type="button"
                className="k-chip"
                aria-label={say("remove", { name: nameOf(code) })}
                onClick={() => choose({ areas: selection.areas.filter((other) => other !== code) })}
              >
                <i style={{ background: `var(--k-series-${position + 1})` }} />
                {nameOf(code)} <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {selection.areas.length === 0 ? (
        <EmptyState title={say("comparison.none")}>
          <p>{say("comparison.noneHelp")}</p>
        </EmptyState>
      ) : (
        <Answer of={comparison} shape="table">
          {(answer) => (
            <Compared
              answer={answer}
              onRemove={(id) => set({ kennzahlen: shown.filter((other) => other !== id).join(",") })}
              files={filesFor({
                what: "comparison",
                areas: selection.areas.map((code) => `${level ?? ""}:${code}`).join(","),
                indicators: shown.join(","),
                ...(selection.period === undefined ? {} : { period: selection.period }),
              })}
            />
          )}
        </Answer>
      )}
    </div>
  );
}

function Compared({
  answer,
  files,
  onRemove,
}: {
  readonly answer: Comparison;
  readonly files: ReturnType<typeof filesFor>;
  readonly onRemove: (id: string) => void;
}) {
  const { say, text, language } = useLanguage("describe");
  const { along } = useAddressState();
  return (
    <div className="k-stack k-stack--wide">
      <Figure
        title={say("comparison.table", { count: answer.areas.length })}
        sources={answer.sources}
        name="vergleich"
        files={files}
        pictures={false}
      >
        <ComparedTable answer={answer} onRemove={onRemove} />
      </Figure>
      <section className="k-section" aria-labelledby="courses">
        <h2 className="k-h2" id="courses">
          {say("comparison.courses")}
        </h2>
        <div className="k-grid k-grid--half">
          {answer.rows.map((row) => (
            <Figure
              key={row.indicator.id}
              level={3}
              title={text(row.indicator.label)}
              note={text(row.sentence)}
              sources={row.sources}
              files={filesFor({
                what: "trend",
                indicator: row.indicator.id,
                level: answer.areas[0]?.level ?? "",
                areas: answer.areas.map(({ level, code }) => `${level}:${code}`).join(","),
                language,
              })}
              name={`vergleich-${row.indicator.id}`}
              tools={<Link to={along(`/indikatoren/${row.indicator.id}`)}>{say("comparison.more")}</Link>}
            >
              <TimeLine
                label={text(row.indicator.label)}
                periods={row.series.periods}
                decimals={row.indicator.decimals}
                unit={row.indicator.unit}
                current={row.period ?? undefined}
                height={240}
                series={[
                  ...answer.areas.map((area, position) => ({
                    id: `${area.level} ${area.code}`,
                    label: area.name,
                    values: row.series.values[position] ?? [],
                    kind: "area" as const,
                  })),
                  ...(row.isSum
                    ? []
                    : [
                        {
                          id: "county",
                          label: say("profile.county"),
                          values: row.series.county,
                          kind: "county" as const,
                        },
                      ]),
                ]}
              />
              {row.isSum ? <p className="k-small k-muted">{say("time.sumApart")}</p> : null}
            </Figure>
          ))}
        </div>
      </section>
    </div>
  );
}
