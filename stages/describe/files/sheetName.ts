/**
 * Name of a file without its ending, of parts that any system can store.
 *
 * @example
 * sheetName(["Profil", "GEM", "01 056/1"]) // "Profil-GEM-01-056-1"
 */
export function sheetName(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .join("-")
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .slice(0, 120);
}
