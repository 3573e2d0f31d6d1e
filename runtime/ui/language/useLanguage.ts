import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { inLanguage, type Language, type Text } from "../../../kernel/text/text.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Value } from "../../../kernel/value/value.ts";

export interface Speech {
  readonly language: Language;
  /** A phrase of the namespace. */
  readonly say: (key: string, parameters?: Record<string, string | number>) => string;
  /** What carries its own name in several languages. */
  readonly text: (text: Text) => string;
  /** A number with its unit, an absence as its official sign. */
  readonly number: (value: Value, form?: { decimals?: number; unit?: string; sign?: boolean }) => string;
  /** `2023`, `4. Quartal 2023`, `Mai 2023`, `31.12.2023`. */
  readonly period: (period: string) => string;
  /** A day or moment as `31.12.2023`. */
  readonly day: (moment: string) => string;
  /** Sorts names as readers of the language expect. */
  readonly compare: (a: string, b: string) => number;
}

/** Phrases, numbers and dates in the language of the reader. The namespace is the stage's name; `ui` is the kit. */
export function useLanguage(namespace = "ui"): Speech {
  const { t, i18n } = useTranslation(namespace);
  const language: Language = i18n.language === "en" ? "en" : "de";
  return useMemo(() => speech(language, (key, parameters = {}) => t(key, parameters)), [language, t]);
}

function speech(language: Language, t: Speech["say"]): Speech {
  const collator = new Intl.Collator(language);
  return {
    language,
    say: t,
    text: (text) => inLanguage(text, language),
    number: (value, form = {}) => {
      const german = germanNumber(value, form);
      return language === "de" || typeof value !== "number" ? german : inEnglish(german, form.unit);
    },
    period: (period) => periodInWords(period, language),
    day: (moment) => dayInWords(moment, language),
    compare: collator.compare,
  };
}

// Only the digits change hands: a unit such as "je 1.000" is a name.
function inEnglish(german: string, unit: string | undefined): string {
  const digits = unit === undefined || unit === "" ? german : german.slice(0, german.length - unit.length);
  const swapped = digits.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
  return swapped + german.slice(digits.length);
}

function periodInWords(period: string, language: Language): string {
  const match = /^(\d{4})-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?)$/.exec(period);
  if (match === null) return period;
  const [, year = "", half, quarter, month, day] = match;
  if (half !== undefined) return language === "de" ? `${half}. Halbjahr ${year}` : `H${half} ${year}`;
  if (quarter !== undefined) return language === "de" ? `${quarter}. Quartal ${year}` : `Q${quarter} ${year}`;
  if (day !== undefined) return dayInWords(period, language);
  return new Date(Date.UTC(Number(year), Number(month) - 1)).toLocaleDateString(language, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

function dayInWords(moment: string, language: Language): string {
  const [year, month, day] = localDay(moment).split("-");
  if (year === undefined || month === undefined || day === undefined) return moment;
  return language === "de" ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}
