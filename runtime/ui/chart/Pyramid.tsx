import { useId } from "react";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { Textures, textureFill } from "../map/Textures.tsx";
import { type Ages, agesInWords, yearsOfLife } from "./agesInWords.ts";
import { linear, type Scale, ticks } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

/** Residents by age, youngest first; `total` is everybody, so that shares stay right where fields are withheld. */
export interface Sexes {
  readonly male: readonly Value[];
  readonly female: readonly Value[];
  readonly total: Value;
}

const top = 22;
const gutter = 56;
const tallest = 306;

/**
 * Who lives here: residents by age and sex in percent of all, men left, women
 * right, the county as an outline. Withheld fields are hatched.
 *
 * Where age groups cover different spans, bars are as high as the span and as
 * long as the share per year of life, so that their area tells the truth.
 */
export function Pyramid({
  ages,
  own,
  outline,
  outlineName,
  label,
}: {
  /** Youngest first. */
  readonly ages: readonly Ages[];
  readonly own: Sexes;
  /** Drawn as a line to compare with; null without. */
  readonly outline: Sexes | null;
  readonly outlineName: string;
  /** What it shows, for those who cannot see it. */
  readonly label: string;
}) {
  const { say, number } = useLanguage();
  const textures = useId().replace(/\W/g, "");
  const { ref, width } = useWidth<HTMLDivElement>(420);
  const years = yearsOfLife(ages);
  const perYear = years.some((span) => span !== 1);
  const shares = { male: sharesOf(own, "male", years), female: sharesOf(own, "female", years) };
  const line =
    outline === null ? null : { male: sharesOf(outline, "male", years), female: sharesOf(outline, "female", years) };
  const all = [...shares.male, ...shares.female, ...(line?.male ?? []), ...(line?.female ?? [])].filter(isPresent);
  const max = Math.max(0.1, ...all);
  const unit = Math.max(1.6, Math.min(18, tallest / Math.max(1, sum(years))));
  const below = (position: number): number => sum(years.slice(0, position)) * unit;
  const bottom = top + below(ages.length);
  const row = (position: number): Row => ({
    top: bottom - below(position + 1),
    height: (years[position] ?? 0) * unit,
  });
  const half = (width - gutter) / 2 - 6;
  const right = linear([0, max], [width / 2 + gutter / 2, width / 2 + gutter / 2 + half]);
  const left = linear([0, max], [width / 2 - gutter / 2, width / 2 - gutter / 2 - half]);
  const axis = ticks(0, max, Math.max(1, Math.floor(half / 60)));
  const decimals = axis.some((tick) => !Number.isInteger(tick)) ? 1 : 0;
  const named = rowsWithRoom(ages.map((_, position) => row(position)));

  return (
    <div ref={ref} className="k-chart">
      <svg
        width={width}
        height={bottom + 24}
        viewBox={`0 0 ${width} ${bottom + 24}`}
        role="img"
        aria-label={`${say("chart.pyramid")}: ${label}`}
      >
        <Textures id={textures} />
        <text x={left(0)} y={12} textAnchor="end" className="k-label">
          {say("chart.male")}
        </text>
        <text x={width / 2} y={12} textAnchor="middle" className="k-tick">
          {say("chart.age")}
        </text>
        <text x={right(0)} y={12} className="k-label">
          {say("chart.female")}
        </text>
        {axis.flatMap((tick) =>
          [left(tick), right(tick)].map((place, side) => (
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
          )),
        )}
        {ages.map((band, position) => (
          <g key={band.from}>
            <Bar scale={left} share={shares.male[position]} row={row(position)} kind="male" textures={textures} />
            <Bar scale={right} share={shares.female[position]} row={row(position)} kind="female" textures={textures} />
            {named[position] === true ? (
              <text
                x={width / 2}
                y={row(position).top + row(position).height / 2 + 4}
                textAnchor="middle"
                className="k-tick"
              >
                {agesInWords(band)}
              </text>
            ) : null}
          </g>
        ))}
        {line === null ? null : (
          <>
            <path d={steps(line.male, left, row)} className="k-pyramid__outline" />
            <path d={steps(line.female, right, row)} className="k-pyramid__outline" />
          </>
        )}
      </svg>
      <p className="k-small k-muted">
        {say(perYear ? "chart.sharePerYear" : "chart.shareOf")}
        {line === null ? "" : ` · ${say("chart.outline", { name: outlineName })}`}
        {[...own.male, ...own.female].includes("withheld") ? ` · ${say("chart.hatched")}` : ""}
      </p>
    </div>
  );
}

interface Row {
  readonly top: number;
  readonly height: number;
}

const stub = 14;

function Bar({
  scale,
  share,
  row,
  kind,
  textures,
}: {
  readonly scale: Scale;
  readonly share: Value | undefined;
  readonly row: Row;
  readonly kind: "male" | "female";
  readonly textures: string;
}) {
  if (share === undefined || share === "unknown") return null;
  const from = scale(0);
  const to = isPresent(share) ? scale(share) : from + (kind === "male" ? -stub : stub);
  const place = { x: Math.min(from, to), width: Math.abs(to - from), y: row.top + 0.75, height: row.height - 1.5 };
  return isPresent(share) ? (
    <rect {...place} className={`k-pyramid__bar k-pyramid__bar--${kind}`} />
  ) : (
    <rect {...place} fill={textureFill(textures, "hatched")} />
  );
}

function sharesOf(people: Sexes, sex: "male" | "female", years: readonly number[]): Value[] {
  const { total } = people;
  return people[sex].map((count, position) => {
    if (!isPresent(count)) return count;
    if (!isPresent(total)) return total;
    return total === 0 ? "senseless" : ((count / total) * 100) / (years[position] ?? 1);
  });
}

/** From the top down: a row is named where the name above leaves room for it. */
function rowsWithRoom(rows: readonly Row[]): boolean[] {
  const named = rows.map(() => false);
  let free = Number.NEGATIVE_INFINITY;
  for (let position = rows.length - 1; position >= 0; position -= 1) {
    const { top: above, height } = rows[position] ?? { top: 0, height: 0 };
    const middle = above + height / 2;
    if (middle - 6.5 < free) continue;
    named[position] = true;
    free = middle + 6.5;
  }
  return named;
}

function steps(values: readonly Value[], scale: Scale, row: (position: number) => Row): string {
  let path = "";
  values.forEach((value, position) => {
    if (!isPresent(value)) return;
    const place = Math.round(scale(value) * 10) / 10;
    const { top: above, height } = row(position);
    path += `${path === "" ? "M" : "L"}${place},${above + height}V${above}`;
  });
  return path;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
