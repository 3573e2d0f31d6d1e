import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import type { GoalContent } from "../contract.ts";
import type { GoalRow } from "./goalStore.ts";

/**
 * What of a county's goal is taken over into a copy: wording, indicator, target value and date.
 * Area, baseline and who answers for it are the municipality's own; an indicator that it does not have stays away.
 */
export function copiedContent(
  catalogue: Catalogue,
  { title, description, indicator, targetValue, targetDate }: GoalContent,
): Pick<GoalRow, "title" | "description" | "indicator_id" | "target_value" | "target_date"> {
  const isKnown = indicator !== null && catalogue.indicators.has(indicator.id);
  return {
    ...{ title, description, target_date: targetDate },
    indicator_id: isKnown ? indicator.id : null,
    target_value: isKnown ? targetValue : null,
  };
}
