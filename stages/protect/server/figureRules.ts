import { type Kysely, sql } from "kysely";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { strictestRule } from "../../../kernel/indicator/strictestRule.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import { countsAsAccepted } from "../../../runtime/store/countsAsAccepted.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { ruleFor, type SetRule } from "../profiles.ts";
import { isDisclosureRule } from "../rules.ts";
import { profileSettings } from "./profileSettings.ts";

/**
 * The rule that guards each figure of which anything was accepted: the strictest of
 * its own in the catalogue, of what its deliveries ask for, and of what somebody set
 * for everybody.
 *
 * A delivery asks for something only where a person said so, and then for all of its
 * figures; a file in which open figures stand beside guarded ones makes no figure
 * stricter or laxer than it is. What the catalogue does not know keeps the rule under
 * which it came in.
 *
 * @param figures all of them when left out
 * @param set what somebody set, where it was read already
 */
export async function figureRules(
  db: Kysely<Database>,
  catalogue: Pick<Catalogue, "baseFigures"> | undefined,
  figures?: readonly string[],
  set?: readonly SetRule[],
): Promise<ReadonlyMap<string, DisclosureRule>> {
  const { rows } = await sql<{ key: string; came: string; asked: string[] }>`
    select f.key, f.disclosure as came, array_agg(distinct d.disclosure) as asked
    from figure f
    join slice s on s.figure_id = f.id
    join delivery d on d.id = s.delivery_id
    where ${countsAsAccepted} ${figures === undefined ? sql`` : sql`and f.key = any(${figures}::text[])`}
    group by f.key, f.disclosure`.execute(db);
  const rules = set ?? (await profileSettings(db)).rules;
  return new Map(
    rows.map(({ key, came, asked }) => {
      const own = catalogue?.baseFigures.get(key)?.disclosure ?? known(came);
      return [key, ruleFor(key, strictestRule([own, ...asked.map(known)]), null, rules)];
    }),
  );
}

function known(rule: string): DisclosureRule {
  if (!isDisclosureRule(rule)) throw new Error(`unknown disclosure rule: ${rule}`);
  return rule;
}
