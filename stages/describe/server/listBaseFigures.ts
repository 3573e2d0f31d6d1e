import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type BaseFigureList, baseFiguresContract } from "../contract.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

/** All base figures, with what was delivered. */
export async function baseFigureList(context: Context): Promise<BaseFigureList> {
  const state = await dataState(context);
  const { baseFigures: newest } = availability(state);
  const own = await ownDefinitions(context.db, "baseFigure");
  return {
    baseFigures: [...state.catalogue.baseFigures.values()].map(({ breaks: _, ...figure }) => ({
      ...figure,
      hasData: state.figures.has(figure.id),
      latestPeriod: newest.get(figure.id) ?? null,
      own: own.has(figure.id),
    })),
  };
}

export const listBaseFigures = operation(baseFiguresContract, baseFigureList, { keptPerDataState: true });
