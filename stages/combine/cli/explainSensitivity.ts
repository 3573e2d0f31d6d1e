import { inLanguage, type Language, type Text } from "../../../kernel/text/text.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { numberText } from "../../../runtime/cli/numberText.ts";
import {
  choiceSensitivity,
  computeIndex,
  flippingWeight,
  groupOf,
  type IndexResult,
  leaveOneOut,
  type PlanGroup,
  type PlanIndicator,
} from "../combine.ts";
import {
  aboutFile,
  neededFile,
  onePeriod,
  onlyOptions,
  planFrom,
  valueOptions,
  valuesFrom,
  valuesOfPeriod,
  wholeNumber,
} from "./callOptions.ts";

const choiceNames: Readonly<Record<string, Required<Text>>> = {
  weights: { de: "Gewichte", en: "Weights" },
  treatment: { de: "Ausreißer", en: "Outliers" },
  normalisation: { de: "Normierung", en: "Normalisation" },
  aggregation: { de: "Zusammenführung", en: "Aggregation" },
};

/**
 * `kreislauf index sensitivity`: which indicator and which choice move the ranking, and what turns one area.
 *
 * Refuses an index or area that is not there, and names the indices that there are.
 */
export const explainSensitivity: Command = {
  words: ["index", "sensitivity"],
  summary: {
    de: "Zeigt, welcher Indikator und welche Entscheidung die Rangfolge bewegt",
    en: "Shows which indicator and which choice moves the ranking",
  },
  usage:
    "--definition D.yaml --values V.csv [--index ID] [--area CODE] [--samples N] [--seed S] [--area-column NAME] [--period-column NAME --period P]",
  options: {
    definition: { type: "string" },
    values: { type: "string" },
    index: { type: "string" },
    area: { type: "string" },
    samples: { type: "string" },
    seed: { type: "string" },
    ...valueOptions,
    ...onePeriod,
  },
  run: async (call) => {
    onlyOptions(call);
    const plan = planFrom(neededFile(call, "definition"));
    const file = neededFile(call, "values");
    const samples = wholeNumber(call, "samples", { from: 2, to: 1_000_000 }, 512);
    const seed = wholeNumber(call, "seed", { from: -2147483648, to: 2147483647 }, 1);
    const result = aboutFile(file, () => computeIndex(plan, valuesOfPeriod(call, valuesFrom(call, file, plan))));
    const id = chosenIndex(call.values.index, result);
    const left = leaveOneOut(result, id);
    const choices = await choiceSensitivity(result, id, {
      samples,
      seed,
      signal: call.signal,
      pause: () => new Promise((resume) => setImmediate(resume)),
    });
    const { area } = call.values;
    const turning = typeof area === "string" ? turningWeights(result, id, area) : [];
    if (call.values.json === true) {
      call.print(
        JSON.stringify(
          {
            index: id,
            leftOut: left,
            choices,
            area: area ?? null,
            turning: turning.map(({ said, ...turn }) => ({ ...turn, sentence: said.de })),
          },
          null,
          2,
        ),
      );
      return 0;
    }
    const name = (position: number): string => result.names?.[position] || (result.areas[position] ?? "");
    const { say, language } = call;
    const label = (part: string): string => {
      const found = result.indicators.find((i) => i.id === part)?.label;
      return found === undefined ? part : say(found);
    };
    for (const one of left.toSorted((a, b) => b.meanChange - a.meanChange)) {
      const mean = numberText(language, one.meanChange, { decimals: 1 });
      const most = `${name(one.mostChanged)} (${one.largestChange})`;
      const change =
        one.largestChange === 0
          ? { de: "bleibt die Rangfolge gleich", en: "the ranking stays as it is" }
          : {
              de: `ändern sich die Plätze im Mittel um ${mean}, am meisten ${most}`,
              en: `ranks change by ${mean} on average, most of all ${most}`,
            };
      call.print(
        say({
          de: `Ohne „${label(one.indicator)}“ ${change.de}.`,
          en: `Without “${label(one.indicator)}” ${change.en}.`,
        }),
      );
    }
    choices.choices.forEach((choice, i) => {
      const known = choiceNames[choice];
      const [alone, together] = [share(choices.first[i], language), share(choices.total[i], language)];
      call.print(
        `${known === undefined ? choice : say(known)}: ${say({
          de: `allein ${alone} der Unterschiede in der Rangfolge, mit anderen zusammen ${together}.`,
          en: `alone ${alone} of the differences in the ranking, together with others ${together}.`,
        })}`,
      );
    });
    if (choices.first.some((first, i) => first > 1.005 || first > (choices.total[i] ?? 0) + 0.005))
      call.print(
        say({
          de: `Die Anteile sind aus ${choices.runs} Läufen geschätzt; deshalb können sie über 100 % liegen oder zusammen kleiner sein als allein. Genauer wird es mit mehr --samples.`,
          en: `The shares are estimated from ${choices.runs} runs; so they may exceed 100 % or be smaller together than alone. More --samples make them more exact.`,
        }),
      );
    for (const turn of turning) call.print(say(turn.said));
    return 0;
  },
};

