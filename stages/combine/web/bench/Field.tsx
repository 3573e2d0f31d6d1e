import { useMemo, useState } from "react";
import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { shade } from "../../../../runtime/ui/map/mapAreas.ts";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { releasedIndex } from "../../releasedIndex.ts";
import { type AxisType, axisTypes, twoAxes } from "../../twoAxes.ts";
import { AreaPicture } from "./AreaPicture.tsx";
import type { BenchIndex } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";

/** From what needs least to what needs most attention. */
const order: readonly AxisType[] = [
  "lowBurdenHighCompetence",
  "lowBurdenLowCompetence",
  "highBurdenHighCompetence",
  "highBurdenLowCompetence",
];

interface Point {
  readonly code: string;
  readonly name: string;
  readonly burden: Value;
  readonly competence: Value;
  readonly type: AxisType | null;
}

/** Burden beside competence, never one minus the other: four types as a picture, as a map and as a list (PM10-040, R-5). */
export function Field({
  bench,
  index,
  axes,
}: {
  readonly bench: BenchProps["bench"];
  readonly index: BenchIndex;
  readonly axes: NonNullable<BenchProps["bench"]["definition"]["axes"]>;
}) {
  const { say, text, period } = useLanguage("combine");
  const { selection, choose } = useAddressState();
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const points = useMemo((): Point[] => {
    const [burden, competence] = [axes.burden, axes.competence].map((id) => releasedIndex(index.result, id).values);
    const types = twoAxes(burden ?? [], competence ?? [], axes.limits);
    return bench.areas.map((area, i) => ({
      ...area,
      burden: burden?.[i] ?? "unknown",
      competence: competence?.[i] ?? "unknown",
      type: types[i] ?? null,
    }));
  }, [bench, index, axes]);
  const toggle = (code: string): void => {
    const without = selection.areas.filter((area) => area !== code);
    choose({ areas: without.length < selection.areas.length ? without : [...without, code].slice(-6) });
  };
  const pointing = { highlighted, selected: selection.areas, onHighlight: setHighlighted, onSelect: toggle };
  const count = (type: AxisType): number => points.filter((point) => point.type === type).length;
  const columns: Column<Point>[] = [
    { id: "name", label: say("column.area"), kind: "text", text: (row) => row.name },
    { id: "burden", label: say("field.burden"), kind: "number", decimals: 2, signed: true, value: (row) => row.burden },
    {
      id: "competence",
      label: say("field.competence"),
      kind: "number",
      decimals: 2,
      signed: true,
      value: (row) => row.competence,
    },
    {
      id: "type",
      label: say("field.type"),
      kind: "text",
      text: (row) => (row.type === null ? "" : text(axisTypes[row.type])),
    },
  ];
  const table = () => (
    <DataTable
      caption={say("field.title")}
      columns={columns}
      rows={points}
      keyOf={(row) => row.code}
      sortedBy="burden"
      descending
      height={520}
    />
  );
  const title = say("field.picture", { count: count("highBurdenLowCompetence"), period: period(bench.period) });
  return (
    <div className="k-stack">
      <p className="k-lead">{title}</p>
      <p className="k-meaning">{say("field.explain")}</p>
      <div className="k-grid k-grid--half">
        <Figure title={say("field.fieldTitle")} sources={bench.sources} name={`${bench.id}-feld`} table={table}>
          <Scatter points={points} axes={axes} pointing={pointing} />
        </Figure>
        <AreaPicture
          bench={bench}
          title={say("field.mapTitle", { period: period(bench.period) })}
          name={`${bench.id}-typen`}
          areas={points.map((point) => ({
            code: point.code,
            name: point.type === null ? point.name : `${point.name}: ${text(axisTypes[point.type])}`,
            value: point.burden,
            class: point.type === null ? -1 : order.indexOf(point.type),
          }))}
          classCount={4}
          legend={
            <ul className="k-legend" aria-label={say("field.type")}>
              {order.map((type, at) => (
                <li key={type} className="k-legend__item">
                  <i className="w-swatch" style={{ background: `var(--k-class-${shade(at, 4)})` }} aria-hidden="true" />
                  <span>{text(axisTypes[type])}</span> <span className="k-muted">{count(type)}</span>
                </li>
              ))}
            </ul>
          }
          table={table}
          sheet={() => ({
            columns: [
              { label: say("column.code"), kind: "text" },
              { label: say("column.area"), kind: "text" },
              { label: say("column.period"), kind: "text" },
              { label: say("field.burden"), kind: "number", decimals: 3 },
              { label: say("field.competence"), kind: "number", decimals: 3 },
              { label: say("field.type"), kind: "text" },
            ],
            rows: points.map((row) => [
              row.code,
              row.name,
              bench.period,
              row.burden,
              row.competence,
              row.type === null ? "" : text(axisTypes[row.type]),
            ]),
            notes: [],
          })}
          pointing={pointing}
        />
      </div>
    </div>
  );
}

