import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { useLanguage } from "../language/useLanguage.ts";
import { linear } from "./scale.ts";

export interface Range {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
}

/** Where an area stands among all: from lowest to highest, the middle half thick, the county as a tick, the area as a dot. */
export function RangeLine({
  name,
  value,
  range,
  county,
  peer,
  decimals,
  unit,
}: {
  readonly name: string;
  readonly value: Value;
  readonly range: Range;
  readonly county: Value;
  readonly peer?: Value | null;
  readonly decimals: number;
  readonly unit: string;
}) {
  const { say, number } = useLanguage();
  const form = { decimals, unit };
  const width = 200;
  const height = 22;
  const middle = height / 2;
  const amounts = [range.min, range.max, ...[county, peer ?? "unknown", value].filter(isPresent)];
  const x = linear([Math.min(...amounts), Math.max(...amounts)], [8, width - 8]);
  return (
    <svg
      className="k-rangeline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={say("chart.range", {
        name,
        value: number(value, form),
        min: number(range.min, form),
        max: number(range.max, form),
        median: number(range.median, form),
      })}
    >
      <line x1={x(range.min)} x2={x(range.max)} y1={middle} y2={middle} className="k-rangeline__all" />
      <line x1={x(range.q1)} x2={x(range.q3)} y1={middle} y2={middle} className="k-rangeline__half" />
      {isPresent(county) ? (
        <line x1={x(county)} x2={x(county)} y1={2} y2={height - 2} className="k-rangeline__county" />
      ) : null}
      {isPresent(peer ?? "unknown") ? (
        <path d={`M${x(Number(peer))},${middle - 5}l5,5 -5,5 -5,-5z`} className="k-rangeline__peer" />
      ) : null}
      {isPresent(value) ? <circle cx={x(value)} cy={middle} r={5.5} className="k-rangeline__own" /> : null}
    </svg>
  );
}
