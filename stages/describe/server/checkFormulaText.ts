import { phrase } from "../../../kernel/trouble/phrase.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { checkFormulaContract } from "../contract.ts";
import { checkFormula } from "../formula/checkFormula.ts";
import messages from "../messages.de.json" with { type: "json" };

/** Checks a formula while it is typed (PM10-009). */
export const checkFormulaText = operation(
  checkFormulaContract,
  async (context, { formula }) => {
    const checked = checkFormula(formula, context.catalogue.baseFigures);
    return {
      accepted: checked.accepted,
      findings: checked.findings.map((finding) => ({
        code: finding.code,
        severity: finding.severity,
        character: finding.place.character,
        length: finding.length,
        sentence: phrase(messages, { ...finding, place: null }),
        parameters: { ...finding.parameters },
        suggestions: [...finding.suggestions],
      })),
      baseFigures: checked.baseFigures.map((figure) => figure.id),
      unit: checked.unit,
      levels: [...checked.levels],
      aggregation: checked.aggregation,
    };
  },
  { narrows: ["own"] },
);
