/**
 * The time that a figure speaks of, as text: a year `2023`, a half-year
 * `2023-H1`, a quarter `2023-Q4`, a month `2023-05` or a day `2023-12-31`.
 *
 * A stock at 31.12.2023 has the period `2023`; its reference date stands with
 * the base figure.
 */
export type Period = string;

/** How often a figure is counted. Series of different frequency are never mixed. */
export type Frequency = "year" | "halfYear" | "quarter" | "month" | "day";

/**
 * A period as a point on the axis of its frequency: consecutive periods have
 * consecutive ordinals, so a series can be an array.
 *
 * Ordinals count years, half years, quarters or months from the year 0, days from 1 January 1970. Undefined for what
 * is no period.
 *
 * Source: our own way of counting; quarters and months are written as in SDMX.
 *
 * @example
 * periodPoint("2023") // { frequency: "year", ordinal: 2023 }
 * periodPoint("2023-Q4") // { frequency: "quarter", ordinal: 8095 }
 * periodPoint("2023-05") // { frequency: "month", ordinal: 24280 }
 * periodPoint("gestern") // undefined
 */
export function periodPoint(period: Period): { frequency: Frequency; ordinal: number } | undefined {
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])(?:-([0-3]\d))?))?$/.exec(period);
  if (match === null) return undefined;
  const [, year, half, quarter, month, day] = match;
  const y = Number(year);
  if (half !== undefined) return { frequency: "halfYear", ordinal: y * 2 + Number(half) - 1 };
  if (quarter !== undefined) return { frequency: "quarter", ordinal: y * 4 + Number(quarter) - 1 };
  if (month === undefined) return { frequency: "year", ordinal: y };
  if (day === undefined) return { frequency: "month", ordinal: y * 12 + Number(month) - 1 };
  const ordinal = daysSinceEpoch(y, Number(month), Number(day));
  return ordinal === undefined ? undefined : { frequency: "day", ordinal };
}

/**
 * The period at a point of the axis; the inverse of `periodPoint`.
 *
 * @example
 * periodAt("quarter", 8095) // "2023-Q4"
 * periodAt("month", 24280) // "2023-05"
 */
export function periodAt(frequency: Frequency, ordinal: number): Period {
  switch (frequency) {
    case "year":
      return year(ordinal);
    case "halfYear":
      return `${year(Math.floor(ordinal / 2))}-H${(ordinal % 2) + 1}`;
    case "quarter":
      return `${year(Math.floor(ordinal / 4))}-Q${(ordinal % 4) + 1}`;
    case "month":
      return `${year(Math.floor(ordinal / 12))}-${two((ordinal % 12) + 1)}`;
    case "day":
      return new Date(ordinal * 86_400_000).toISOString().slice(0, 10);
  }
}

/**
 * The calendar year in which a period lies.
 *
 * @example
 * yearOf("2023-05") // 2023
 */
export function yearOf(period: Period): number {
  return Number(period.slice(0, 4));
}

function year(y: number): string {
  return String(y).padStart(4, "0");
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

function daysSinceEpoch(y: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(y, month - 1, day));
  return date.getUTCMonth() === month - 1 && day > 0 ? date.getTime() / 86_400_000 : undefined;
}
