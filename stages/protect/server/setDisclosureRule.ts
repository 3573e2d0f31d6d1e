import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { setDisclosureRuleContract } from "../profileContract.ts";
import { renewPatterns } from "./renewPatterns.ts";
import { demandNewest, lockSettings, ruleSetting } from "./storedSettings.ts";

/**
 * Sets a rule for a circle of readers and works out anew, in the same transaction, what is held
 * back from whom: no reader meets the rule without its pattern.
 *
 * Refuses a base figure that the catalogue does not have.
 */
export const setDisclosureRule = operation(setDisclosureRuleContract, (context, input) =>
  context.db.transaction().execute(async (transaction) => {
    const { circle, figure, rule, reason, basedOn } = input;
    const { catalogue, person, now } = context;
    await lockSettings(transaction);
    if (figure !== null && !catalogue.baseFigures.has(figure)) throw new Refusal("protect.unknownFigure", { figure });
    const newest = await transaction
      .selectFrom("disclosure_rule")
      .selectAll()
      .where("audience", "is not distinct from", circle)
      .where("figure_key", "is not distinct from", figure)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    demandNewest(newest === undefined ? undefined : ruleSetting(newest), basedOn);
    const row = { figure_key: figure, audience: circle, rule, reason: reason.trim() };
    const stored = await transaction
      .insertInto("disclosure_rule")
      .values({ ...row, set_at: now(), set_by: person.name })
      .returningAll()
      .executeTakeFirstOrThrow();
    context.progress({ doing: "Sperrmuster berechnen", done: 0, total: null });
    const renewed = await renewPatterns(transaction, context);
    return { setting: ruleSetting(stored), renewed: renewed.length };
  }),
);
