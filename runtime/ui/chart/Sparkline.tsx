import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { linear } from "./scale.ts";

/** The course of a figure in the height of a word; gaps stay gaps. */
export function Sparkline({
  periods,
  values,
  decimals,
  unit,
  width = 120,
  height = 32,
}: {
  readonly periods: readonly string[];
  readonly values: readonly Value[];
  readonly decimals: number;
  readonly unit: string;
  readonly width?: number;
  readonly height?: number;
}) {
  const { say, number, period } = useLanguage();
  const present = values.flatMap((value, position) => (isPresent(value) ? [{ value, position }] : []));
  const first = present[0];
  const last = present.at(-1);
  if (first === undefined || last === undefined || present.length < 2) return null;
  const amounts = present.map((point) => point.value);
  const x = linear([0, Math.max(1, values.length - 1)], [3, width - 5]);
  const y = linear([Math.min(...amounts), Math.max(...amounts)], [height - 5, 5]);
  return (
    <svg
      className="k-sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={say("chart.sparkline", {
        from: period(periods[first.position] ?? ""),
        to: period(periods[last.position] ?? ""),
        first: number(first.value, { decimals, unit }),
        last: number(last.value, { decimals, unit }),
      })}
    >
      <path d={linePath(values, x, y)} className="k-sparkline__line" />
      <circle cx={x(last.position)} cy={y(last.value)} r={3} className="k-sparkline__last" />
    </svg>
  );
}

/**
 * The path of a line through the values that are there, lifted at each gap and
 * before each break; a value between two gaps becomes a dot.
 *
 * @example
 * linePath([1, 2, "unknown", 4], (i) => i, (v) => v) // "M0,1L1,2M3,4h0"
 */
export function linePath(
  values: readonly Value[],
  x: (position: number) => number,
  y: (value: number) => number,
  breaks: ReadonlySet<number> = new Set(),
): string {
  let path = "";
  let length = 0;
  values.forEach((value, position) => {
    if (!isPresent(value) || breaks.has(position)) {
      if (length === 1) path += "h0";
      length = 0;
    }
    if (!isPresent(value)) return;
    path += `${length === 0 ? "M" : "L"}${round(x(position))},${round(y(value))}`;
    length += 1;
  });
  return length === 1 ? `${path}h0` : path;
}

function round(place: number): number {
  return Math.round(place * 100) / 100;
}
