import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { linear, ticks } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

/** Who lives here: residents by age and sex in percent of all, men left, women right, the county as an outline. */
export function Pyramid({
  bands,
  male,
  female,
  outlineName,
  outlineMale,
  outlineFemale,
}: {
  /** Youngest first. */
  readonly bands: readonly string[];
  readonly male: readonly Value[];
  readonly female: readonly Value[];
  readonly outlineName: string;
  readonly outlineMale: readonly Value[];
  readonly outlineFemale: readonly Value[];
}) {
  const { say, number } = useLanguage();
  const { ref, width } = useWidth<HTMLDivElement>(420);
  const own = shares(male, female);
  const outline = shares(outlineMale, outlineFemale);
  const all = [...own.male, ...own.female, ...outline.male, ...outline.female].filter(isPresent);
  const max = Math.max(0.1, ...all);
  const rowHeight = Math.max(10, Math.min(18, 300 / Math.max(1, bands.length)));
  const top = 22;
  const bottom = top + bands.length * rowHeight;
  const gutter = 56;
  const half = (width - gutter) / 2 - 6;
  const right = linear([0, max], [width / 2 + gutter / 2, width / 2 + gutter / 2 + half]);
  const left = linear([0, max], [width / 2 - gutter / 2, width / 2 - gutter / 2 - half]);
  const axis = ticks(0, max, Math.max(1, Math.floor(half / 60)));
  const rowTop = (position: number): number => bottom - (position + 1) * rowHeight;
  const everyBand = Math.max(1, Math.ceil(13 / rowHeight));
  const decimals = axis.some((tick) => !Number.isInteger(tick)) ? 1 : 0;

  return (
    <div ref={ref} className="k-chart">
      <svg
        width={width}
        height={bottom + 24}
        viewBox={`0 0 ${width} ${bottom + 24}`}
        role="img"
        aria-label={say("chart.pyramid")}
      >
        <text x={left(0)} y={12} textAnchor="end" className="k-label">
          {say("chart.male")}
        </text>
        <text x={width / 2} y={12} textAnchor="middle" className="k-tick">
          {say("chart.age")}
        </text>
        <text x={right(0)} y={12} className="k-label">
          {say("chart.female")}
        </text>
        {axis.map((tick) => (
          <g key={tick}>
            {[left(tick), right(tick)].map((place, side) => (
              <g key={place}>
                <line x1={place} x2={place} y1={top} y2={bottom} className="k-grid-line" />
                <text
                  x={place}
                  y={bottom + 16}
                  textAnchor={side === 0 && tick > 0 && place < 20 ? "start" : "middle"}
                  className="k-tick"
                >
                  {number(tick, { decimals: tick === 0 ? 0 : decimals })}
                </text>
              </g>
            ))}
          </g>
        ))}
        {bands.map((band, position) => (
          <g key={band}>
            <Bar
              from={left(0)}
              to={at(left, own.male[position])}
              top={rowTop(position)}
              height={rowHeight}
              kind="male"
            />
            <Bar
              from={right(0)}
              to={at(right, own.female[position])}
              top={rowTop(position)}
              height={rowHeight}
              kind="female"
            />
            {position % everyBand === 0 ? (
              <text x={width / 2} y={rowTop(position) + rowHeight / 2 + 4} textAnchor="middle" className="k-tick">
                {band}
              </text>
            ) : null}
          </g>
        ))}
        <path d={steps(outline.male, left, rowTop, rowHeight)} className="k-pyramid__outline" />
        <path d={steps(outline.female, right, rowTop, rowHeight)} className="k-pyramid__outline" />
      </svg>
      <p className="k-small k-muted">
        {say("chart.shareOf")} · {say("chart.outline", { name: outlineName })}
      </p>
    </div>
  );
}

function Bar({
  from,
  to,
  top,
  height,
  kind,
}: {
  from: number;
  to: number | undefined;
  top: number;
  height: number;
  kind: string;
}) {
  if (to === undefined) return null;
  return (
    <rect
      x={Math.min(from, to)}
      width={Math.abs(to - from)}
      y={top + 0.75}
      height={height - 1.5}
      className={`k-pyramid__bar k-pyramid__bar--${kind}`}
    />
  );
}

function at(scale: (value: number) => number, value: Value | undefined): number | undefined {
  return value !== undefined && isPresent(value) ? scale(value) : undefined;
}

function shares(male: readonly Value[], female: readonly Value[]): { male: Value[]; female: Value[] } {
  const total = [...male, ...female].filter(isPresent).reduce((sum, amount) => sum + amount, 0);
  const share = (value: Value): Value =>
    isPresent(value) ? (total === 0 ? "senseless" : (value / total) * 100) : value;
  return { male: male.map(share), female: female.map(share) };
}

function steps(
  values: readonly Value[],
  scale: (value: number) => number,
  rowTop: (position: number) => number,
  rowHeight: number,
): string {
  let path = "";
  values.forEach((value, position) => {
    if (!isPresent(value)) return;
    const place = Math.round(scale(value) * 10) / 10;
    path += `${path === "" ? "M" : "L"}${place},${rowTop(position) + rowHeight}V${rowTop(position)}`;
  });
  return path;
}