const size = 440;
const margin = 34;

function Scatter({
  points,
  axes,
  pointing,
}: {
  readonly points: readonly Point[];
  readonly axes: NonNullable<BenchProps["bench"]["definition"]["axes"]>;
  readonly pointing: {
    readonly highlighted: string | undefined;
    readonly selected: readonly string[];
    readonly onHighlight: (code: string | undefined) => void;
    readonly onSelect: (code: string) => void;
  };
}) {
  const { say, text, number } = useLanguage("combine");
  const shown = points.flatMap((point) =>
    isPresent(point.burden) && isPresent(point.competence) ? [{ ...point, x: point.burden, y: point.competence }] : [],
  );
  const limits = axes.limits ?? { burden: 0, competence: 0 };
  const reach = Math.max(
    0.5,
    ...shown.flatMap(({ x, y }) => [Math.abs(x - limits.burden), Math.abs(y - limits.competence)]),
  );
  const half = (size - 2 * margin) / 2;
  const px = (x: number): number => size / 2 + ((x - limits.burden) / reach) * half;
  const py = (y: number): number => size / 2 - ((y - limits.competence) / reach) * half;
  const named = shown.find((point) => point.code === pointing.highlighted);
  const labelled = shown.filter((point) => pointing.selected.includes(point.code));
  const corner = (type: AxisType, x: number, y: number, anchor: "start" | "end") => {
    const [first = "", second = ""] = text(axisTypes[type]).split(", ");
    return (
      <text x={x} y={y} textAnchor={anchor} className="w-field__corner">
        {first}
        <tspan x={x} dy={13}>
          {second}
        </tspan>
      </text>
    );
  };
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className="w-field" role="img" aria-label={say("field.alternative")}>
      <line x1={margin} x2={size - margin} y1={size / 2} y2={size / 2} className="w-field__axis" />
      <line x1={size / 2} x2={size / 2} y1={margin} y2={size - margin} className="w-field__axis" />
      {corner("lowBurdenHighCompetence", margin, margin - 20, "start")}
      {corner("highBurdenHighCompetence", size - margin, margin - 20, "end")}
      {corner("lowBurdenLowCompetence", margin, size - margin + 12, "start")}
      {corner("highBurdenLowCompetence", size - margin, size - margin + 12, "end")}
      <text x={size - margin} y={size / 2 - 6} textAnchor="end" className="w-field__label">
        {say("field.burden")} →
      </text>
      <text x={size / 2 + 6} y={margin + 10} className="w-field__label">
        ↑ {say("field.competence")}
      </text>
      {shown.map((point) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table twin does the same with the keyboard.
        <circle
          key={point.code}
          cx={px(point.x)}
          cy={py(point.y)}
          r={pointing.selected.includes(point.code) || point.code === pointing.highlighted ? 7 : 5}
          className="w-field__dot"
          data-type={point.type}
          onPointerEnter={() => pointing.onHighlight(point.code)}
          onPointerLeave={() => pointing.onHighlight(undefined)}
          onClick={() => pointing.onSelect(point.code)}
        />
      ))}
      {[...labelled, ...(named === undefined ? [] : [named])].map((point) => (
        <text
          key={`label ${point.code}`}
          x={px(point.x) + (px(point.x) > size * 0.7 ? -10 : 10)}
          y={py(point.y) - 8}
          textAnchor={px(point.x) > size * 0.7 ? "end" : "start"}
          className="w-field__name"
        >
          {say("field.point", {
            name: point.name,
            burden: number(point.x, { decimals: 2, sign: true }),
            competence: number(point.y, { decimals: 2, sign: true }),
          })}
        </text>
      ))}
    </svg>
  );
}
