import { localDay } from "./localDay.ts";

/**
 * A day as German readers write it; of a moment, the day that it falls on where the county is.
 *
 * @example
 * germanDate("2023-12-31") // "31.12.2023"
 * germanDate("2023-12-31T23:30:00.000Z") // "01.01.2024"
 */
export function germanDate(day: string): string {
  const [year, month, date] = localDay(day).split("-");
  return `${date}.${month}.${year}`;
}

/**
 * The day that a German file means, as `YYYY-MM-DD`; undefined when there is no such day.
 *
 * @example
 * parseGermanDate("31.12.2024") // "2024-12-31"
 * parseGermanDate("1.2.2024") // "2024-02-01"
 * parseGermanDate("31.02.2024") // undefined
 */
export function parseGermanDate(text: string): string | undefined {
  const match = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*$/.exec(text);
  if (match === null) return undefined;
  const day = `${match[3]}-${(match[2] ?? "").padStart(2, "0")}-${(match[1] ?? "").padStart(2, "0")}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}
