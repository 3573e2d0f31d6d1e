import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { demandUnchanged } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { furtherColumns, readDefinition, saveIndexContract } from "../../combine.ts";
import { shippedIndices } from "../shippedIndices.ts";

/**
 * Keeps an index of the county's own, as its first or a new version; older versions stay.
 *
 * Refuses a definition with an error, at its line; an id that the platform ships or a round uses; an indicator that
 * the catalogue does not have; and a change without a reason.
 */
export const saveIndex = operation(
  saveIndexContract,
  ({ db, catalogue, person, now }, { definition, reason, basedOn }) => {
    const plan = readDefinition(definition);
    if (shippedIndices().has(plan.id) || /^runde-\d+$/.test(plan.id))
      throw new Refusal("combine.indexIdTaken", { id: plan.id }, { kind: "conflict" });
    if (reason.trim() === "") throw new Refusal("combine.reasonMissing");
    const asked = [...plan.indicators.map((indicator) => indicator.id), ...furtherColumns(plan)];
    const unknown = asked.find((id) => !catalogue.indicators.has(id));
    if (unknown !== undefined)
      throw new Refusal("combine.indicatorNotInCatalogue", { id: unknown }, { kind: "missing" });
    return db.transaction().execute(async (transaction) => {
      await demandUnchanged(transaction, { kind: "index", id: plan.id }, basedOn);
      const newest = await transaction
        .selectFrom("index_version")
        .select("version")
        .where("index_id", "=", plan.id)
        .orderBy("version", "desc")
        .forUpdate()
        .executeTakeFirst();
      const version = (newest?.version ?? 0) + 1;
      await transaction
        .insertInto("index_version")
        .values({
          index_id: plan.id,
          version,
          definition: JSON.stringify({ ...plan.definition, version }),
          made_at: now(),
          made_by: person.name,
          reason: reason.trim(),
          round_id: null,
        })
        .execute();
      return { index: plan.id, version };
    });
  },
);
