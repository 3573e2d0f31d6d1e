import { type Kysely, sql } from "kysely";
import type { Database } from "../store/database.ts";

/**
 * Erases the names of those who acted before a day, in the audit trail and beside old versions.
 *
 * What was done stays, and the trail still proves it; only by whom is forgotten
 * (Art. 5 (1) e GDPR). A thing's newest version keeps its name: it is in force. In earlier
 * versions and editions of goals the names within them go as well: who answered for the goal,
 * where that was a person and not a unit, and who wrote and released it.
 */
export async function eraseOldNames(
  db: Kysely<Database>,
  before: Date,
): Promise<{ readonly entries: number; readonly versions: number }> {
  return db.transaction().execute(async (transaction) => {
    const entries = await sql`
      delete from audit_person using audit_entry
      where audit_entry.number = audit_person.number and audit_entry.happened_at < ${before}`.execute(transaction);
    const versions = await sql`
      update version set person = '', person_id = 'erased'
      where changed_at < ${before} and person <> '' and person_id <> 'database'
        and exists (select from version later where later.kind = version.kind and later.id = version.id
                      and later.number > version.number)`.execute(transaction);
    await sql`
      update version set person = '', content = content
        || case when content ->> 'unit_id' is null then '{"responsible": ""}'::jsonb else '{}' end
        || '{"made_by": null}'::jsonb
      where kind = 'goal' and changed_at < ${before} and content is not null and person_id <> 'database'
        and (coalesce(content ->> 'made_by', '') <> ''
          or (content ->> 'unit_id' is null and coalesce(content ->> 'responsible', '') <> ''))
        and exists (select from version later where later.kind = 'goal' and later.id = version.id
                      and later.number > version.number)`.execute(transaction);
    await sql`
      update goal_edition set released_by = '', content = content
        || case when content ->> 'unit' is null and content ? 'responsible' then '{"responsible": ""}'::jsonb else '{}' end
      where released_at < ${before} and released_by <> ''
        and exists (select from goal_edition later where later.goal_id = goal_edition.goal_id
                      and later.number > goal_edition.number)`.execute(transaction);
    const count = (result: { numAffectedRows?: bigint | undefined }) => Number(result.numAffectedRows ?? 0);
    return { entries: count(entries), versions: count(versions) };
  });
}
