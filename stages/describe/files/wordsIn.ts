import type { Language } from "../../../kernel/text/text.ts";

/**
 * The words of tables that leave as files, in one language; a word that is not known stays as it is.
 *
 * @example
 * wordsIn("en")("numerator") // "Numerator"
 */
export function wordsIn(language: Language): (key: string) => string {
  return (key) => words[key]?.[language === "de" ? 0 : 1] ?? key;
}

const words: Readonly<Record<string, readonly [string, string]>> = {
  code: ["Schlüssel", "Code"],
  area: ["Gebiet", "Area"],
  period: ["Zeitraum", "Period"],
  mark: ["Hinweis", "Note"],
  lower: ["95 % von", "95 % from"],
  upper: ["95 % bis", "95 % to"],
  numerator: ["Zähler", "Numerator"],
  denominator: ["Nenner", "Denominator"],
  before: ["Vorher", "Before"],
  series: ["Zeitreihe", "series"],
  trend: ["Trend", "Trend"],
  profile: ["Profil", "profile"],
  comparison: ["Vergleich", "Comparison"],
  situation: ["Lebenslage", "Life situation"],
  indicator: ["Kennzahl", "Indicator"],
  unit: ["Einheit", "Unit"],
  county: ["Insgesamt", "Whole area"],
  peer: ["Vergleichsgruppe", "Peer group"],
  smallest: ["Kleinster Wert", "Smallest"],
  median: ["Median", "Median"],
  largest: ["Größter Wert", "Largest"],
  source: ["Quelle", "Source"],
  licence: ["Lizenz", "Licence"],
  reference: ["Stichtag oder Zeitraum", "Reference date"],
  boundaries: ["Gebietsstand", "Boundaries"],
  file: ["Datei", "File"],
  signs: [
    "Zeichen: . unbekannt oder geheim, ... später, / zu unsicher, x nicht sinnvoll",
    "Signs: . unknown or secret, ... later, / too uncertain, x not meaningful",
  ],
  unsafe: ["unsicher", "unsafe"],
  estimated: ["geschätzt", "estimated"],
  approximate: ["angenähert", "approximate"],
  mixedDates: ["Teile mit verschiedenen Stichtagen", "parts with different reference dates"],
  provisional: ["vorläufig", "provisional"],
  revised: ["berichtigt", "revised"],
  rising: ["steigend", "rising"],
  falling: ["fallend", "falling"],
  stable: ["stabil", "stable"],
  tooShort: ["zu kurz", "too short"],
  broken: ["unterbrochen", "broken"],
  population: ["Bevölkerung", "population"],
  age: ["Altersgruppe", "Age group"],
  sex: ["Geschlecht", "Sex"],
  male: ["männlich", "Male"],
  female: ["weiblich", "Female"],
  maleCounty: ["männlich, Kreis", "Male, county"],
  femaleCounty: ["weiblich, Kreis", "Female, county"],
};
