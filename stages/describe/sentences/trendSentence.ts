import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Trend } from "../trendOf.ts";
import { joined } from "./mapSentence.ts";
import { type SpokenIndicator, spoken, spokenDifference } from "./wording.ts";

export interface TrendStory {
  readonly indicator: SpokenIndicator;
  readonly areaName: string;
  readonly periods: readonly string[];
  readonly values: readonly Value[];
  readonly trend: Trend;
}

/**
 * The answer before the time line: where it began, where it stands, whether it rises.
 *
 * @example
 * trendSentence({ indicator: { label: { de: "Arbeitslosenquote" }, unit: "%", decimals: 1, direction: "burden" }, areaName: "Musterkreis", periods: ["2019", "2020", "2021", "2022", "2023"], values: [12, 12.6, 13.1, 13.9, 14.4], trend: { slope: 0.61, percentOfMean: 4.6, label: "rising", judgement: "unfavourable", points: 5 } }).de
 * // "Arbeitslosenquote, Musterkreis: 14,4\u202f% (2023), nach 12,0\u202f% (2019). Der Trend ist steigend, im Mittel um 0,6 Prozentpunkte je Jahr; das ist ungünstig."
 */
export function trendSentence({ indicator, areaName, periods, values, trend }: TrendStory): Required<Text> {
  const known = values.flatMap((value, at) => (isPresent(value) ? [{ value, period: periods[at] ?? "" }] : []));
  const title = { de: indicator.label.de, en: indicator.label.en ?? indicator.label.de };
  const [first] = known;
  const last = known[known.length - 1];
  if (first === undefined || last === undefined)
    return {
      de: `${title.de}, ${areaName}: Dazu liegen noch keine Zahlen vor.`,
      en: `${title.en}, ${areaName}: no figures have been delivered yet.`,
    };
  const now = spoken(last.value, indicator);
  const then = spoken(first.value, indicator);
  const since: Required<Text> =
    first === last
      ? { de: "", en: "" }
      : { de: `, nach ${then.de} (${first.period})`, en: `, after ${then.en} (${first.period})` };
  return joined([
    {
      de: `${title.de}, ${areaName}: ${now.de} (${last.period})${since.de}.`,
      en: `${title.en}, ${areaName}: ${now.en} (${last.period})${since.en}.`,
    },
    trendInWords(trend, indicator),
  ]);
}

/** What the label of a trend means, as a sentence. */
export function trendInWords(trend: Trend, indicator: SpokenIndicator): Required<Text> {
  const { label, slope, judgement } = trend;
  if (label === "stable") return { de: "Der Trend ist stabil.", en: "The trend is stable." };
  if (label === "unsafe")
    return {
      de: "Ein Trend ist nicht gesichert, die Schwankungen können Zufall sein.",
      en: "No trend can be told: the ups and downs may be chance.",
    };
  if (label === "broken")
    return {
      de: "Wegen eines Bruchs in der Reihe wird kein Trend berechnet.",
      en: "No trend is computed because of a break in the series.",
    };
  if (label === "tooShort" || slope === null)
    return { de: "Für einen Trend sind es zu wenige Zeitpunkte.", en: "There are too few points in time for a trend." };
  const size = spokenDifference(slope, { unit: indicator.unit, decimals: Math.max(1, indicator.decimals) });
  const good = judgement === "favourable";
  return {
    de: `Der Trend ist ${label === "rising" ? "steigend" : "fallend"}, im Mittel um ${size.de} je Jahr${judgement === null ? "" : `; das ist ${good ? "günstig" : "ungünstig"}`}.`,
    en: `The trend is ${label}, by ${size.en} per year on average${judgement === null ? "" : `; this is ${judgement}`}.`,
  };
}
