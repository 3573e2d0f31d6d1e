import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { changeOnce, versionInForce } from "../../../runtime/history/changeOnce.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { plainSummaryContract, savePlainSummaryContract } from "../contract.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { definitionWithin, demandOwnField } from "./definitionsWithin.ts";
import { ownDefinitions } from "./ownDefinitions.ts";

const thing = (id: string) => ({ kind: "plainSummary", id });

/**
 * What is written about an indicator in plain words, for whoever sees the indicator. Refuses one that is not there for
 * this reader.
 */
export const plainSummary = operation(
  plainSummaryContract,
  async (context, { id }) => {
    const known = await definition(context, id);
    const published = loadCatalogue().indicators.has(id) || availability(await dataState(context)).indicators.has(id);
    if (!definitionWithin(context.reach, { ...known, published })) throw unknownIndicator(id);
    const row = await context.db
      .selectFrom("plain_summary")
      .select("text")
      .where("indicator_id", "=", id)
      .executeTakeFirst();
    return { text: row?.text ?? "", version: await versionInForce(context.db, thing(id)) };
  },
  { narrows: ["own", "published"] },
);

/**
 * Writes it, for whoever may change the indicator's definition; an empty text takes it away. Refuses an indicator that
 * is not in the catalogue.
 */
export const savePlainSummary = operation(
  savePlainSummaryContract,
  async (context, { id, text, basedOn }) => {
    const known = await definition(context, id);
    demandOwnField(context, { ...known, published: false }, known);
    const plain = text.trim();
    return changeOnce(context.db, thing(id), basedOn, async (db) => {
      if (plain === "") await db.deleteFrom("plain_summary").where("indicator_id", "=", id).execute();
      else
        await db
          .insertInto("plain_summary")
          .values({ indicator_id: id, text: plain })
          .onConflict((conflict) => conflict.column("indicator_id").doUpdateSet({ text: plain }))
          .execute();
      return { text: plain };
    });
  },
  { narrows: ["own"] },
);

async function definition({ catalogue, db }: ReachingContext, id: string) {
  const indicator = catalogue.indicators.get(id);
  if (indicator === undefined) throw unknownIndicator(id);
  return { topic: indicator.topic, madeBy: (await ownDefinitions(db, "indicator")).get(id) ?? null };
}

function unknownIndicator(id: string): Refusal {
  return new Refusal("describe.unknownIndicator", { id }, { kind: "missing" });
}
