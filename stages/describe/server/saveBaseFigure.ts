import type { Static } from "typebox";
import { figureSum } from "../../../kernel/indicator/figureSum.ts";
import { periodPoint } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { baseFigureFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { saveBaseFigureContract } from "../contract.ts";
import { catalogueLevels } from "../formula/checkFormula.ts";
import { demandOwnField } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";
import { ownLevels } from "./ownLevels.ts";
import { storedDefinition } from "./storedDefinition.ts";

type Input = Static<typeof saveBaseFigureContract.input>;

/**
 * Adds a base figure, or a new version of one: what a county counts beyond the shipped 283.
 *
 * Refuses a topic, level or period that does not exist, a name that formulas use themselves, and equations that cannot
 * be read, name unknown figures or do not speak of this one.
 */
async function savedBaseFigure(context: ReachingContext, input: Input): Promise<{ id: string; version: number }> {
  const { reason, basedOn, ...rest } = input;
  const { baseFigures } = context.catalogue;
  // Where the method of counting changed, and what adds up to what, stays known, whoever changes the rest.
  const { breaks = [], sums = [] } = baseFigures.get(input.id) ?? {};
  const content = { breaks, sums, ...rest };
  // The word of the formula language itself.
  if (input.id === "LAG") throw new Refusal("describe.wrongId", { id: input.id });
  const before = context.catalogue.baseFigures.get(input.id);
  const madeBy = (await ownDefinitions(context.db, "baseFigure")).get(input.id) ?? null;
  demandOwnField(context, before === undefined ? undefined : { topic: before.topic, madeBy, published: false }, input);
  const { topics } = loadVocabulary();
  if (!topics.some((topic) => topic.id === input.topic))
    throw new Refusal("describe.unknownTerm", {
      term: input.topic,
      list: "Themen",
      known: topics.map((topic) => topic.id).join(", "),
    });
  const levels = [...catalogueLevels, ...(await ownLevels(context))];
  if (!levels.includes(input.levelMin))
    throw new Refusal(
      "describe.unknownLevel",
      { level: input.levelMin, known: [...new Set(levels)].join(", ") },
      { kind: "missing" },
    );
  const wrong = content.breaks.find(({ period }) => periodPoint(period) === undefined);
  if (wrong !== undefined) throw new Refusal("describe.unknownPeriod", { period: wrong.period });
  for (const sum of content.sums) demandSum(sum, input.id, baseFigures);
  return storedDefinition(context, {
    kind: "baseFigure",
    id: input.id,
    known: baseFigures.has(input.id) ? 1 : 0,
    reason,
    basedOn,
    content: () => baseFigureFrom(content, `definition ${input.id}`),
  });
}

/** A sum that is meant to protect must be readable, name figures that exist, and be about this one. */
function demandSum(sum: string, id: string, known: ReadonlyMap<string, unknown>): void {
  const read = figureSum(sum);
  if (read === undefined) throw new Refusal("describe.sumUnreadable", { sum });
  const names = [read.whole, ...read.parts].map(({ figure }) => figure);
  if (!names.includes(id)) throw new Refusal("describe.sumOfOthers", { sum, id });
  for (const name of names)
    if (name !== id && !known.has(name)) throw new Refusal("describe.unknownFigure", { id: name }, { kind: "missing" });
}

export const saveBaseFigure = operation(saveBaseFigureContract, savedBaseFigure, { narrows: ["own"] });
