import { type Kysely, sql } from "kysely";
import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import type { Database } from "../../../runtime/store/database.ts";
import type { SetRule } from "../profiles.ts";
import { isDisclosureRule } from "../rules.ts";
import type { ProfileSettings } from "../sight.ts";

/** What somebody set about who sees what: of each circle of readers and figure the newest setting counts. */
export async function profileSettings(db: Kysely<Database>): Promise<ProfileSettings> {
  const [levels, rules] = await Promise.all([
    sql<{ audience: string; level: string | null }>`
      select distinct on (audience) audience, level from audience_level order by audience, id desc`.execute(db),
    sql<{ audience: string | null; figure: string | null; rule: string | null }>`
      select distinct on (figure_key, audience) audience, figure_key as figure, rule
      from disclosure_rule order by figure_key, audience, id desc`.execute(db),
  ]);
  return {
    levels: new Map(
      levels.rows.flatMap(({ audience, level }): [Circle, string][] => {
        const circle = knownCircle(audience);
        return circle === null || level === null ? [] : [[circle, level]];
      }),
    ),
    rules: rules.rows.flatMap(({ audience, figure, rule }): SetRule[] => {
      const circle = knownCircle(audience);
      if (rule === null || !isDisclosureRule(rule)) return [];
      return circle === null && audience !== null ? [] : [{ figure, circle, rule }];
    }),
  };
}

function knownCircle(name: string | null): Circle | null {
  return circles.find((circle) => circle === name) ?? null;
}
