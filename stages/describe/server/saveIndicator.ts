import type { Static } from "typebox";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { indicatorFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadVocabulary, type Term } from "../../../runtime/catalogue/loadVocabulary.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { saveIndicatorContract } from "../contract.ts";
import { catalogueLevels, checkFormula } from "../formula/checkFormula.ts";
import messages from "../messages.de.json" with { type: "json" };
import { demandOwnField } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";
import { ownLevels } from "./ownLevels.ts";
import { storedDefinition } from "./storedDefinition.ts";

type Input = Static<typeof saveIndicatorContract.input>;

/**
 * Adds an indicator, or a new version of one; older versions stay (PM10-009, PM10-025).
 *
 * Refuses a formula with an error, at its place; levels at which not all of its base figures are counted; a way of
 * summing that its parts forbid; and terms that the vocabulary does not have.
 */
async function savedIndicator(context: ReachingContext, input: Input): Promise<{ id: string; version: number }> {
  const { reason, basedOn, ...content } = input;
  const { baseFigures, indicators } = context.catalogue;
  const before = indicators.get(input.id);
  const madeBy = (await ownDefinitions(context.db, "indicator")).get(input.id) ?? null;
  demandOwnField(context, before === undefined ? undefined : { topic: before.topic, madeBy, published: false }, input);
  const checked = checkFormula(input.formula, baseFigures);
  const wrong = checked.findings.find((finding) => finding.severity === "error");
  if (wrong !== undefined) {
    const { code: cause, parameters, place } = wrong;
    const sentence = phrase(messages, { code: cause, parameters, place: null });
    throw new Refusal("describe.formulaRefused", { ...parameters, cause, sentence }, { place });
  }
  demandTerms(input);
  const known = [...catalogueLevels, ...(await ownLevels(context))];
  const tooFine = input.levels.find(
    (level) => (catalogueLevels as readonly string[]).includes(level) && !checked.levels.includes(level),
  );
  if (tooFine !== undefined)
    throw new Refusal("describe.levelTooFine", { level: tooFine, known: checked.levels.join(", ") });
  const unknown = input.levels.find((level) => !known.includes(level));
  if (unknown !== undefined)
    throw new Refusal("describe.unknownLevel", { level: unknown, known: known.join(", ") }, { kind: "missing" });
  if (checked.aggregation === "not_aggregatable" && input.aggregation !== "not_aggregatable")
    throw new Refusal("describe.notAddable", { wanted: input.aggregation });
  return storedDefinition(context, {
    kind: "indicator",
    id: input.id,
    known: indicators.get(input.id)?.version ?? 0,
    reason,
    basedOn,
    content: (version) =>
      indicatorFrom({ ...content, defaultSubindex: subindexOf(input.direction) }, version, `definition ${input.id}`),
  });
}

function subindexOf(direction: Input["direction"]): "belastung" | "kompetenz" | null {
  if (direction === "neutral") return null;
  return direction === "burden" ? "belastung" : "kompetenz";
}

function demandTerms(input: Input): void {
  const { topics, lifePhases, lifeSituations } = loadVocabulary();
  const demand = (term: string, terms: readonly Term[], list: string) => {
    if (terms.some((one) => one.id === term)) return;
    throw new Refusal("describe.unknownTerm", { term, list, known: terms.map((one) => one.id).join(", ") });
  };
  demand(input.topic, topics, "Themen");
  demand(input.lifePhase, lifePhases, "Lebensphasen");
  demand(input.lifeSituation, lifeSituations, "Lebenslagen");
}

export const saveIndicator = operation(saveIndicatorContract, savedIndicator, { narrows: ["own"] });
