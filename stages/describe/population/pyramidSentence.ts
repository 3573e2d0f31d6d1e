import type { Text } from "../../../kernel/text/text.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { joined } from "../sentences/mapSentence.ts";
import { spoken } from "../sentences/wording.ts";
import type { AgeBand } from "./ageBand.ts";

/** Residents of an area by age and sex: position n of `male` and `female` speaks of age group n. */
export interface AgeTree {
  readonly ages: readonly AgeBand[];
  readonly male: readonly Value[];
  readonly female: readonly Value[];
  /** Everybody, also those of age groups that are withheld. */
  readonly total: Value;
}

/**
 * The answer beside a population tree: how many are young and how many are old,
 * beside the whole county, and how many fields are withheld.
 *
 * "Young" ends at 18, 20, 15 or 25, whichever age the groups know first. A share
 * that would need a withheld field is not said.
 *
 * @example
 * pyramidSentence({ ages: [{ from: 0, to: 20 }, { from: 20, to: 65 }, { from: 65, to: null }], male: [10, 25, 10], female: [10, 25, 20], total: 100 }, null).de
 * // "20,0\u202f% sind jünger als 20 Jahre, 30,0\u202f% mindestens 65."
 * pyramidSentence({ ages: [{ from: 0, to: 65 }, { from: 65, to: null }], male: [4, "withheld"], female: [5, 6], total: 17 }, null).de
 * // "1 von 4 Feldern ist gesperrt, weil dort sehr wenige Menschen gezählt wurden."
 */
export function pyramidSentence(own: AgeTree, county: AgeTree | null): Required<Text> {
  const youngTo = [18, 20, 15, 25].find((age) => own.ages.some((band) => band.to === age));
  const young = youngTo === undefined ? null : share(own, (band) => band.to !== null && band.to <= youngTo);
  const knowsOld = own.ages.some((band) => band.from === 65);
  const old = knowsOld ? share(own, (band) => band.from >= 65) : null;
  const beside = (of: (band: AgeBand) => boolean): Required<Text> => {
    const percent = county === null ? null : share(county, of);
    if (percent === null) return { de: "", en: "" };
    const { de, en } = spoken(percent, form);
    return { de: ` (Kreis ${de})`, en: ` (county ${en})` };
  };
  const parts: Required<Text>[] = [];
  if (young !== null && youngTo !== undefined) {
    const all = beside((band) => band.to !== null && band.to <= youngTo);
    const { de, en } = spoken(young, form);
    parts.push({
      de: `${de} sind jünger als ${youngTo} Jahre${all.de}`,
      en: `${en} are younger than ${youngTo}${all.en}`,
    });
  }
  if (old !== null) {
    const all = beside((band) => band.from >= 65);
    const { de, en } = spoken(old, form);
    parts.push({
      de: `${de} ${parts.length === 0 ? "sind " : ""}mindestens 65${parts.length === 0 ? " Jahre alt" : ""}${all.de}`,
      en: `${en} ${parts.length === 0 ? "are " : ""}65 or older${all.en}`,
    });
  }
  const shares =
    parts.length === 0
      ? { de: "", en: "" }
      : { de: `${parts.map((part) => part.de).join(", ")}.`, en: `${parts.map((part) => part.en).join(", ")}.` };
  return joined([shares, heldBack(own)]);
}

const form = { unit: "%", decimals: 1 };

function share({ ages, male, female, total }: AgeTree, of: (band: AgeBand) => boolean): number | null {
  const values = ages.flatMap((band, at) => (of(band) ? [male[at] ?? "unknown", female[at] ?? "unknown"] : []));
  if (!isPresent(total) || total === 0 || !values.every(isPresent)) return null;
  return (values.reduce((sum, value) => sum + value, 0) / total) * 100;
}

function heldBack({ male, female }: AgeTree): Required<Text> {
  const cells = [...male, ...female];
  const count = cells.filter((value) => value === "withheld").length;
  if (count === 0) return { de: "", en: "" };
  const one = count === 1;
  return {
    de: `${count} von ${cells.length} Feldern ${one ? "ist" : "sind"} gesperrt, weil dort sehr wenige Menschen gezählt wurden.`,
    en: `${count} of ${cells.length} fields ${one ? "is" : "are"} withheld because very few people were counted there.`,
  };
}
