import type { Static } from "typebox";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { baseFigureFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { saveBaseFigureContract } from "../contract.ts";
import { storedDefinition } from "./storedDefinition.ts";

type Input = Static<typeof saveBaseFigureContract.input>;

/** Adds a base figure, or a new version of one: what a county counts beyond the shipped 283. */
export async function savedBaseFigure(context: Context, input: Input): Promise<{ id: string; version: number }> {
  const { reason, ...content } = input;
  // The word of the formula language itself.
  if (input.id === "LAG") throw new Refusal("describe.wrongId", { id: input.id });
  const { topics } = loadVocabulary();
  if (!topics.some((topic) => topic.id === input.topic))
    throw new Refusal("describe.unknownTerm", {
      term: input.topic,
      list: "Themen",
      known: topics.map((topic) => topic.id).join(", "),
    });
  return storedDefinition(context, {
    kind: "baseFigure",
    id: input.id,
    known: context.catalogue.baseFigures.has(input.id) ? 1 : 0,
    reason,
    content: () => baseFigureFrom(content, `definition ${input.id}`),
  });
}

export const saveBaseFigure = operation(saveBaseFigureContract, savedBaseFigure);
