import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { type IndicatorList, indicatorsContract } from "../contract.ts";
import { indicatorHead } from "./asked.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { definitionWithin } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

const german = new Intl.Collator("de");

/**
 * The indicators from A to Z by German rules (PI-014), with what has data. Public are those that came
 * with the platform and those whose values are.
 */
async function indicatorList(context: ReachingContext): Promise<IndicatorList> {
  const state = await dataState(context);
  const { indicators: newest } = availability(state);
  const own = await ownDefinitions(context.db, "indicator");
  const shipped = loadCatalogue().indicators;
  const indicators = [...state.catalogue.indicators.values()]
    .filter(({ id, topic }) =>
      definitionWithin(context.reach, {
        topic,
        madeBy: own.get(id) ?? null,
        published: shipped.has(id) || newest.has(id),
      }),
    )
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

export const listIndicators = operation(indicatorsContract, indicatorList, {
  keptPerDataState: true,
  narrows: ["own", "published"],
});
