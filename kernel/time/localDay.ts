/** The clock by which a German county lives; servers count in UTC. */
export const countyClock = "Europe/Berlin";

/**
 * The day that a moment falls on where the county is: what ends "am 31. März" ends at midnight there, not one or two
 * hours later.
 *
 * @example
 * localDay(new Date("2026-03-31T22:30:00Z")) // "2026-04-01"
 * localDay(new Date("2026-01-31T22:30:00Z")) // "2026-01-31"
 */
export function localDay(moment: Date): string {
  // Sweden writes days as machines do.
  return moment.toLocaleDateString("sv-SE", { timeZone: countyClock });
}
