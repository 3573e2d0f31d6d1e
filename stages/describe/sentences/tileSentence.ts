import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { joined } from "./mapSentence.ts";
import { printsSame, type SpokenIndicator, spoken } from "./wording.ts";

export interface TileStory {
  readonly indicator: SpokenIndicator;
  /** Since the last break in boundaries or method; the last value is the one that the tile shows. */
  readonly periods: readonly string[];
  readonly values: readonly Value[];
  /** How the areas of a level lie at the last period; null where it is not known for several. */
  readonly spread: { readonly level: Text; readonly low: number; readonly high: number } | null;
}

/**
 * What a tile says beside its name and number: how it was before, and how far
 * the areas lie apart. Areas are not named, since nobody is to be shamed on the
 * first page.
 *
 * @example
 * tileSentence({ indicator: { label: { de: "Kinderarmut" }, unit: "%", decimals: 1, direction: "burden" }, periods: ["2012", "2022", "2023"], values: [15.3, 13.5, 14.1], spread: { level: { de: "Gemeinde" }, low: 3.8, high: 22.1 } }).de
 * // "2022 waren es 13,5\u202f%, 2012 noch 15,3\u202f%. Je Gemeinde: 3,8 bis 22,1\u202f%."
 * tileSentence({ indicator: { label: { de: "Kinderarmut" }, unit: "%", decimals: 1, direction: "burden" }, periods: ["2023"], values: [14.1], spread: null }).de
 * // "Für frühere Zeiten gibt es keine vergleichbare Zahl."
 */
export function tileSentence({ indicator, periods, values, spread }: TileStory): Required<Text> {
  const known = values.flatMap((value, at) => (isPresent(value) ? [{ value, period: periods[at] ?? "" }] : []));
  const last = known.at(-1);
  const before = known.slice(0, -1);
  return joined([last === undefined ? noFigures : earlier(indicator, last.value, before), apart(indicator, spread)]);
}

const noFigures: Required<Text> = {
  de: "Dazu liegen noch keine Zahlen vor.",
  en: "No figures have been delivered yet.",
};

interface Earlier {
  readonly value: number;
  readonly period: string;
}

function earlier(indicator: SpokenIndicator, now: number, before: readonly Earlier[]): Required<Text> {
  const previous = before.at(-1);
  const [first] = before;
  if (first === undefined || previous === undefined)
    return {
      de: "Für frühere Zeiten gibt es keine vergleichbare Zahl.",
      en: "There is no comparable figure for earlier times.",
    };
  const same = (one: Earlier) => printsSame(one.value, now, indicator.decimals);
  if (first === previous)
    return same(first)
      ? { de: `${first.period} war es ebenso viel.`, en: `In ${first.period} it was the same.` }
      : sentence(`${first.period} waren es `, `In ${first.period} it was `, spoken(first.value, indicator));
  const then = spoken(first.value, indicator);
  const recent = same(previous)
    ? { de: `${previous.period} war es ebenso viel`, en: `In ${previous.period} it was the same` }
    : {
        de: `${previous.period} waren es ${spoken(previous.value, indicator).de}`,
        en: `In ${previous.period} it was ${spoken(previous.value, indicator).en}`,
      };
  const still = first.value > now ? " noch" : " erst";
  const word = same(first) || printsSame(first.value, previous.value, indicator.decimals) ? "" : still;
  return { de: `${recent.de}, ${first.period}${word} ${then.de}.`, en: `${recent.en}, in ${first.period} ${then.en}.` };
}

function sentence(de: string, en: string, value: Required<Text>): Required<Text> {
  return { de: `${de}${value.de}.`, en: `${en}${value.en}.` };
}

function apart(indicator: SpokenIndicator, spread: TileStory["spread"]): Required<Text> {
  if (spread === null || printsSame(spread.low, spread.high, indicator.decimals)) return { de: "", en: "" };
  const [low, high] = [spoken(spread.low, { ...indicator, unit: "" }), spoken(spread.high, indicator)];
  return {
    de: `Je ${spread.level.de}: ${low.de} bis ${high.de}.`,
    en: `By ${spread.level.en ?? spread.level.de}: ${low.en} to ${high.en}.`,
  };
}
