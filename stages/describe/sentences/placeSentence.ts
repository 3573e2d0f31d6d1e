import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { Text } from "../../../kernel/text/text.ts";
import { type SpokenIndicator, spoken } from "./wording.ts";

export interface PlaceStory {
  readonly indicator: SpokenIndicator;
  /** With `{place}` and `{value}`; null where nobody has found plain words yet. */
  readonly pattern: Required<Text> | null;
  /** Compared as a part of the county: residents of 270,000. */
  readonly share: boolean;
  readonly place: string;
  readonly value: number;
  readonly county: number;
}

export interface PlaceWords {
  readonly sentence: Required<Text>;
  readonly comparison: Required<Text>;
  readonly standing: "less" | "same" | "more" | "part";
}

/**
 * One figure of a place in plain words, and how that is beside the whole county (TF-004).
 *
 * Shares and rates are told in whole people, since nobody is 0.4 of a child; where both round to the
 * same, they are about the same. What is less than half a one is "fewer than 1".
 *
 * @example
 * placeSentence({ indicator: { label: { de: "Kinderarmut" }, unit: "%", decimals: 1, direction: "burden" }, pattern: { de: "Von 100 Kindern sind es {value}.", en: "Of 100 children it is {value}." }, share: false, place: "Neuenfeld", value: 21.4, county: 14.9 })
 * // { sentence: { de: "Von 100 Kindern sind es 21.", en: "Of 100 children it is 21." }, comparison: { de: "Im ganzen Kreis sind es 15. Das sind in Neuenfeld mehr.", en: "In the whole county it is 15. In Neuenfeld it is more." }, standing: "more" }
 * placeSentence({ indicator: { label: { de: "Einwohnerzahl" }, unit: "Personen", decimals: 0, direction: "neutral" }, pattern: { de: "In {place} wohnen {value} Menschen.", en: "{value} people live in {place}." }, share: true, place: "Neuenfeld", value: 5400, county: 270000 }).comparison.de
 * // "Das sind 2 von 100 Menschen im ganzen Kreis."
 * placeSentence({ indicator: { label: { de: "Miete" }, unit: "EUR/m²", decimals: 2, direction: "neutral" }, pattern: null, share: false, place: "Au", value: 7.42, county: 8.1 }).sentence.de
 * // "Miete: 7,42\u00a0EUR/m²."
 */
export function placeSentence({ indicator, pattern, share, place, value, county }: PlaceStory): PlaceWords {
  const say = (number: number) => (pattern === null ? spoken(number, indicator) : plainNumber(number, indicator));
  const [here, there] = [say(value), say(county)];
  const sentence =
    pattern === null
      ? { de: `${indicator.label.de}: ${here.de}.`, en: `${indicator.label.en ?? indicator.label.de}: ${here.en}.` }
      : {
          de: filled(pattern.de, place, here.de),
          en: filled(pattern.en, place, here.en),
        };
  if (share && county > 0) {
    const part = plainNumber((value / county) * 100, { unit: "%", decimals: 0 });
    return {
      sentence,
      comparison: {
        de: `Das sind ${part.de} von 100 Menschen im ganzen Kreis.`,
        en: `That is ${part.en} of 100 people in the whole county.`,
      },
      standing: "part",
    };
  }
  const standing = here.de === there.de ? "same" : value < county ? "less" : "more";
  return {
    sentence,
    comparison: {
      de: `Im ganzen Kreis sind es ${there.de}. ${verdict[standing].de.replace("{place}", place)}`,
      en: `In the whole county it is ${there.en}. ${verdict[standing].en.replace("{place}", place)}`,
    },
    standing,
  };
}

const verdict = {
  less: { de: "Das sind in {place} weniger.", en: "In {place} it is less." },
  same: { de: "Das ist in {place} etwa genauso.", en: "In {place} it is about the same." },
  more: { de: "Das sind in {place} mehr.", en: "In {place} it is more." },
} as const;

function filled(pattern: string, place: string, value: string): string {
  const whole = pattern.replaceAll("{place}", place).replaceAll("{value}", value);
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** A number as people say it: whole, and never a nought that is none. */
function plainNumber(value: number, { unit }: Pick<SpokenIndicator, "unit" | "decimals">): Required<Text> {
  const isCountOfMany = unit === "%" || unit.startsWith("je ");
  if (isCountOfMany && value > 0 && value < 0.5) return { de: "weniger als 1", en: "fewer than 1" };
  const de = germanNumber(value, { decimals: 0 });
  return { de, en: de.replaceAll(".", ",") };
}
