import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { joined } from "./mapSentence.ts";
import { listed, spoken } from "./wording.ts";

/** One figure of the overview and where it is going. */
export interface SpokenTile {
  readonly label: Text;
  readonly judgement: "favourable" | "unfavourable" | null;
}

/**
 * The answer before the overview: how many people live here, and which of the
 * figures shown move in an unfavourable or a favourable direction.
 *
 * @example
 * overviewSentence("Musterkreis", { value: 269833, period: "2023" }, [{ label: { de: "Altersarmut" }, judgement: "unfavourable" }, { label: { de: "Kita" }, judgement: "favourable" }]).de
 * // "Musterkreis hat 269.833 Einwohnerinnen und Einwohner (2023). Ungünstig entwickelt sich „Altersarmut“, günstig „Kita“."
 */
export function overviewSentence(
  name: string,
  residents: { readonly value: Value; readonly period: string } | null,
  tiles: readonly SpokenTile[],
): Required<Text> {
  const people = residents === null || !isPresent(residents.value) ? null : spoken(residents.value, count);
  return joined([
    people === null
      ? { de: "", en: "" }
      : {
          de: `${name} hat ${people.de} Einwohnerinnen und Einwohner (${residents?.period}).`,
          en: `${name} has ${people.en} residents (${residents?.period}).`,
        },
    movement(tiles),
  ]);
}

const count = { unit: "", decimals: 0 };

function movement(tiles: readonly SpokenTile[]): Required<Text> {
  const named = (judgement: "favourable" | "unfavourable") => tiles.filter((tile) => tile.judgement === judgement);
  const [bad, good] = [named("unfavourable"), named("favourable")];
  const quoted = (some: readonly SpokenTile[]): Required<Text> => ({
    de: listed(some.map(({ label }) => `„${label.de}“`)).de,
    en: listed(some.map(({ label }) => `“${label.en ?? label.de}”`)).en,
  });
  const verb = (some: readonly SpokenTile[]) => (some.length === 1 ? "entwickelt" : "entwickeln");
  if (bad.length === 0 && good.length === 0)
    return {
      de: "Keine der gezeigten Kennzahlen bewegt sich deutlich.",
      en: "None of the figures shown is clearly moving.",
    };
  if (good.length === 0)
    return {
      de: `Ungünstig ${verb(bad)} sich ${quoted(bad).de}.`,
      en: `Moving unfavourably: ${quoted(bad).en}.`,
    };
  if (bad.length === 0)
    return { de: `Günstig ${verb(good)} sich ${quoted(good).de}.`, en: `Moving favourably: ${quoted(good).en}.` };
  return {
    de: `Ungünstig ${verb(bad)} sich ${quoted(bad).de}, günstig ${quoted(good).de}.`,
    en: `Moving unfavourably: ${quoted(bad).en}; favourably: ${quoted(good).en}.`,
  };
}
