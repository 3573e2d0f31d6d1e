import { useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Stepper } from "../../../runtime/ui/control/Stepper.tsx";
import { Tabs } from "../../../runtime/ui/control/Tabs.tsx";
import { FigureFoot } from "../../../runtime/ui/figure/FigureFoot.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { drawnInOnePiece } from "../../../runtime/ui/map/mapAreas.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { areaGeometryContract } from "../../collect/collect.ts";
import { countyContract, indicatorContract, indicatorsContract, type MapAnswer, mapContract } from "../contract.ts";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { answerSources } from "./answerSources.ts";
import { DistributionFigure } from "./DistributionFigure.tsx";
import { bordersOf } from "./figureProps.ts";
import { Knowledge, type Subject } from "./Knowledge.tsx";
import { LineagePanel } from "./LineagePanel.tsx";
import { MapFigure } from "./MapFigure.tsx";
import { MethodSheet } from "./MethodSheet.tsx";
import { PlainSummary } from "./PlainSummary.tsx";
import { RankingFigure } from "./RankingFigure.tsx";
import { TimeFigure } from "./TimeFigure.tsx";
import { ValuesTable } from "./ValuesTable.tsx";

const comparedAtOnce = 6;

/** One indicator: the answer, the map beside all areas, the course of time, the distribution, and how it is made. */
export default function IndicatorPage() {
  const { say, text, period } = useLanguage("describe");
  const { id = "" } = useParams();
  const go = useNavigate();
  const { selection, choose, along } = useAddressState();
  const county = useOperation(countyContract, {}).data;
  const indicators = useOperation(indicatorsContract, {}).data;
  const sheet = useOperation(indicatorContract, { id });
  const level = county === undefined ? undefined : levelFor(selection.level, county.defaultLevel, sheet.data?.periods);
  const map = useOperation(
    mapContract,
    level === undefined || sheet.data?.indicator.id !== id
      ? undefined
      : { indicator: id, level, ...periodIn(sheet.data?.periods, level, selection.period) },
  );
  const label = sheet.data === undefined ? "" : text(sheet.data.indicator.label);
  usePageTitle(label);

  return (
    <div className="k-stack">
      <div className="k-selection">
        <div className="k-selection__wide">
          <LazyCombobox
            label={say("select.indicator")}
            value={id}
            onChoose={(chosen) => void go(along(`/indikatoren/${chosen}`))}
            choices={(indicators?.indicators ?? [])
              .filter((indicator) => indicator.hasData || indicator.id === id)
              .map((indicator) => ({ id: indicator.id, label: text(indicator.label), detail: indicator.unit }))}
          />
        </div>
        <Select
          label={say("select.level")}
          value={level ?? ""}
          onChange={(chosen) => choose({ level: chosen, areas: [] })}
          choices={(county?.levels ?? []).map((candidate) => ({
            id: candidate.id,
            label: text(candidate.label),
            disabled: sheet.data?.periods.every((entry) => entry.level !== candidate.id) === true,
          }))}
        />
        {map.data?.period == null ? null : (
          <Stepper
            label={say("select.period")}
            previous={say("select.previousPeriod")}
            next={say("select.nextPeriod")}
            value={map.data.period}
            onChange={(chosen) => choose({ period: chosen })}
            choices={map.data.periods.map((entry) => ({ id: entry, label: period(entry) }))}
          />
        )}
      </div>
      <header className="k-pagehead">
        <h1 className="k-h1">{label === "" ? say("page.indicator") : label}</h1>
        {sheet.data === undefined ? null : <PlainSummary key={id} indicator={id} />}
      </header>
      {sheet.isError ? (
        <Answer of={sheet} shape="lines">
          {() => null}
        </Answer>
      ) : sheet.data !== undefined && sheet.data.periods.length === 0 ? (
        <EmptyState title={say("indicator.noData")}>
          <p>{say("indicator.noDataHelp", { figures: missingFigures(sheet.data.baseFigures) })}</p>
          <p>
            <Link to={`/katalog/${id}`}>{say("indicator.definition")}</Link>
          </p>
        </EmptyState>
      ) : (
        <Answer of={map} shape="figure">
          {(answer) => <Figures answer={answer} />}
        </Answer>
      )}
    </div>
  );
}

