import { periodsInWords } from "../../../kernel/time/periodsInWords.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import type { MapAnswer } from "../contract.ts";

/**
 * Refuses a map of a period for which nothing was delivered, and says which periods there are.
 *
 * What cannot be summed up to the level is said to be so.
 * A period whose figures are all withheld or unsafe is one: there is something, and its signs say what.
 */
export function demandFigures(
  answer: Pick<MapAnswer, "indicator" | "level" | "period" | "periods" | "values" | "county" | "reasons">,
): void {
  const { indicator, level, period, periods, values, county, reasons } = answer;
  if (period !== null && periods.includes(period)) return;
  if ([...values, county.value].some((value) => isPresent(value) || value !== "unknown")) return;
  // Nothing is missing there that somebody could deliver from below: medians and the like stay where they were counted.
  if (reasons.length > 0 && reasons.every((reason) => reason === "notAggregatable"))
    throw new Refusal("describe.notSummedUp", { id: indicator.id, level }, { kind: "missing" });
  const known = periodsInWords(periods);
  if (period === null || known === "")
    throw new Refusal("describe.noFigures", { id: indicator.id, level }, { kind: "missing" });
  throw new Refusal("describe.noFigureInPeriod", { id: indicator.id, level, period, known }, { kind: "missing" });
}
