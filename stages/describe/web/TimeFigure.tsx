import { useMemo } from "react";
import type { Value } from "../../../kernel/value/value.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { type Series, TimeLine } from "../../../runtime/ui/chart/TimeLine.tsx";
import { Figure } from "../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type TrendSeriesAnswer, trendContract } from "../contract.ts";
import type { FigureProps } from "./figureProps.ts";
import { filesFor } from "./filesFor.ts";

/** The course over all periods: county and chosen areas; without a choice, those that stand highest and lowest now. */
export function TimeFigure({ answer, sources, selected, onOrigin }: FigureProps) {
  const { say } = useLanguage("describe");
  const shown = useMemo(() => (selected.length > 0 ? selected : extremes(answer)), [selected, answer]);
  const trend = useOperation(
    trendContract,
    shown.length === 0
      ? undefined
      : {
          indicator: answer.indicator.id,
          level: answer.level,
          areas: shown.join(","),
          ...(answer.division === null ? {} : { division: answer.division }),
        },
  );
  return (
    <Answer of={trend} shape="figure">
      {(series) => (
        <Drawn
          answer={series}
          boundaryVersion={sources[0]?.boundaryVersion ?? null}
          current={answer.period ?? undefined}
          shown={shown}
          onOrigin={onOrigin}
          note={selected.length > 0 ? undefined : say(series.isSum ? "time.noChoiceOfSum" : "time.noChoice")}
        />
      )}
    </Answer>
  );
}

function Drawn({
  answer,
  boundaryVersion,
  current,
  shown,
  onOrigin,
  note,
}: {
  readonly answer: TrendSeriesAnswer;
  /** Of the map beside it, for deliveries that name none. */
  readonly boundaryVersion: string | null;
  readonly current: string | undefined;
  readonly shown: readonly string[];
  readonly onOrigin: () => void;
  readonly note: string | undefined;
}) {
  const { say, text, period, language } = useLanguage("describe");
  const { choose } = useAddressState();
  const { indicator, periods } = answer;
  const series: Series[] = [
    ...shown.flatMap((code): Series[] => {
      const row = answer.areas.codes.indexOf(code);
      return row < 0
        ? []
        : [
            {
              id: code,
              label: answer.areas.names[row] ?? code,
              values: answer.values[row] ?? [],
              kind: "area",
              breaks: breaksOf(answer, code),
            },
          ];
    }),
    { id: "county", label: answer.county.name, values: answer.county.values, kind: "county", breaks: breaksOf(answer) },
  ];
  // Beside the sum of all, nobody would see how a single area moves.
  const isApart = answer.isSum && series.length > 1;
  const columns: Column<number>[] = [
    { id: "period", label: say("column.period"), kind: "text", text: (row) => period(periods[row] ?? "") },
    ...series.map(
      (line): Column<number> => ({
        id: line.id,
        label: line.label,
        kind: "number",
        unit: indicator.unit,
        decimals: indicator.decimals,
        value: (row) => line.values[row] ?? ("unknown" satisfies Value),
      }),
    ),
  ];
  return (
    <Figure
      title={say("time.title", { indicator: text(indicator.label) })}
      shortTitle={say("time.short")}
      note={note}
      sources={answer.sources.map((source) => ({
        ...source,
        boundaryVersion: source.boundaryVersion ?? boundaryVersion,
      }))}
      name={`${indicator.id}-verlauf`}
      onOrigin={onOrigin}
      files={filesFor({
        what: "trend",
        indicator: indicator.id,
        level: answer.level,
        areas: shown.join(","),
        language,
      })}
      table={() => (
        <DataTable
          caption={say("time.title", { indicator: text(indicator.label) })}
          hideCaption
          columns={columns}
          rows={periods.map((_, row) => row)}
          keyOf={(row) => periods[row] ?? String(row)}
          height={360}
        />
      )}
    >
      <TimeLine
        label={say("time.title", { indicator: text(indicator.label) })}
        periods={periods}
        series={isApart ? series.filter(({ kind }) => kind === "area") : series}
        decimals={indicator.decimals}
        unit={indicator.unit}
        current={current}
        onPeriod={(chosen) => choose({ period: chosen })}
        breaks={notesOf(answer, shown).map((entry) => ({
          position: periods.indexOf(entry.period),
          note: `${period(entry.period)}: ${text(entry.note)}`,
        }))}
      />
      {isApart ? <p className="k-small k-muted">{say("time.sumApart")}</p> : null}
    </Figure>
  );
}

function notesOf(answer: TrendSeriesAnswer, shown: readonly string[]): TrendSeriesAnswer["breaks"] {
  return answer.breaks.filter(
    (entry) =>
      answer.periods.indexOf(entry.period) > 0 &&
      (entry.areas === null || entry.areas.some((code) => shown.includes(code))),
  );
}

function breaksOf(answer: TrendSeriesAnswer, code?: string): number[] {
  return answer.breaks
    .filter((entry) => entry.areas === null || (code !== undefined && entry.areas.includes(code)))
    .map((entry) => answer.periods.indexOf(entry.period));
}

/** The areas that stand highest and lowest; unsafe values only where there are no others, as in the answer above. */
function extremes(answer: FigureProps["answer"]): string[] {
  const known = answer.values.flatMap((value, position) =>
    typeof value === "number"
      ? [{ value, code: answer.areas.codes[position] ?? "", isSafe: answer.marks[position] !== "unsafe" }]
      : [],
  );
  const safe = known.filter(({ isSafe }) => isSafe);
  const present = safe.length > 0 ? safe : known;
  if (present.length === 0) return answer.areas.codes.slice(0, 1);
  const high = present.reduce((a, b) => (b.value > a.value ? b : a));
  const low = present.reduce((a, b) => (b.value < a.value ? b : a));
  return high.code === low.code ? [high.code] : [high.code, low.code];
}
