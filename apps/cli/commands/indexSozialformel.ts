import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { numberText } from "../../../runtime/cli/numberText.ts";
import type { IndexAnswer } from "../../../stages/combine/combine.ts";
import { readCounty } from "../withCounty.ts";

/**
 * `kreislauf index sozialformel`: the Sozialformel over the county's own figures.
 *
 * Refuses a normalisation other than z and minmax, and more than 10,000 draws.
 */
export const indexSozialformel: Command = {
  words: ["index", "sozialformel"],
  summary: {
    de: "Sozialformel über alle Räume einer Ebene, aus den Daten des Kreises",
    en: "Social formula over all areas of a level, from the data of the county",
  },
  usage: "--level GEM [--period 2023] [--normalisation z|minmax] [--draws N]",
  options: {
    level: { type: "string" },
    period: { type: "string" },
    normalisation: { type: "string" },
    draws: { type: "string" },
  },
  run: async (call) => {
    const { level, period, normalisation, draws, json } = call.values;
    if (typeof level !== "string")
      throw new Refusal("cli.missingOption", {
        option: "--level",
        words: indexSozialformel.words.join(" "),
        usage: indexSozialformel.usage,
      });
    if (normalisation !== undefined && normalisation !== "z" && normalisation !== "minmax")
      throw new Refusal("cli.wrongChoice", {
        option: "--normalisation",
        text: String(normalisation),
        choices: "z, minmax",
      });
    const count = draws === undefined ? 0 : Number(draws);
    if (!Number.isInteger(count) || count < 0 || count > 10_000)
      throw new Refusal("cli.wrongNumber", { option: "--draws", text: String(draws) });
    const answer = await readCounty(call, async (context) => {
      const { compositeIndex } = await import("../../../stages/combine/server/combine.ts");
      return compositeIndex(context, {
        id: "sozialformel",
        level,
        ...(typeof period === "string" ? { period } : {}),
        ...(normalisation === undefined ? {} : { normalisation }),
        ...(count === 0 ? {} : { draws: count }),
      });
    });
    if (json === true) {
      call.print(JSON.stringify(answer, null, 2));
      return 0;
    }
    call.print(call.say({ de: answer.sentence, en: inEnglish(answer, call) }));
    const width = Math.max(4, ...answer.areas.map((area) => area.name.length));
    for (const area of answer.areas.toSorted((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9))) {
      const place = area.rank === null ? "   –" : String(area.rank).padStart(4);
      const span =
        area.rankLow === null
          ? ""
          : call.say({
              de: `  Platz ${area.rankLow} bis ${area.rankHigh}`,
              en: `  rank ${area.rankLow} to ${area.rankHigh}`,
            });
      const missing =
        area.missing.length === 0 ? "" : `  ${call.say({ de: "ohne", en: "without" })} ${area.missing.join(", ")}`;
      call.print(
        `${place}  ${area.name.padEnd(width)}  ${numberText(call.language, area.index, { decimals: 2 }).padStart(7)}${span}${missing}`,
      );
    }
    for (const { code, parameters, severity, sentence } of answer.checks)
      if (severity === "warning")
        call.tell(call.language === "de" ? sentence : await call.sentence({ code, parameters, place: null }));
    return 0;
  },
};

function inEnglish(
  { label, period, areas }: Pick<IndexAnswer, "label" | "period" | "areas">,
  { say, language }: Pick<Call, "say" | "language">,
): string {
  const ranked = areas
    .filter((area) => typeof area.index === "number")
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const [first, last] = [ranked[0], ranked.at(-1)];
  if (first === undefined || last === undefined) return `${say(label)} ${period}: no area has an index.`;
  const value = (area: typeof first): string =>
    `${area.name} (${numberText(language, area.index, { decimals: 2, sign: true })})`;
  const without = areas.length - ranked.length;
  const rest = without === 0 ? "" : ` ${without} areas have no index.`;
  return `${say(label)} ${period}: highest in ${value(first)}, lowest in ${value(last)}.${rest}`;
}
