import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";

/** What of an indicator a sentence needs. */
export interface SpokenIndicator {
  readonly label: Text;
  readonly unit: string;
  readonly decimals: number;
  readonly direction: "burden" | "competence" | "neutral";
}

/**
 * A value as it stands in a sentence, in German and English.
 *
 * @example
 * spoken(21.35, { unit: "%", decimals: 1 }) // { de: "21,4\u202f%", en: "21.4\u202f%" }
 * spoken("withheld", { unit: "%", decimals: 1 }) // { de: "gesperrt", en: "withheld" }
 */
export function spoken(value: Value, { unit, decimals }: Pick<SpokenIndicator, "unit" | "decimals">): Required<Text> {
  if (!isPresent(value)) return absent[value];
  const de = germanNumber(value, { decimals, unit });
  return { de, en: english(germanNumber(value, { decimals })) + de.slice(germanNumber(value, { decimals }).length) };
}

/**
 * How far two values lie apart: percentages in percentage points.
 *
 * @example
 * spokenDifference(2.14, { unit: "%", decimals: 1 }) // { de: "2,1 Prozentpunkte", en: "2.1 percentage points" }
 * spokenDifference(-1, { unit: "%", decimals: 0 }) // { de: "1 Prozentpunkt", en: "1 percentage point" }
 * spokenDifference(12, { unit: "je 1.000", decimals: 0 }) // { de: "12\u00a0je 1.000", en: "12\u00a0je 1.000" }
 */
export function spokenDifference(
  difference: number,
  { unit, decimals }: Pick<SpokenIndicator, "unit" | "decimals">,
): Required<Text> {
  const size = Math.abs(difference);
  if (unit !== "%") return spoken(size, { unit, decimals });
  const number = germanNumber(size, { decimals });
  const one = number === "1";
  return {
    de: `${number} Prozentpunkt${one ? "" : "e"}`,
    en: `${english(number)} percentage point${one ? "" : "s"}`,
  };
}

/**
 * Whether two values in the same unit print the same with the decimals of their indicator: then nobody should read
 * that one is more.
 *
 * @example
 * printsSame(12.34, 12.31, 1) // true
 */
export function printsSame(a: number, b: number, decimals: number): boolean {
  return printsAs(b, decimals)(a);
}

/**
 * Whether values print the same as one of them, with as many decimals as their indicator shows; all in its unit. Asked
 * once for many areas, since printing each would take most of a map's time.
 *
 * Source: R-2 (rounded for display only, half away from zero).
 *
 * @example
 * [12.34, 12.36].filter(printsAs(12.31, 1)) // [12.34]
 */
export function printsAs(one: number, decimals: number): (value: number) => boolean {
  const scale = 10 ** decimals;
  const steps = (value: number) => {
    const scaled = Math.abs(value) * scale;
    // Near the middle between two steps the decimal text decides, as in print; elsewhere nobody need print it.
    const isClose = Math.abs(scaled - Math.trunc(scaled) - 0.5) < 1e-6 || !(scaled < 1e9);
    return Math.sign(value) * Math.round(isClose ? Number(`${Math.abs(value)}e${decimals}`) : scaled);
  };
  const print = steps(one);
  return (value) => value === one || steps(value) === print;
}

/**
 * Names as a list: commas, and a word before the last.
 *
 * @example
 * listed(["A", "B", "C"]) // { de: "A, B und C", en: "A, B and C" }
 */
export function listed(names: readonly string[]): Required<Text> {
  const last = names[names.length - 1] ?? "";
  const before = names.slice(0, -1).join(", ");
  return before === "" ? { de: last, en: last } : { de: `${before} und ${last}`, en: `${before} and ${last}` };
}

const absent: Readonly<Record<Exclude<Value, number>, Required<Text>>> = {
  withheld: { de: "gesperrt", en: "withheld" },
  unknown: { de: "unbekannt", en: "unknown" },
  later: { de: "noch nicht veröffentlicht", en: "not yet published" },
  unreliable: { de: "zu unsicher", en: "too uncertain" },
  senseless: { de: "nicht sinnvoll", en: "not meaningful" },
};

function english(german: string): string {
  return german.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
}
