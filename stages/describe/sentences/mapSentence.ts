import type { Text } from "../../../kernel/text/text.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { listed, printsAs, printsSame, type SpokenIndicator, spoken, spokenDifference } from "./wording.ts";

export interface MapStory {
  readonly indicator: SpokenIndicator;
  readonly countyName: string;
  readonly period: string | null;
  readonly county: Value;
  readonly names: readonly string[];
  readonly values: readonly Value[];
  /** One per area; an unsafe value is never said to be the highest or lowest, and where one would be, the sentence says so. */
  readonly marks?: readonly (Mark | null)[];
  readonly previousPeriod: string | null;
  readonly previous: Value;
}

/**
 * The answer before the map: how it stands in the whole county, where most and
 * least, and what changed since the period before.
 *
 * @example
 * mapSentence({ indicator: { label: { de: "Kinderarmut", en: "Child poverty" }, unit: "%", decimals: 1, direction: "burden" }, countyName: "Musterkreis", period: "2023", county: 14.9, names: ["A", "B"], values: [21.4, 3.2], previousPeriod: "2022", previous: 12.8 }).de
 * // "Kinderarmut 2023: Musterkreis insgesamt 14,9\u202f%. Am höchsten in A (21,4\u202f%), am niedrigsten in B (3,2\u202f%). Gegenüber 2022 (12,8\u202f%) ist das ein Anstieg um 2,1 Prozentpunkte, also ungünstig."
 * mapSentence({ indicator: { label: { de: "Kinderarmut" }, unit: "%", decimals: 1, direction: "burden" }, countyName: "Musterkreis", period: "2023", county: 14.9, names: ["A", "B", "Weiler"], values: [21.4, 3.2, 50], marks: [null, null, "unsafe"], previousPeriod: null, previous: "unknown" }).de
 * // "Kinderarmut 2023: Musterkreis insgesamt 14,9\u202f%. Am höchsten in A (21,4\u202f%), am niedrigsten in B (3,2\u202f%), unsichere Werte nicht gezählt."
 */
export function mapSentence(story: MapStory): Required<Text> {
  const { indicator, period } = story;
  const label = indicator.label;
  const title = { de: label.de, en: label.en ?? label.de };
  if (period === null)
    return {
      de: `${title.de}: Dazu liegen noch keine Zahlen vor.`,
      en: `${title.en}: no figures have been delivered yet.`,
    };
  return joined([
    whole(story, title, period),
    extremes(story),
    ...(isPresent(story.county) ? [change(story, story.county)] : []),
  ]);
}

function whole({ indicator, county, countyName }: MapStory, title: Required<Text>, period: string): Required<Text> {
  if (!isPresent(county))
    return {
      de: `${title.de} ${period}: Für ${countyName} insgesamt gibt es keinen Wert.`,
      en: `${title.en} ${period}: there is no figure for ${countyName} as a whole.`,
    };
  const value = spoken(county, indicator);
  return {
    de: `${title.de} ${period}: ${countyName} insgesamt ${value.de}.`,
    en: `${title.en} ${period}: ${countyName} as a whole ${value.en}.`,
  };
}

function extremes({ indicator, names, values, marks }: MapStory): Required<Text> {
  // The rate of a hamlet is a matter of chance, and naming it would shame a few people.
  const isTold = (at: number) => marks?.[at] !== "unsafe";
  let told = 0;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  values.forEach((value, at) => {
    if (!isPresent(value) || !isTold(at)) return;
    told += 1;
    high = Math.max(high, value);
    low = Math.min(low, value);
  });
  if (told < 2) return { de: "", en: "" };
  const [isHigh, isLow] = [printsAs(high, indicator.decimals), printsAs(low, indicator.decimals)];
  if (isHigh(low)) return { de: "Alle Gebiete liegen gleichauf.", en: "All areas are level." };
  const at = (isExtreme: (value: number) => boolean) =>
    names.filter((_, place) => {
      const value = values[place] ?? "unknown";
      return isPresent(value) && isTold(place) && isExtreme(value);
    });
  const isBeyond = values.some(
    (value) => isPresent(value) && (value > high || value < low) && !isHigh(value) && !isLow(value),
  );
  const places = (found: string[]): Required<Text> =>
    found.length <= 3
      ? { de: `in ${listed(found).de}`, en: `in ${listed(found).en}` }
      : { de: `in ${found.length} Gebieten`, en: `in ${found.length} areas` };
  const [top, bottom] = [places(at(isHigh)), places(at(isLow))];
  const [most, least] = [spoken(high, indicator), spoken(low, indicator)];
  return {
    de: `Am höchsten ${top.de} (${most.de}), am niedrigsten ${bottom.de} (${least.de})${isBeyond ? ", unsichere Werte nicht gezählt" : ""}.`,
    en: `Highest ${top.en} (${most.en}), lowest ${bottom.en} (${least.en})${isBeyond ? ", not counting uncertain values" : ""}.`,
  };
}

function change({ indicator, previousPeriod, previous }: MapStory, county: number): Required<Text> {
  if (previousPeriod === null || !isPresent(previous)) return { de: "", en: "" };
  const before = spoken(previous, indicator);
  const opening = {
    de: `Gegenüber ${previousPeriod} (${before.de})`,
    en: `Compared with ${previousPeriod} (${before.en})`,
  };
  if (printsSame(county, previous, indicator.decimals))
    return { de: `${opening.de} hat sich nichts geändert.`, en: `${opening.en} nothing has changed.` };
  const up = county > previous;
  const size = spokenDifference(county - previous, indicator);
  const verdict = verdictOn(up, indicator.direction);
  return {
    de: `${opening.de} ist das ein ${up ? "Anstieg" : "Rückgang"} um ${size.de}${verdict.de}.`,
    en: `${opening.en} this is ${up ? "a rise" : "a fall"} by ${size.en}${verdict.en}.`,
  };
}

/** Said only where the direction of the indicator says what is good. */
function verdictOn(up: boolean, direction: SpokenIndicator["direction"]): Required<Text> {
  if (direction === "neutral") return { de: "", en: "" };
  return up === (direction === "competence")
    ? { de: ", also günstig", en: ", which is favourable" }
    : { de: ", also ungünstig", en: ", which is unfavourable" };
}

/**
 * Sentences one after the other; empty ones leave no gap.
 *
 * @example
 * joined([{ de: "A.", en: "A." }, { de: "", en: "" }, { de: "B.", en: "B." }]) // { de: "A. B.", en: "A. B." }
 */
export function joined(sentences: readonly Required<Text>[]): Required<Text> {
  const said = sentences.filter((sentence) => sentence.de !== "");
  return { de: said.map((one) => one.de).join(" "), en: said.map((one) => one.en).join(" ") };
}