function Figures({ answer }: { readonly answer: MapAnswer }) {
  const { say } = useLanguage("describe");
  const { selection, choose, setting, set } = useAddressState();
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const origin = setting("woher");
  // More areas come in tiles; beside them only a still picture and places for names are needed.
  const detail = answer.areas.codes.length > drawnInOnePiece ? ({ detail: "picture" } as const) : {};
  const geometry = useOperation(areaGeometryContract, { ...bordersOf(answer), ...detail });
  const toggle = (code: string): void => {
    const without = selection.areas.filter((area) => area !== code);
    choose({ areas: without.length < selection.areas.length ? without : [...without, code].slice(-comparedAtOnce) });
  };
  const sources = useMemo(() => answerSources(answer, geometry.data), [answer, geometry.data]);
  const shared = {
    answer,
    sources,
    highlighted,
    selected: selection.areas,
    onHighlight: setHighlighted,
    onSelect: toggle,
    onOrigin: (): void => set({ woher: selection.areas[0] ?? highestOf(answer) }),
  };

  return (
    <div className="k-stack">
      <AnswerSentence sentence={answer.sentence} notes={answer.notes} />
      <div className="k-grid k-grid--map">
        <MapFigure {...shared} geometry={geometry.data} />
        <RankingFigure {...shared} />
      </div>
      <div className="k-grid k-grid--half">
        <TimeFigure {...shared} />
        <DistributionFigure {...shared} />
      </div>
      <Knowledge
        about={{ indicator: answer.indicator.id }}
        subjects={subjectsOf(answer)}
        first={subjectsOf(answer).find(({ code }) => code === (selection.areas[0] ?? highestOf(answer)))}
      />
      <Tabs
        label={say("tab.label")}
        open={setting("blatt") ?? "tabelle"}
        onOpen={(tab) => set({ blatt: tab })}
        tabs={[
          {
            id: "tabelle",
            label: say("tab.table"),
            content: () => (
              <>
                <ValuesTable answer={answer} height={560} />
                <FigureFoot sources={sources} />
              </>
            ),
          },
          { id: "methode", label: say("tab.method"), content: () => <MethodSheet id={answer.indicator.id} /> },
        ]}
      />
      {origin === undefined || answer.period === null ? null : (
        <LineagePanel
          indicator={answer.indicator.id}
          level={answer.level}
          code={origin}
          period={answer.period}
          areas={answer.areas}
          onArea={(code) => set({ woher: code })}
          onClose={() => set({ woher: undefined })}
        />
      )}
    </div>
  );
}

/** The figures of the map, to write about. */
function subjectsOf({ indicator, level, period, areas, values }: MapAnswer): Subject[] {
  return areas.codes.flatMap((code, position) =>
    period === null || typeof values[position] !== "number"
      ? []
      : [{ indicator: indicator.id, level, code, period, label: areas.names[position] ?? code }],
  );
}

type LevelPeriods = readonly { readonly level: string; readonly periods: readonly string[] }[];

function levelFor(
  wanted: string | undefined,
  usual: string | null,
  having: LevelPeriods | undefined,
): string | undefined {
  if (having === undefined) return undefined;
  const has = (level: string | null | undefined): level is string =>
    having.some((entry) => entry.level === level && entry.periods.length > 0);
  if (has(wanted)) return wanted;
  if (has(usual)) return usual;
  return having.find((entry) => entry.periods.length > 0)?.level;
}

// A period that the indicator does not know gives way to the newest one.
function periodIn(having: LevelPeriods | undefined, level: string, wanted: string | undefined): { period?: string } {
  const known = having?.find((entry) => entry.level === level)?.periods ?? [];
  return wanted !== undefined && known.includes(wanted) ? { period: wanted } : {};
}

function missingFigures(figures: readonly { readonly id: string; readonly hasData: boolean }[]): string {
  return figures
    .filter((figure) => !figure.hasData)
    .map((figure) => figure.id)
    .join(", ");
}

function highestOf(answer: MapAnswer): string | undefined {
  let best = -1;
  answer.values.forEach((value, position) => {
    const current = answer.values[best];
    if (typeof value === "number" && (typeof current !== "number" || value > current)) best = position;
  });
  return answer.areas.codes[Math.max(0, best)];
}
