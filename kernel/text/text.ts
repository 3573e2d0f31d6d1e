/**
 * A phrase in the languages of the interface. German is always there and comes
 * first; English may be missing, then German is shown.
 */
export interface Text {
  readonly de: string;
  readonly en?: string;
}

export type Language = "de" | "en";

/**
 * The phrase in the language asked for, or in German.
 *
 * @example
 * inLanguage({ de: "Gemeinde", en: "municipality" }, "en") // "municipality"
 * inLanguage({ de: "Amt" }, "en") // "Amt"
 */
export function inLanguage(text: Text, language: Language): string {
  return text[language] ?? text.de;
}
