import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { setSmallestLevelContract } from "../profileContract.ts";
import { demandNewest, levelSetting, lockSettings } from "./storedSettings.ts";

/**
 * From now on a circle of readers sees figures down to this level; it holds with the next answer.
 *
 * Refuses a level that does not exist, and names those that do.
 */
export const setSmallestLevel = operation(setSmallestLevelContract, ({ db, person, now }, input) =>
  db.transaction().execute(async (transaction) => {
    const { circle, level, reason, basedOn } = input;
    await lockSettings(transaction);
    const levels = await transaction.selectFrom("area_level").select(["id", "label_de"]).orderBy("rank").execute();
    if (level !== null && !levels.some(({ id }) => id === level)) {
      const known = levels.map((one) => `${one.id} (${one.label_de})`).join(", ");
      throw new Refusal("protect.unknownLevel", { level, known: known === "" ? "keine" : known });
    }
    const newest = await transaction
      .selectFrom("audience_level")
      .selectAll()
      .where("audience", "=", circle)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    demandNewest(newest === undefined ? undefined : levelSetting(newest), basedOn);
    const row = { audience: circle, level, reason: reason.trim(), set_at: now(), set_by: person.name };
    return levelSetting(
      await transaction.insertInto("audience_level").values(row).returningAll().executeTakeFirstOrThrow(),
    );
  }),
);
