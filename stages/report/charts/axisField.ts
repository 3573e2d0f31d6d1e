import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { accent, ink, label, line, picture, quiet, short } from "./svg.ts";

export interface FieldPoint {
  readonly name: string;
  readonly across: Value;
  readonly up: Value;
}

/** One axis: what it shows, and where high begins. */
export interface FieldAxis {
  readonly name: string;
  readonly limit: number;
}

const width = 620;
const height = 420;
const room = { left: 46, right: 14, top: 12, bottom: 40 };
// More names than these lie on each other.
const mostNames = 14;

/**
 * Every area as a dot between two axes, with the lines where high begins. Named are the areas that lie
 * furthest out, where their names find room; the table beside it names all.
 */
export function axisField(
  points: readonly FieldPoint[],
  { across, up, alternative }: { across: FieldAxis; up: FieldAxis; alternative: string },
): string {
  const shown = points.flatMap(({ name, across: x, up: y }) => (isPresent(x) && isPresent(y) ? [{ name, x, y }] : []));
  const x = scale(
    shown.map((one) => one.x),
    across.limit,
    [room.left, width - room.right],
  );
  const y = scale(
    shown.map((one) => one.y),
    up.limit,
    [height - room.bottom, room.top],
  );
  const bottom = height - room.bottom;
  const ticksAcross = x.ticks.flatMap((at) => [
    `<line x1="${short(x.at(at))}" x2="${short(x.at(at))}" y1="${bottom}" y2="${bottom + 4}" stroke="${line}"/>`,
    label(x.at(at), bottom + 16, germanNumber(at, { decimals: x.decimals }), {
      anchor: "middle",
      fill: quiet,
      size: 10,
    }),
  ]);
  const ticksUp = y.ticks.flatMap((at) => [
    `<line x1="${room.left - 4}" x2="${room.left}" y1="${short(y.at(at))}" y2="${short(y.at(at))}" stroke="${line}"/>`,
    label(room.left - 7, y.at(at) + 3.5, germanNumber(at, { decimals: y.decimals }), {
      anchor: "end",
      fill: quiet,
      size: 10,
    }),
  ]);
  return picture(width, height, alternative, [
    `<rect x="${room.left}" y="${room.top}" width="${width - room.left - room.right}" height="${bottom - room.top}" fill="none" stroke="${line}"/>`,
    `<line x1="${short(x.at(across.limit))}" x2="${short(x.at(across.limit))}" y1="${room.top}" y2="${bottom}" stroke="${quiet}" stroke-dasharray="4 3"/>`,
    `<line x1="${room.left}" x2="${width - room.right}" y1="${short(y.at(up.limit))}" y2="${short(y.at(up.limit))}" stroke="${quiet}" stroke-dasharray="4 3"/>`,
    ...ticksAcross,
    ...ticksUp,
    label(width - room.right, height - 6, `${across.name} →`, { anchor: "end", fill: quiet }),
    `<g transform="rotate(-90 12 ${room.top})">${label(12, room.top + 2, `${up.name} →`, { anchor: "end", fill: quiet })}</g>`,
    ...shown.map(
      (one) =>
        `<circle cx="${short(x.at(one.x))}" cy="${short(y.at(one.y))}" r="3.4" fill="${accent}" fill-opacity="0.75" stroke="#fff" stroke-width="0.6"/>`,
    ),
    ...names(shown.map((one) => ({ name: one.name, left: x.at(one.x), top: y.at(one.y) }))),
  ]);
}

interface Placed {
  readonly name: string;
  readonly left: number;
  readonly top: number;
}

function names(dots: readonly Placed[]): string[] {
  const centre = { left: width / 2, top: height / 2 };
  const out = (dot: Placed): number => Math.hypot(dot.left - centre.left, dot.top - centre.top);
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const drawn: string[] = [];
  for (const dot of [...dots].sort((a, b) => out(b) - out(a) || a.name.localeCompare(b.name, "de"))) {
    if (drawn.length >= mostNames) break;
    const long = dot.name.length * 5.2;
    const toLeft = dot.left + 8 + long > width - room.right;
    const from = toLeft ? dot.left - 8 - long : dot.left + 8;
    const box = { left: from, right: from + long, top: dot.top - 6, bottom: dot.top + 6 };
    const meets = taken.some(
      (one) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom,
    );
    if (meets || box.left < room.left) continue;
    taken.push(box);
    const anchor = toLeft ? "end" : "start";
    drawn.push(label(toLeft ? dot.left - 7 : dot.left + 7, dot.top + 3.5, dot.name, { size: 10, anchor, fill: ink }));
  }
  return drawn;
}

interface Scale {
  readonly ticks: readonly number[];
  readonly decimals: number;
  readonly at: (value: number) => number;
}

/** From the lowest to the highest value and the limit, with round steps between. */
function scale(values: readonly number[], limit: number, [from, to]: readonly [number, number]): Scale {
  const low = values.reduce((a, b) => Math.min(a, b), limit);
  const high = values.reduce((a, b) => Math.max(a, b), limit);
  const span = high - low || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const least = Math.floor(low / step - 0.2) * step;
  const most = Math.ceil(high / step + 0.2) * step;
  const count = Math.round((most - least) / step);
  return {
    ticks: Array.from({ length: count + 1 }, (_, k) => least + k * step),
    decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
    at: (value) => from + ((value - least) / (most - least)) * (to - from),
  };
}
