import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { accent, ink, label, line, other, picture, quiet, short } from "./svg.ts";

export interface Bar {
  readonly name: string;
  readonly value: Value;
  /** Ends of the 95 % interval, where the figure is counted from few cases. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * One bar per area from zero, the county as a line across, whiskers where the
 * figure is uncertain. In the order given: who sorts by value shames the last,
 * who sorts by name does not.
 */
export function bars(
  rows: readonly Bar[],
  form: { unit: string; decimals: number; county: Value; alternative: string },
): string {
  const rowHeight = 19;
  const names = 175;
  const width = 620;
  const room = width - names - 70;
  const ends = rows.flatMap((row) => [row.value, row.upper ?? 0]).filter(isPresent);
  const most = Math.max(...ends, isPresent(form.county) ? form.county : 0, 1e-9);
  const least = Math.min(0, ...ends);
  const x = (value: number): number => names + ((value - least) / (most - least)) * room;
  const height = rows.length * rowHeight + 26;
  const parts = rows.flatMap((row, index) => {
    const y = 22 + index * rowHeight;
    const text = germanNumber(row.value, { decimals: form.decimals, unit: isPresent(row.value) ? form.unit : "" });
    if (!isPresent(row.value))
      return [label(names - 8, y + 10, row.name, { anchor: "end" }), label(names + 4, y + 10, text, { fill: quiet })];
    const end = Math.max(x(row.value), x(row.upper ?? row.value));
    return [
      label(names - 8, y + 10, row.name, { anchor: "end" }),
      `<rect x="${short(Math.min(x(0), x(row.value)))}" y="${y}" width="${short(Math.abs(x(row.value) - x(0)))}" height="13" fill="${accent}"/>`,
      row.lower === undefined || row.upper === undefined ? "" : whisker(x(row.lower), x(row.upper), y + 6.5),
      label(end + 5, y + 10, text, { fill: ink }),
    ];
  });
  const county = isPresent(form.county)
    ? [
        `<line x1="${short(x(form.county))}" x2="${short(x(form.county))}" y1="16" y2="${height - 4}" stroke="${other}" stroke-width="1.2" stroke-dasharray="4 3"/>`,
        label(x(form.county), 11, `Kreis ${germanNumber(form.county, { decimals: form.decimals, unit: form.unit })}`, {
          anchor: "middle",
          fill: other,
          size: 10,
        }),
      ]
    : [];
  const zero = `<line x1="${short(x(0))}" x2="${short(x(0))}" y1="16" y2="${height - 4}" stroke="${line}"/>`;
  return picture(width, height, form.alternative, [zero, ...parts, ...county]);
}

function whisker(from: number, to: number, y: number): string {
  return `<path d="M${short(from)} ${y}H${short(to)}M${short(from)} ${y - 3}v6M${short(to)} ${y - 3}v6" stroke="${ink}" stroke-width="0.9" fill="none"/>`;
}
