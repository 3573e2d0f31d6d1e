import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { type BaseFigureList, baseFiguresContract } from "../contract.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { definitionWithin } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

/** The base figures that are the asking person's to see, with what was delivered; public are those that are open data. */
async function baseFigureList(context: ReachingContext): Promise<BaseFigureList> {
  const state = await dataState(context);
  const { baseFigures: newest } = availability(state);
  const own = await ownDefinitions(context.db, "baseFigure");
  return {
    baseFigures: [...state.catalogue.baseFigures.values()]
      .filter(({ id, topic, access }) =>
        definitionWithin(context.reach, { topic, madeBy: own.get(id) ?? null, published: access === "open" }),
      )
      .map(({ breaks: _, ...figure }) => ({
        ...figure,
        hasData: state.figures.has(figure.id),
        latestPeriod: newest.get(figure.id) ?? null,
        own: own.has(figure.id),
      })),
  };
}

export const listBaseFigures = operation(baseFiguresContract, baseFigureList, {
  keptPerDataState: true,
  narrows: ["own", "published"],
});
