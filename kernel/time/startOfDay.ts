import { localDay } from "./localDay.ts";

const hour = 3_600_000;

/**
 * The moment at which a day (`YYYY-MM-DD`) begins where the county is: summer time two hours before midnight UTC,
 * else one.
 *
 * @example
 * startOfDay("2026-07-01").toISOString() // "2026-06-30T22:00:00.000Z"
 * startOfDay("2026-01-01").toISOString() // "2025-12-31T23:00:00.000Z"
 * startOfDay("2026-03-29").toISOString() // "2026-03-28T23:00:00.000Z"
 * startOfDay("2026-03-30").toISOString() // "2026-03-29T22:00:00.000Z"
 */
export function startOfDay(day: string): Date {
  const summer = new Date(Date.parse(`${day}T00:00:00Z`) - 2 * hour);
  return localDay(summer) === day ? summer : new Date(summer.getTime() + hour);
}
