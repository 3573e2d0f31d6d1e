import { operation } from "../../../../runtime/http/operation.ts";
import { roundContract, roundHistory, roundView } from "../../combine.ts";
import { demandLevel } from "../demandLevel.ts";
import { storedRound } from "./storedRound.ts";

/**
 * A round as it is, or as it was after so many events: so that it can be replayed.
 *
 * Refuses a round that does not exist.
 */
export const showRound = operation(roundContract, async ({ db }, { id, until }) => {
  const whole = await storedRound(db, id);
  const shown = until === undefined ? whole : await storedRound(db, id, until);
  return {
    id,
    ...roundView(shown.round),
    levelLabel: await demandLevel(db, shown.round.level),
    events: shown.log.length,
    allEvents: whole.log.length,
    history: roundHistory(whole.log),
  };
});
