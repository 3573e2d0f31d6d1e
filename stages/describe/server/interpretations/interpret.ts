import { operation } from "../../../../runtime/http/operation.ts";
import { interpretContract } from "../../contract/interpretations.ts";
import { askedArea, askedIndicator, askedPeriod } from "../asked.ts";
import { dataState } from "../dataState.ts";
import { boundTo } from "./storedInterpretation.ts";

/**
 * Writes what a figure means, bound to the state of the data that it is written on.
 *
 * Refuses an indicator, area or period that is not there.
 */
export const interpret = operation(interpretContract, async (context, { text, ...asked }) => {
  const { db, now, person } = context;
  const state = await dataState(context);
  askedIndicator(state, asked.indicator);
  askedArea(state, asked.level, asked.code);
  askedPeriod(asked.period);
  const bound = await boundTo(context, asked);
  const { id } = await db
    .insertInto("interpretation")
    .values({
      indicator_id: asked.indicator,
      level_id: asked.level,
      area_code: asked.code,
      period: asked.period,
      text: text.trim(),
      ...bound,
      ...{ written_at: now(), written_by: person.name, made_by: person.id },
      ...{ confirmed_at: null, confirmed_by: null },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, version: 1 };
});
