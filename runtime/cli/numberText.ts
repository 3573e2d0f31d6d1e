import { germanNumber } from "../../kernel/number/germanNumber.ts";
import type { Language } from "../../kernel/text/text.ts";

/**
 * A number as the reader of the command line writes it.
 *
 * @example
 * numberText("de", 1234.5, { decimals: 1 }) // "1.234,5"
 * numberText("en", 1234.5, { decimals: 1 }) // "1,234.5"
 */
export function numberText(language: Language, ...[value, form]: Parameters<typeof germanNumber>): string {
  const text = germanNumber(value, form);
  return language === "de" ? text : text.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
}