/** The index that `--index` names, or the first. */
export function chosenIndex(asked: unknown, result: IndexResult): string {
  const ids = result.plan.roots.map((root) => root.id);
  if (asked === undefined) return ids[0] ?? "";
  if (typeof asked === "string" && ids.includes(asked)) return asked;
  throw new Refusal("combine.noSuchIndex", { id: String(asked), possible: ids.join(", ") });
}

function share(part: number | undefined, language: Language): string {
  return numberText(language, (part ?? 0) * 100, { unit: "%" });
}

function turningWeights(result: IndexResult, id: string, code: string) {
  const area = result.areas.indexOf(code);
  if (area < 0) throw new Refusal("combine.areaNotFound", { code });
  const { classes } = groupOf(result, id);
  const inWords = (language: Language, part: PlanGroup | PlanIndicator, group: PlanGroup, found: Turning): string => {
    const say = (text: Text): string => inLanguage(text, language);
    const className = (number: number): string => say(classes?.labels[number - 1] ?? { de: String(number) });
    const ways = [found.below, found.above].flatMap((way) => {
      if (way === null) return [];
      const weight = share(way.weight, language);
      const name = className(way.class);
      return [say({ de: `bei ${weight} in Klasse ${name}`, en: `at ${weight} in class ${name}` })];
    });
    const none = { de: "bei keinem Gewicht in einer anderen Klasse", en: "at no weight in another class" };
    const rest = ways.length === 0 ? say(none) : ways.join(", ");
    const [own, whole, weighs] = [say(part.label), say(group.label), share(found.weight, language)];
    const isTop = group.id === id;
    return say({
      de: `„${own}“ wiegt${isTop ? "" : ` in „${whole}“`} ${weighs}; ${code} wäre ${rest}.`,
      en: `“${own}” weighs ${weighs}${isTop ? "" : ` within “${whole}”`}; ${code} would be ${rest}.`,
    });
  };
  return componentsWithin(groupOf(result, id).plan).flatMap(({ part, group }) => {
    const found = flippingWeight(result, id, part.id, area);
    if (found === undefined) return [];
    const said = { de: inWords("de", part, group, found), en: inWords("en", part, group, found) };
    return [{ indicator: part.id, ...found, said }];
  });
}

type Turning = NonNullable<ReturnType<typeof flippingWeight>>;

/** Every indicator and every group below an index, with the group in which its weight counts. */
function componentsWithin(group: PlanGroup): { part: PlanGroup | PlanIndicator; group: PlanGroup }[] {
  return group.components.flatMap((part) => [
    { part, group },
    ...(part.kind === "group" ? componentsWithin(part) : []),
  ]);
}
