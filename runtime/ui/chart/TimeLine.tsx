import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { linePath } from "./Sparkline.tsx";
import { apart, linear, ticks } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly values: readonly Value[];
  /** `county` is the grey reference; the others are told apart by colour, mark and their name at the end. */
  readonly kind: "county" | "peer" | "area";
  /** Positions before which the line is lifted. */
  readonly breaks?: readonly number[];
}

export interface Break {
  readonly position: number;
  readonly note: string;
}

/** How many areas have a colour and a mark of their own. */
export const seriesColours = 6;

const marks = [
  (x: number, y: number) => `M${x - 3.5},${y}a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0z`,
  (x: number, y: number) => `M${x - 3.2},${y - 3.2}h6.4v6.4h-6.4z`,
  (x: number, y: number) => `M${x},${y - 4}l4,7h-8z`,
  (x: number, y: number) => `M${x},${y - 4.4}l4.4,4.4 -4.4,4.4 -4.4,-4.4z`,
  (x: number, y: number) => `M${x},${y + 4}l4,-7h-8z`,
  (x: number, y: number) => `M${x - 4},${y - 1.2}h8v2.4h-8z M${x - 1.2},${y - 4}h2.4v8h-2.4z`,
];

/** Lines over time with their names at the end, gaps where nothing is known, and notes where the counting changed. */
export function TimeLine({
  label,
  periods,
  series,
  breaks = [],
  decimals,
  unit,
  current,
  onPeriod,
  zero = false,
  height = 300,
}: {
  readonly label: string;
  readonly periods: readonly string[];
  readonly series: readonly Series[];
  readonly breaks?: readonly Break[];
  readonly decimals: number;
  readonly unit: string;
  /** The chosen period, marked on the axis. */
  readonly current?: string | undefined;
  readonly onPeriod?: (period: string) => void;
  readonly zero?: boolean;
  readonly height?: number;
}) {
  const { say, number, period } = useLanguage();
  const { ref, width } = useWidth<HTMLDivElement>();
  const help = useId();
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const amounts = series.flatMap((line) => line.values.filter(isPresent));
  if (amounts.length === 0 || periods.length === 0)
    return (
      <div ref={ref} className="k-chart">
        <p className="k-muted">{say("chart.noSeries")}</p>
      </div>
    );

  const narrow = width < 560;
  const room = {
    left: 46,
    right: narrow ? 16 : Math.min(200, Math.max(96, longest(series) * 7.2)),
    top: 14,
    bottom: 30,
  };
  const low = zero ? Math.min(0, ...amounts) : Math.min(...amounts);
  const high = Math.max(...amounts);
  const slack = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  const domain: [number, number] = [zero && low === 0 ? 0 : low - slack, high + slack];
  const x = linear([0, Math.max(1, periods.length - 1)], [room.left, width - room.right]);
  const y = linear(domain, [height - room.bottom, room.top]);
  const axis = ticks(domain[0], domain[1], 5);
  const axisDecimals = Math.max(0, ...axis.map((tick) => (String(tick).split(".")[1] ?? "").length));
  const everyPeriod = Math.max(1, Math.ceil((periods.length * 58) / (width - room.left - room.right)));
  const ends = series.map((line) => {
    const at = line.values.findLastIndex(isPresent);
    return { at, amount: at < 0 ? 0 : (line.values[at] as number) };
  });
  const labels = apart(
    ends.map((end) => y(end.amount)),
    16,
    [room.top, height - room.bottom],
  );
  const chosen = periods.indexOf(current ?? "");

  const nearest = (event: PointerEvent<SVGSVGElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - room.left) / (width - room.left - room.right);
    return Math.min(periods.length - 1, Math.max(0, Math.round(share * (periods.length - 1))));
  };
  const move = (event: KeyboardEvent): void => {
    const from = pointed ?? (chosen < 0 ? periods.length - 1 : chosen);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: periods.length - 1 }[event.key];
    const target = periods[pointed ?? -1];
    if (event.key === "Enter" && target !== undefined) onPeriod?.(target);
    if (to === undefined) return;
    event.preventDefault();
    setPointed(Math.min(periods.length - 1, Math.max(0, to)));
  };
  const said =
    pointed === undefined
      ? ""
      : say("chart.at", {
          period: period(periods[pointed] ?? ""),
          values: series
            .map((line) => `${line.label} ${number(line.values[pointed] ?? "unknown", { decimals, unit })}`)
            .join(", "),
        });

  return (
    <div ref={ref} className="k-chart">
      <p className="k-sr" id={help}>
        {say("chart.timeHelp")}
      </p>
      <div className="k-chart__unit k-small k-muted">{unit}</div>
      <div className="k-chart__frame">
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="application"
          aria-roledescription={label}
          aria-label={label}
          aria-describedby={help}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
          tabIndex={0}
          onKeyDown={move}
          onBlur={() => setPointed(undefined)}
          onPointerMove={(event) => setPointed(nearest(event))}
          onPointerLeave={() => setPointed(undefined)}
          onClick={(event) => {
            const target = periods[nearest(event as unknown as PointerEvent<SVGSVGElement>)];
            if (target !== undefined) onPeriod?.(target);
          }}
        >
          {axis.map((tick) => (
            <g key={tick}>
              <line x1={room.left} x2={width - room.right} y1={y(tick)} y2={y(tick)} className="k-grid-line" />
              <text x={room.left - 8} y={y(tick) + 4} textAnchor="end" className="k-tick">
                {number(tick, { decimals: axisDecimals })}
              </text>
            </g>
          ))}
          {periods.map((name, position) =>
            (periods.length - 1 - position) % everyPeriod === 0 ? (
              <text
                key={name}
                x={x(position)}
                y={height - 8}
                textAnchor="middle"
                className="k-tick"
                data-current={position === chosen}
              >
                {name}
              </text>
            ) : null,
          )}
          {breaks.map((gap, index) => (
            <g key={`${gap.position} ${gap.note}`}>
              <line
                x1={(x(gap.position) + x(gap.position - 1)) / 2}
                x2={(x(gap.position) + x(gap.position - 1)) / 2}
                y1={room.top}
                y2={height - room.bottom}
                className="k-break-line"
              />
              <text
                x={(x(gap.position) + x(gap.position - 1)) / 2 + 4}
                y={room.top + 6}
                className="k-tick k-label--halo"
              >
                {index + 1}
              </text>
            </g>
          ))}
          {chosen < 0 ? null : (
            <line x1={x(chosen)} x2={x(chosen)} y1={room.top} y2={height - room.bottom} className="k-chosen-line" />
          )}
          {series.map((line, index) => {
            const colour = colourOf(series, index);
            return (
              <g key={line.id} style={{ color: colour }} className={`k-series k-series--${line.kind}`}>
                <path d={linePath(line.values, x, y, new Set(line.breaks))} className="k-series__line" />
                {line.kind === "area"
                  ? line.values.map((value, position) =>
                      isPresent(value) && (periods.length <= 16 || position === ends[index]?.at) ? (
                        <path
                          // biome-ignore lint/suspicious/noArrayIndexKey: the position is the period.
                          key={position}
                          d={marks[areaNumber(series, index) % marks.length]?.(x(position), y(value)) ?? ""}
                          className="k-series__mark"
                        />
                      ) : null,
                    )
                  : null}
                {narrow || (ends[index]?.at ?? -1) < 0 ? null : (
                  <text x={width - room.right + 10} y={(labels[index] ?? 0) + 4} className="k-series__label">
                    {line.label}
                  </text>
                )}
              </g>
            );
          })}
          {pointed === undefined ? null : (
            <g>
              <line
                x1={x(pointed)}
                x2={x(pointed)}
                y1={room.top}
                y2={height - room.bottom}
                className="k-pointer-line"
              />
              {series.map((line, index) => {
                const value = line.values[pointed];
                return value !== undefined && isPresent(value) ? (
                  <circle
                    key={line.id}
                    cx={x(pointed)}
                    cy={y(value)}
                    r={4.5}
                    style={{ color: colourOf(series, index) }}
                    className="k-pointer-dot"
                  />
                ) : null;
              })}
            </g>
          )}
        </svg>
        {pointed === undefined ? null : (
          <div className="k-tip" style={tipPlace(x(pointed), width)} aria-hidden="true">
            <strong>{period(periods[pointed] ?? "")}</strong>
            {[...series.entries()]
              .map(([index, line]) => ({ line, index, value: line.values[pointed] ?? ("unknown" as Value) }))
              .sort((a, b) => (isPresent(b.value) ? b.value : -Infinity) - (isPresent(a.value) ? a.value : -Infinity))
              .map(({ line, index, value }) => (
                <span key={line.id} className="k-tip__row">
                  <i style={{ background: colourOf(series, index) }} />
                  <span>{line.label}</span>
                  <b>{number(value, { decimals, unit })}</b>
                </span>
              ))}
          </div>
        )}
      </div>
      <div className="k-sr" aria-live="polite">
        {said}
      </div>
      {narrow ? (
        <ul className="k-keys">
          {series.map((line, index) => (
            <li key={line.id}>
              <i style={{ background: colourOf(series, index) }} />
              {line.label}
            </li>
          ))}
        </ul>
      ) : null}
      {breaks.length === 0 ? null : (
        <ol className="k-breaks k-small k-muted">
          {breaks.map((gap) => (
            <li key={`${gap.position} ${gap.note}`}>{gap.note}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function areaNumber(series: readonly Series[], index: number): number {
  return series.slice(0, index).filter((line) => line.kind === "area").length;
}

function colourOf(series: readonly Series[], index: number): string {
  if (series[index]?.kind !== "area") return "var(--k-series-county)";
  return `var(--k-series-${(areaNumber(series, index) % seriesColours) + 1})`;
}

function longest(series: readonly Series[]): number {
  return Math.max(...series.map((line) => line.label.length)) + 2;
}

function tipPlace(place: number, width: number): { left?: number; right?: number } {
  return place > width / 2 ? { right: width - place + 14 } : { left: place + 14 };
}
