import type { Kysely } from "kysely";
import type { DatedArea } from "../../../kernel/area/broughtOver.ts";
import type { AreaHistory } from "../../../kernel/area/successors.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { areaHistories } from "../../collect/server/collect.ts";

/** A level whose areas changed: those of today and those that were, and how they became each other. */
export interface ChangedLevel {
  readonly history: AreaHistory;
  readonly today: readonly DatedArea[];
  readonly former: readonly DatedArea[];
}

/** The levels on which values must be brought over from older boundaries before they are shown on a day. */
export async function changedLevels(db: Kysely<Database>, day: string): Promise<ChangedLevel[]> {
  const rows = await db.selectFrom("area").select(["id", "code", "level_id", "valid_from", "valid_to"]).execute();
  const levels = new Map<string, { today: DatedArea[]; former: DatedArea[] }>();
  for (const { id, code, level_id, valid_from: validFrom, valid_to: validTo } of rows) {
    const level = levels.get(level_id) ?? { today: [], former: [] };
    levels.set(level_id, level);
    const isNow = (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
    (isNow ? level.today : level.former).push({ id, code, validFrom, validTo });
  }
  if (![...levels.values()].some(({ former }) => former.length > 0)) return [];
  const histories = await areaHistories(db);
  return [...levels].flatMap(([id, { today, former }]) => {
    const history = histories.get(id);
    return history === undefined || former.length === 0 ? [] : [{ history, today, former }];
  });
}
