import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
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

const choiceNames: Readonly<Record<string, string>> = {
  weights: "Gewichte",
  treatment: "Ausreißer",
  normalisation: "Normierung",
  aggregation: "Zusammenführung",
};

/** `kreislauf index sensitivity`: which indicator and which choice move the ranking, and what turns one area. */
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
      call.print(JSON.stringify({ index: id, leftOut: left, choices, area: area ?? null, turning }, null, 2));
      return 0;
    }
    const name = (position: number): string => result.names?.[position] || (result.areas[position] ?? "");
    const label = (part: string): string => result.indicators.find((i) => i.id === part)?.label.de ?? part;
    for (const one of left.toSorted((a, b) => b.meanChange - a.meanChange)) {
      const change =
        one.largestChange === 0
          ? "bleibt die Rangfolge gleich"
          : `ändern sich die Plätze im Mittel um ${germanNumber(one.meanChange, { decimals: 1 })}, am meisten ${name(one.mostChanged)} (${one.largestChange})`;
      call.print(`Ohne „${label(one.indicator)}“ ${change}.`);
    }
    choices.choices.forEach((choice, i) => {
      call.print(
        `${choiceNames[choice] ?? choice}: allein ${share(choices.first[i])} der Unterschiede in der Rangfolge, mit anderen zusammen ${share(choices.total[i])}.`,
      );
    });
    if (choices.first.some((first, i) => first > 1.005 || first > (choices.total[i] ?? 0) + 0.005))
      call.print(
        `Die Anteile sind aus ${choices.runs} Läufen geschätzt; deshalb können sie über 100 % liegen oder zusammen kleiner sein als allein. Genauer wird es mit mehr --samples.`,
      );
    for (const turn of turning) call.print(turn.sentence);
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

function share(part: number | undefined): string {
  return germanNumber((part ?? 0) * 100, { unit: "%" });
}

function turningWeights(result: IndexResult, id: string, code: string) {
  const area = result.areas.indexOf(code);
  if (area < 0) throw new Refusal("combine.areaNotFound", { code });
  const { classes } = groupOf(result, id);
  const className = (number: number): string => classes?.labels[number - 1]?.de ?? String(number);
  return componentsWithin(groupOf(result, id).plan).flatMap(({ part, group }) => {
    const found = flippingWeight(result, id, part.id, area);
    if (found === undefined) return [];
    const ways = [found.below, found.above].flatMap((way) =>
      way === null ? [] : [`bei ${share(way.weight)} in Klasse ${className(way.class)}`],
    );
    const rest = ways.length === 0 ? "bei keinem Gewicht in einer anderen Klasse" : ways.join(", ");
    const where = group.id === id ? "" : ` in „${group.label.de}“`;
    const sentence = `„${part.label.de}“ wiegt${where} ${share(found.weight)}; ${code} wäre ${rest}.`;
    return [{ indicator: part.id, ...found, sentence }];
  });
}

/** Every indicator and every group below an index, with the group in which its weight counts. */
function componentsWithin(group: PlanGroup): { part: PlanGroup | PlanIndicator; group: PlanGroup }[] {
  return group.components.flatMap((part) => [
    { part, group },
    ...(part.kind === "group" ? componentsWithin(part) : []),
  ]);
}
