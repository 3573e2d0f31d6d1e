import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { linear, ticks } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

/** One dot per area along the axis of values, piled where many are alike. */
export function DistributionStrip({
  areas,
  county,
  median,
  decimals,
  unit,
  highlighted,
  selected,
  onHighlight,
  onSelect,
}: {
  readonly areas: readonly { readonly code: string; readonly name: string; readonly value: Value }[];
  readonly county: { readonly name: string; readonly value: Value };
  readonly median: number | undefined;
  readonly decimals: number;
  readonly unit: string;
  readonly highlighted?: string | undefined;
  readonly selected?: readonly string[];
  readonly onHighlight?: (code: string | undefined) => void;
  readonly onSelect?: (code: string) => void;
}) {
  const { say, number } = useLanguage();
  const { ref, width } = useWidth<HTMLDivElement>();
  // Large where there is room, small where there are thousands.
  const dot = areas.length <= 150 ? 7 : areas.length <= 600 ? 5 : 3;
  const present = areas.flatMap((area) => (isPresent(area.value) ? [{ ...area, amount: area.value }] : []));
  const amounts = present.map((area) => area.amount);
  const whole = isPresent(county.value) && isNear(county.value, amounts) ? county.value : undefined;
  const reach = whole === undefined ? amounts : [...amounts, whole];
  const min = Math.min(...reach);
  const max = Math.max(...reach);
  const x = linear([min, max], [14, width - 14]);
  const placed = piled(present, x, dot);
  const rows = Math.max(1, ...placed.map((entry) => Math.abs(entry.row)));
  // Many alike are pushed into each other, so that the pile stays a strip.
  const step = Math.min(dot * 1.05, tallestPile / rows);
  const middle = 26 + rows * step;
  const bottom = middle + rows * step + 10;
  const shown = placed.find((entry) => entry.area.code === highlighted);
  const axis = ticks(min, max, Math.max(2, Math.floor(width / 110)));

  return (
    <div ref={ref} className="k-chart">
      {present.length === 0 ? (
        <p className="k-muted">{say("chart.noSeries")}</p>
      ) : (
        <svg
          width={width}
          height={bottom + 24}
          viewBox={`0 0 ${width} ${bottom + 24}`}
          role="img"
          aria-label={say("chart.distribution", {
            count: present.length,
            min: number(Math.min(...amounts), { decimals, unit }),
            max: number(Math.max(...amounts), { decimals, unit }),
            median: median === undefined ? "" : number(median, { decimals, unit }),
          })}
          onPointerLeave={() => onHighlight?.(undefined)}
        >
          {axis.map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={20} y2={bottom} className="k-grid-line" />
              <text x={x(tick)} y={bottom + 16} textAnchor="middle" className="k-tick">
                {number(tick, { decimals: decimalsOf(axis), unit: tick === axis.at(-1) ? unit : "" })}
              </text>
            </g>
          ))}
          {whole !== undefined ? (
            <g>
              <line x1={x(whole)} x2={x(whole)} y1={18} y2={bottom} className="k-county-line" />
              <text
                x={x(whole)}
                y={12}
                textAnchor={x(whole) > width - 90 ? "end" : x(whole) < 90 ? "start" : "middle"}
                className="k-label"
              >
                {county.name} {number(whole, { decimals, unit })}
              </text>
            </g>
          ) : null}
          {placed.map(({ area, place, row }) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list of areas is the keyboard's way to the same choice.
            <circle
              key={area.code}
              cx={place}
              cy={middle + row * step}
              r={area.code === highlighted ? dot + 1.5 : dot - 0.5}
              className="k-dot"
              style={colourOf(selected?.indexOf(area.code) ?? -1)}
              data-selected={selected?.includes(area.code)}
              data-highlighted={area.code === highlighted}
              onPointerEnter={() => onHighlight?.(area.code)}
              onClick={() => onSelect?.(area.code)}
            />
          ))}
          {shown === undefined ? null : (
            <text
              x={shown.place}
              y={middle + shown.row * step - 12}
              textAnchor={shown.place > width - 120 ? "end" : shown.place < 120 ? "start" : "middle"}
              className="k-label k-label--strong k-label--halo"
            >
              {shown.area.name} {number(shown.area.amount, { decimals, unit })}
            </text>
          )}
        </svg>
      )}
    </div>
  );
}

/** Half the height of the highest pile, in pixels. */
const tallestPile = 100;

/**
 * Whether the whole lies among its areas, so that it can be drawn beside them. The sum of all, such as
 * residents, does not: its mark would press them together at the edge.
 */
function isNear(whole: number, amounts: readonly number[]): boolean {
  const lowest = Math.min(...amounts);
  const highest = Math.max(...amounts);
  const slack = (highest - lowest) / 2 || Math.abs(highest) / 2;
  return whole >= lowest - slack && whole <= highest + slack;
}

// A chosen area keeps the colour that it has in the list and in the course.
function colourOf(chosen: number): { fill: string } | undefined {
  return chosen < 0 ? undefined : { fill: `var(--k-series-${(chosen % 6) + 1})` };
}

// As many decimals as the steps of the axis need.
function decimalsOf(axis: readonly number[]): number {
  return Math.max(0, ...axis.map((tick) => (String(tick).split(".")[1] ?? "").length));
}

// Places each dot on the row nearest to the middle where it touches no other.
function piled<T extends { readonly amount: number }>(
  areas: readonly T[],
  x: (amount: number) => number,
  dot: number,
): { area: T; place: number; row: number }[] {
  const rows = new Map<number, number>();
  const placed: { area: T; place: number; row: number }[] = [];
  for (const area of [...areas].sort((a, b) => a.amount - b.amount)) {
    const place = x(area.amount);
    let row = 0;
    for (let turn = 0; turn < 60; turn += 1) {
      row = turn % 2 === 0 ? -turn : turn + 1;
      if (place - (rows.get(row) ?? Number.NEGATIVE_INFINITY) >= dot * 2) break;
    }
    rows.set(row, place);
    placed.push({ area, place, row });
  }
  return placed;
}
