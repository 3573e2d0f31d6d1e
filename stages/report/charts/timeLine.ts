import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { accent, label, line, other, picture, quiet, short } from "./svg.ts";

export interface Course {
  readonly name: string;
  /** One per period; an absent value leaves a gap, never a line across it. */
  readonly values: readonly Value[];
}

/** Up to five courses over the periods, named at their ends instead of in a legend. */
export function timeLine(
  periods: readonly string[],
  courses: readonly Course[],
  form: { unit: string; decimals: number; alternative: string },
): string {
  const [width, height, left, right, top, bottom] = [620, 240, 44, 140, 18, 26];
  const present = courses.flatMap((course) => course.values.filter(isPresent));
  const [least, most] = spread(present);
  const x = (at: number): number =>
    left + (periods.length < 2 ? 0 : (at / (periods.length - 1)) * (width - left - right));
  const y = (value: number): number => height - bottom - ((value - least) / (most - least)) * (height - top - bottom);
  const decimals = most - least < 3 ? Math.max(form.decimals, 1) : 0;
  const grid = ticks(least, most).flatMap((tick) => [
    `<line x1="${left}" x2="${width - right}" y1="${short(y(tick))}" y2="${short(y(tick))}" stroke="${line}" stroke-width="0.5"/>`,
    label(left - 6, y(tick) + 4, germanNumber(tick, { decimals }), { anchor: "end", fill: quiet, size: 10 }),
  ]);
  const every = Math.ceil(periods.length / 8);
  const axis = periods.flatMap((period, at) =>
    (periods.length - 1 - at) % every === 0
      ? [label(x(at), height - 8, period, { anchor: "middle", fill: quiet, size: 10 })]
      : [],
  );
  const ends = apart(courses.map((course) => y(lastPresent(course.values) ?? least)));
  const drawn = courses.flatMap((course, index) => {
    const colour = colours[index % colours.length] ?? accent;
    const last = lastPresent(course.values);
    if (last === undefined) return [];
    return [
      `<path d="${pathOf(course.values, x, y)}" fill="none" stroke="${colour}" stroke-width="${index === 0 ? 2.4 : 1.6}" stroke-linejoin="round"${index > 1 ? ` stroke-dasharray="${dashes[index % dashes.length]}"` : ""}/>`,
      label(
        width - right + 8,
        (ends[index] ?? 0) + 4,
        `${course.name} ${germanNumber(last, { decimals: form.decimals, unit: form.unit })}`,
        { fill: colour, weight: index === 0 ? 600 : 400 },
      ),
    ];
  });
  return picture(width, height, form.alternative, [...grid, ...axis, ...drawn]);
}

const colours = [accent, other, "#2f6f3e", "#6b3fa0", "#4a5068"];
const dashes = ["none", "none", "6 3", "2 3", "8 3 2 3"];

function pathOf(values: readonly Value[], x: (at: number) => number, y: (value: number) => number): string {
  let pen = "M";
  let path = "";
  values.forEach((value, at) => {
    if (!isPresent(value)) {
      pen = "M";
      return;
    }
    path += `${pen}${short(x(at))} ${short(y(value))}`;
    pen = "L";
  });
  return path;
}

function lastPresent(values: readonly Value[]): number | undefined {
  return values.filter(isPresent).at(-1);
}

// A flat course must not look like a cliff: a tenth of the level is the least spread shown.
function spread(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * 0.1, Math.abs(high) * 0.05, 1e-6);
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/**
 * Round steps for an axis between two ends, about five of them, in the unit of the axis.
 *
 * Source: our own: the smallest of 1, 2, 5 and 10 times a power of ten that needs no more than five steps.
 *
 * @example
 * ticks(0, 10) // [0, 2, 4, 6, 8, 10]
 */
export function ticks(from: number, to: number): number[] {
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10) * power;
  const result: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n += 1)
    result.push(Number((n * step).toPrecision(12)));
  return result;
}

// Names at the line ends step aside, so that none covers another.
function apart(positions: readonly number[]): number[] {
  const order = positions.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const moved = [...positions];
  let last = Number.NEGATIVE_INFINITY;
  for (const { y, index } of order) {
    last = Math.max(y, last + 13);
    moved[index] = last;
  }
  return moved;
}
