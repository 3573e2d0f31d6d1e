import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { listed, spoken } from "./wording.ts";

/**
 * The answer before a profile: who lives here, and where the area stands out.
 *
 * `residents` are people, `comparable` is a number of areas.
 *
 * @example
 * profileSentence({ areaName: "Neuenfeld", residents: 1234, period: "2023", comparable: 95, strongest: ["Vereinsdichte"], weakest: ["Kinderarmut"] }).de
 * // "Neuenfeld: 1.234 Einwohnerinnen und Einwohner (2023). Unter 95 vergleichbaren Gebieten steht es günstig bei „Vereinsdichte“ und ungünstig bei „Kinderarmut“."
 */
export function profileSentence(story: {
  readonly areaName: string;
  readonly residents: Value;
  readonly period: string;
  readonly comparable: number;
  readonly strongest: readonly string[];
  readonly weakest: readonly string[];
}): Required<Text> {
  const { areaName, residents, period, comparable, strongest, weakest } = story;
  const people = spoken(residents, { unit: "", decimals: 0 });
  const who: Required<Text> = isPresent(residents)
    ? {
        de: `${areaName}: ${people.de} Einwohnerinnen und Einwohner (${period}).`,
        en: `${areaName}: ${people.en} residents (${period}).`,
      }
    : {
        de: `${areaName}: Die Einwohnerzahl liegt nicht vor.`,
        en: `${areaName}: the number of residents is not available.`,
      };
  if (strongest.length === 0 && weakest.length === 0) return who;
  const good = listed(strongest.map((name) => `„${name}“`)).de;
  const bad = listed(weakest.map((name) => `„${name}“`)).de;
  const parts = { good: strongest.length > 0, bad: weakest.length > 0 };
  return {
    de: `${who.de} Unter ${comparable} vergleichbaren Gebieten steht es ${parts.good ? `günstig bei ${good}` : ""}${parts.good && parts.bad ? " und " : ""}${parts.bad ? `ungünstig bei ${bad}` : ""}.`,
    en: `${who.en} Among ${comparable} comparable areas it stands ${parts.good ? `well in ${good}` : ""}${parts.good && parts.bad ? " and " : ""}${parts.bad ? `badly in ${bad}` : ""}.`,
  };
}
