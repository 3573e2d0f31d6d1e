import type { Language } from "../../../kernel/text/text.ts";

/**
 * A moment with its minute, in the reader's own time zone.
 *
 * @example
 * moment("2026-03-01T08:05:00.000Z", "de", "UTC") // "01.03.2026, 08:05"
 */
export function moment(iso: string, language: Language, timeZone?: string): string {
  return new Date(iso).toLocaleString(language === "de" ? "de-DE" : "en-GB", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}
