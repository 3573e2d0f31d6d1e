/** The clock by which a German county lives; servers count in UTC. */
export const countyClock = "Europe/Berlin";

// Sweden writes days as machines do.
const days = new Intl.DateTimeFormat("sv-SE", {
  ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  timeZone: countyClock,
});

/**
 * The day that a moment falls on where the county is: what ends "am 31. März" ends at midnight there, not one or two
 * hours later.
 *
 * A moment as answers write it is taken too; a bare day has no clock and stays itself.
 *
 * @example
 * localDay(new Date("2026-03-31T22:30:00Z")) // "2026-04-01"
 * localDay(new Date("2026-01-31T22:30:00Z")) // "2026-01-31"
 * localDay("2026-03-31T22:30:00.000Z") // "2026-04-01"
 * localDay("2026-03-31") // "2026-03-31"
 */
export function localDay(moment: Date | string): string {
  if (typeof moment === "string" && moment.length <= 10) return moment;
  return days.format(new Date(moment));
}
