/**
 * A street name as it is compared: however "Straße" is written, with or without
 * hyphens, and without case.
 *
 * @example
 * comparableStreet("Lange Str.") // "lange strasse"
 * comparableStreet("LANGE STRASSE") // "lange strasse"
 * comparableStreet("Karl-Marx-Straße") // "karl marx strasse"
 * comparableStreet("Hauptstr.") // "hauptstrasse"
 */
export function comparableStreet(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/str(\.|\b)/g, "strasse")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The letter of a house behind its number, small; empty where there is none.
 *
 * @example
 * houseLetter("12 A") // "a"
 * houseLetter("12-14") // ""
 */
export function houseLetter(text: string): string {
  return /^\s*\d+\s*([a-z])(?![a-z])/i.exec(text)?.[1]?.toLowerCase() ?? "";
}

/**
 * The number of a house without its letter; undefined where there is none. Of a
 * span the first number counts, since the entrance bears it.
 *
 * @example
 * houseNumber("12 a") // 12
 * houseNumber("12-14") // 12
 * houseNumber("o. Nr.") // undefined
 */
export function houseNumber(text: string): number | undefined {
  const match = /^\s*0*(\d{1,5})(?!\d)/.exec(text);
  return match === null || Number(match[1]) === 0 ? undefined : Number(match[1]);
}
