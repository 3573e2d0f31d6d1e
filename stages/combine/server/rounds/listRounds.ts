import { operation } from "../../../../runtime/http/operation.ts";
import { remaining, roundsContract } from "../../combine.ts";
import { eraseOldContacts } from "./eraseOldContacts.ts";
import { storedRound } from "./storedRound.ts";

/** All weighting rounds of the county, newest first. */
export const listRounds = operation(roundsContract, async ({ db, now }) => {
  await eraseOldContacts(db, now());
  const rows = await db.selectFrom("weighting_round").select("id").orderBy("id", "desc").execute();
  const rounds = await Promise.all(rows.map(({ id }) => storedRound(db, id)));
  return {
    rounds: rounds.map(({ id, log, round }) => ({
      id,
      title: round.title,
      purpose: round.purpose,
      level: round.level,
      step: round.step,
      frozen: round.frozen,
      openedAt: log[0]?.at ?? "",
      people: Object.values(round.panel).reduce((sum, count) => sum + count, 0),
      proposals: remaining(round).length,
      versions: round.versions.map(({ index, version, at }) => ({ index, version, at })),
    })),
  };
});
