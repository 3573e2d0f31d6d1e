import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import de from "../phrases.de.json" with { type: "json" };
import en from "../phrases.en.json" with { type: "json" };

/** Phrases by key, nested as one likes; both languages have the same keys. */
export interface PhraseBook {
  readonly [key: string]: string | PhraseBook;
}

const remembered = "kreislauf.language";

/**
 * The languages of the interface, with the phrases of the kit under `ui` and
 * those of each stage under its name. German first; what was chosen is kept.
 */
export async function startLanguages(
  books: readonly { readonly name: string; readonly de: PhraseBook; readonly en: PhraseBook }[],
): Promise<i18n> {
  const all = [{ name: "ui", de, en }, ...books];
  await i18next.use(initReactI18next).init({
    lng: localStorage.getItem(remembered) === "en" ? "en" : "de",
    fallbackLng: false,
    defaultNS: "ui",
    ns: all.map((book) => book.name),
    resources: {
      de: Object.fromEntries(all.map((book) => [book.name, book.de])),
      en: Object.fromEntries(all.map((book) => [book.name, book.en])),
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = i18next.language;
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    localStorage.setItem(remembered, language);
  });
  return i18next;
}
