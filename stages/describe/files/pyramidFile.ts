import { inLanguage, type Language } from "../../../kernel/text/text.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Profile } from "../contract.ts";
import type { FileColumn, FileTable } from "./fileTable.ts";
import { jsonStat } from "./jsonStat.ts";
import { sheetFooter } from "./sheetFooter.ts";
import { sheetName } from "./sheetName.ts";
import { wordsIn } from "./wordsIn.ts";

type Pyramid = NonNullable<Profile["pyramid"]>;

/** The population tree of an area as a sheet: one row per age group, youngest first. */
export function pyramidTable(area: Profile["area"], pyramid: Pyramid, language: Language): FileTable {
  const say = wordsIn(language);
  const { bands, male, female, county } = pyramid;
  const count = (label: string): FileColumn => ({ label, kind: "number", decimals: 0 });
  return {
    name: sheetName([say("population"), area.level, area.code, pyramid.period]),
    title: `${area.name}, ${pyramid.period}`,
    sentence: inLanguage(pyramid.sentence, language),
    columns: [
      { label: say("age"), kind: "text" },
      count(say("male")),
      count(say("female")),
      ...(county === null ? [] : [count(say("maleCounty")), count(say("femaleCounty"))]),
    ],
    rows: bands.map((band, at) => [
      band,
      valueAt(male, at),
      valueAt(female, at),
      ...(county === null ? [] : [valueAt(county.male, at), valueAt(county.female, at)]),
    ]),
    footer: sheetFooter([], pyramid.sources, language),
  };
}

/** The same for other programs. */
export function pyramidStat(area: Profile["area"], pyramid: Pyramid, language: Language): object {
  const say = wordsIn(language);
  const sexes = ["male", "female"] as const;
  const axes = [
    { id: "area", label: say("area"), members: [{ id: area.code, label: area.name }] },
    { id: "period", label: say("period"), members: [{ id: pyramid.period, label: pyramid.period }] },
    { id: "age", label: say("age"), members: pyramid.bands.map((band) => ({ id: band, label: band })) },
    { id: "sex", label: say("sex"), members: sexes.map((sex) => ({ id: sex, label: say(sex) })) },
  ];
  const values = pyramid.bands.flatMap((_, at) => sexes.map((sex) => valueAt(pyramid[sex], at)));
  return jsonStat(axes, values, { label: `${area.name}, ${say("population")}`, sources: pyramid.sources });
}

function valueAt(values: readonly Value[], at: number): Value {
  return values[at] ?? "unknown";
}
