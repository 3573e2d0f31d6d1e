import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../kernel/text/text.ts";
import de from "../phrases.de.json" with { type: "json" };

/** Phrases by key, nested as one likes; both languages have the same keys. */
export interface PhraseBook {
  readonly [key: string]: string | PhraseBook;
}

/** The phrases of one room: German at once, English from a file of its own. */
export interface Phrased {
  readonly de: PhraseBook;
  readonly en: () => Promise<{ readonly default: PhraseBook }>;
}

const remembered = "kreislauf.language";
let all: readonly (Phrased & { readonly name: string })[] = [];

/**
 * The languages of the interface, with the phrases of the kit under `ui` and
 * those of each stage under its name. German first; what was chosen is kept. English
 * weighs nothing for those who do not read it.
 */
export async function startLanguages(books: readonly (Phrased & { readonly name: string })[]): Promise<i18n> {
  all = [{ name: "ui", de, en: () => import("../phrases.en.json") }, ...books];
  await i18next.use(initReactI18next).init({
    lng: "de",
    fallbackLng: false,
    defaultNS: "ui",
    ns: all.map((book) => book.name),
    resources: { de: Object.fromEntries(all.map((book) => [book.name, book.de])) },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  // A page in German is better than none where the phrases do not come.
  if (localStorage.getItem(remembered) === "en") await speak("en").catch(() => undefined);
  document.documentElement.lang = i18next.language;
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  return i18next;
}

/** Changes the language of the interface, with its phrases at hand before the first of them is shown. */
export async function speak(language: Language): Promise<void> {
  // Kept at once: who goes on before the phrases have come finds the next page in the language chosen.
  localStorage.setItem(remembered, language);
  if (language === "en" && !i18next.hasResourceBundle("en", "ui")) {
    const books = await Promise.all(all.map(async ({ name, en }) => ({ name, book: (await en()).default })));
    for (const { name, book } of books) i18next.addResourceBundle("en", name, book);
  }
  await i18next.changeLanguage(language);
}
