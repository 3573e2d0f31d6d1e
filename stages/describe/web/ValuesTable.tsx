import { memo, useMemo } from "react";
import { Link } from "react-router";
import { isPresent } from "../../../kernel/value/value.ts";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import type { MapAnswer } from "../contract.ts";
import { type AreaOfAnswer, areasOf } from "./figureProps.ts";

/** All areas with value, interval, counts behind it and change: the table twin of map and list. */
export const ValuesTable = memo(function ValuesTable({
  answer,
  height,
}: {
  readonly answer: MapAnswer;
  readonly height?: number;
}) {
  const { say, text, period } = useLanguage("describe");
  const { set, along } = useAddressState();
  const areas = useMemo(() => areasOf(answer), [answer]);
  const { decimals, unit } = answer.indicator;
  const hasCounts = answer.numerator !== null && answer.denominator !== null;
  const hasInterval = answer.lower.some((limit) => limit !== null);
  const amount = (id: string, label: string, value: Extract<Column<AreaOfAnswer>, { kind: "number" }>["value"]) =>
    ({ id, label, kind: "number", unit, decimals, value }) satisfies Column<AreaOfAnswer>;
  const count = (id: string, label: string, value: Extract<Column<AreaOfAnswer>, { kind: "number" }>["value"]) =>
    ({ id, label, kind: "number", decimals: 0, value }) satisfies Column<AreaOfAnswer>;
  const columns: Column<AreaOfAnswer>[] = [
    {
      id: "name",
      label: text(answer.levelLabel),
      kind: "text",
      text: (area) => area.name,
      show: (area) => <Link to={along(`/gebiete/${answer.level}/${area.code}`)}>{area.name}</Link>,
    },
    {
      ...amount("value", answer.period === null ? say("column.value") : period(answer.period), (area) => area.value),
      mark: (area) => area.mark,
      reason: (area) => (area.reason === undefined ? undefined : text(area.reason)),
    },
    ...(hasInterval
      ? [
          amount("lower", say("column.lower"), (area) => area.lower),
          amount("upper", say("column.upper"), (area) => area.upper),
        ]
      : []),
    ...(answer.previousPeriod === null
      ? []
      : [
          {
            ...amount("change", say("column.change", { period: period(answer.previousPeriod) }), (area) =>
              isPresent(area.value) && isPresent(area.previous) ? area.value - area.previous : null,
            ),
            signed: true,
          },
        ]),
    ...(hasCounts
      ? [
          count("numerator", say("column.numerator"), (area) => area.numerator),
          count("denominator", say("column.denominator"), (area) => area.denominator),
        ]
      : []),
    {
      id: "origin",
      label: say("column.origin"),
      kind: "text",
      text: () => "",
      show: (area) => (
        <button
          type="button"
          className="k-linkbutton"
          aria-label={say("lineage.of", { area: area.name })}
          onClick={() => set({ woher: area.code })}
        >
          {say("lineage.ask")}
        </button>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("map.title", {
        indicator: text(answer.indicator.label),
        level: text(answer.levelLabel),
        period: period(answer.period ?? ""),
      })}
      hideCaption
      columns={columns}
      rows={areas}
      keyOf={(area) => area.code}
      {...(height === undefined ? {} : { height })}
    />
  );
});
