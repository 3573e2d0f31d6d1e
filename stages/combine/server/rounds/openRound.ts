import { operation } from "../../../../runtime/http/operation.ts";
import { openRoundContract, type RoundEvent, weightingRound } from "../../combine.ts";
import { demandLevel } from "../demandLevel.ts";

/**
 * Begins a weighting round: what for, for which level, and which groups are invited.
 *
 * Refuses a level that does not exist, and a round without name, purpose or groups.
 */
export const openRound = operation(openRoundContract, async ({ db, person, now }, input) => {
  await demandLevel(db, input.level);
  const at = now();
  const opened: RoundEvent = {
    kind: "opened",
    at: at.toISOString(),
    by: person.name,
    title: input.title.trim(),
    purpose: input.purpose.trim(),
    level: input.level,
    groups: input.groups.map((label, i) => ({ id: `g${i + 1}`, label: label.trim() })),
    weighting: input.weighting ?? "person",
  };
  weightingRound([opened]);
  return db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto("weighting_round")
      .values({ created_at: at })
      .returning("id")
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto("round_event")
      .values({ round_id: id, number: 1, content: JSON.stringify(opened) })
      .execute();
    return { id };
  });
});
