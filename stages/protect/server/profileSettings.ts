import { type Kysely, sql } from "kysely";
import { circles } from "../../../kernel/contract/circle.ts";
import type { Database } from "../../../runtime/store/database.ts";
import type { SetRule } from "../profiles.ts";
import { isDisclosureRule } from "../rules.ts";

/** The rules that somebody set on top of the sources' own: of each figure and circle of readers the newest counts. */
export async function profileSettings(db: Kysely<Database>): Promise<{ rules: SetRule[] }> {
  const { rows } = await sql<{ audience: string | null; figure: string | null; rule: string | null }>`
    select distinct on (figure_key, audience) audience, figure_key as figure, rule
    from disclosure_rule order by figure_key, audience, id desc`.execute(db);
  return {
    rules: rows.flatMap(({ audience, figure, rule }): SetRule[] => {
      const circle = circles.find((one) => one === audience) ?? null;
      if (rule === null || !isDisclosureRule(rule)) return [];
      return circle === null && audience !== null ? [] : [{ figure, circle, rule }];
    }),
  };
}
