import type { Text } from "../../../kernel/text/text.ts";
import { listed } from "../sentences/wording.ts";

/** One base figure of a formula at one point in time: as of which day, and who counted it. */
export interface DatedPart {
  readonly label: Text;
  /** `31.12.`, `2023-06-30`, `31.12. / Dezember`; times without a day, such as `Kalenderjahr`, agree with any. */
  readonly reference: string;
  /** Whether it counts residents: two counts of them by different bodies do not agree. */
  readonly isPopulation: boolean;
  /** Who published it; empty where nobody said. */
  readonly publisher: string;
}

/**
 * What does not agree between the parts of a figure: their reference dates, or two counts of
 * residents of which one is the register's and one the official one. Null where all agree.
 *
 * @example
 * partsApart([{ label: { de: "Kinder in Kitas" }, reference: "01.03.", isPopulation: false, publisher: "" }, { label: { de: "Kinder" }, reference: "31.12.", isPopulation: true, publisher: "" }])?.de
 * // "Die Teile haben verschiedene Stichtage: Kinder in Kitas 01.03. und Kinder 31.12."
 * partsApart([{ label: { de: "Leistung" }, reference: "31.12. / Dezember", isPopulation: false, publisher: "BA" }, { label: { de: "Kinder" }, reference: "2023-12-31", isPopulation: true, publisher: "Kreis" }]) // null
 * partsApart([{ label: { de: "Unter 18" }, reference: "31.12.", isPopulation: true, publisher: "Einwohnermeldeamt" }, { label: { de: "Alle" }, reference: "31.12.", isPopulation: true, publisher: "Statistikamt" }])?.de
 * // "Die Teile zählen Menschen nach verschiedenen Quellen: Unter 18 (Einwohnermeldeamt) und Alle (Statistikamt)."
 */
export function partsApart(parts: readonly DatedPart[]): Required<Text> | null {
  const dated = parts.filter(({ reference }) => referenceDays(reference).length > 0);
  const [first, ...others] = dated.map(({ reference }) => referenceDays(reference));
  if (first !== undefined && others.some((days) => days.every((day) => !first.includes(day))))
    return named(dated, ({ reference }) => reference, {
      de: "Die Teile haben verschiedene Stichtage",
      en: "The parts have different reference dates",
    });
  const counts = parts.filter(({ isPopulation, publisher }) => isPopulation && publisher !== "");
  if (new Set(counts.map(({ publisher }) => publisher)).size > 1)
    return named(counts, ({ publisher }) => `(${publisher})`, {
      de: "Die Teile zählen Menschen nach verschiedenen Quellen",
      en: "The parts count people by different sources",
    });
  return null;
}

/**
 * The days of the year that a reference names, as `MM-DD`; none where it names a time without a day.
 *
 * @example
 * referenceDays("31.12. / Dezember") // ["12-31"]
 * referenceDays("2023-06-30") // ["06-30"]
 * referenceDays("15./31.12. (zweijährlich)") // ["12-15", "12-31"]
 * referenceDays("Kalenderjahr") // []
 */
export function referenceDays(reference: string): string[] {
  const iso = [...reference.matchAll(/\b\d{4}-(\d{2})-(\d{2})\b/g)].map(([, month, day]) => `${month}-${day}`);
  // "15./31.12." names two days of one month.
  const german = [...reference.matchAll(/((?:\d{1,2}\.\s?\/\s?)*\d{1,2})\.\s?(\d{1,2})\./g)].flatMap(
    ([, days = "", month = ""]) => days.split("/").map((day) => `${two(month)}-${two(day.replace(/\D/g, ""))}`),
  );
  const end = iso.length + german.length === 0 && /\bDezember\b/.test(reference) ? ["12-31"] : [];
  return [...new Set([...iso, ...german, ...end])];
}

function two(number: string): string {
  return number.padStart(2, "0");
}

function named(parts: readonly DatedPart[], detail: (part: DatedPart) => string, head: Required<Text>): Required<Text> {
  const all = (label: (text: Text) => string) =>
    listed([...new Set(parts.map((part) => `${label(part.label)} ${detail(part)}`))]);
  const [de, en] = [all((text) => text.de).de, all((text) => text.en ?? text.de).en];
  return { de: `${head.de}: ${de}`.replace(/\.?$/, "."), en: `${head.en}: ${en}`.replace(/\.?$/, ".") };
}
