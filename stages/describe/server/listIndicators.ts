import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type IndicatorList, indicatorsContract } from "../contract.ts";
import { indicatorHead } from "./asked.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

const german = new Intl.Collator("de");

/** All indicators from A to Z by German rules (PI-014), with what has data. */
export async function indicatorList(context: Context): Promise<IndicatorList> {
  const state = await dataState(context);
  const { indicators: newest } = availability(state);
  const own = await ownDefinitions(context.db, "indicator");
  const indicators = [...state.catalogue.indicators.values()]
    .map((indicator) => {
      const latestPeriod = newest.get(indicator.id) ?? null;
      return {
        ...indicatorHead({ indicator }),
        levels: [...indicator.levels],
        latestPeriod,
        hasData: latestPeriod !== null,
        own: own.has(indicator.id),
      };
    })
    .sort((a, b) => german.compare(a.label.de, b.label.de));
  return { indicators };
}

export const listIndicators = operation(indicatorsContract, indicatorList, { keptPerDataState: true });
