import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { setClassesContract } from "../contract.ts";
import { askedIndicator, askedLevel } from "./asked.ts";
import { dataState } from "./dataState.ts";
import { demandOwnField } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

/**
 * Fixes the classes of a map for an indicator and level; limits stay the same over time when they are given.
 *
 * Limits are in the unit of the indicator, one fewer than classes. Refuses any other number of them, and limits that
 * do not rise.
 */
export const setClasses = operation(
  setClassesContract,
  async (context, { id, level, method, count, limits, basedOn }) => {
    const state = await dataState(context);
    const { indicator } = askedIndicator(state, id);
    const own = await ownDefinitions(context.db, "indicator");
    demandOwnField(context, { topic: indicator.topic, madeBy: own.get(id) ?? null, published: false }, indicator);
    askedLevel(state, level);
    const wanted = count - 1;
    const rising = limits?.every((limit, at) => at === 0 || limit > (limits[at - 1] ?? 0)) ?? true;
    if ((method === "manual" && limits === null) || (limits !== null && (limits.length !== wanted || !rising)))
      throw new Refusal("describe.manualLimits", { wanted, given: limits?.join("; ") ?? "keine" });
    const row = { method, class_count: count, limits, changed_at: context.now(), person: context.person.name };
    return changeOnce(context.db, { kind: "classBreaks", id: `${id}/${level}` }, basedOn, async (db) => {
      await db
        .insertInto("class_breaks")
        .values({ indicator_id: id, level_id: level, ...row })
        .onConflict((conflict) => conflict.columns(["indicator_id", "level_id"]).doUpdateSet(row))
        .execute();
      return { stored: true };
    });
  },
  { narrows: ["own"] },
);
