import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import {
  changeRoundContract,
  type ModeratorEvent,
  proposalOf,
  type RoundEvent,
  type WeightingRound,
  withEvent,
} from "../../combine.ts";
import { addEvents, lockRound, storedRound } from "./storedRound.ts";

/**
 * Carries a round on: every event of the list, in its order, or none.
 *
 * Refuses what does not fit the step (`withEvent`), an indicator that the catalogue does not have, and one without
 * direction for which nobody says what a high value does.
 */
export const changeRound = operation(changeRoundContract, ({ db, person, now, catalogue }, { id, events }) =>
  db.transaction().execute(async (transaction) => {
    await lockRound(transaction, id);
    const stored = await storedRound(transaction, id);
    const who = { at: now().toISOString(), by: person.name };
    const added: RoundEvent[] = [];
    let { round } = stored;
    for (const given of events) {
      const event = { ...who, ...completed(round, given, catalogue) } as RoundEvent;
      round = withEvent(round, event);
      added.push(event);
    }
    await addEvents(transaction, stored, added);
    return { events: stored.log.length + added.length };
  }),
);

/** What the catalogue knows and the moderation need not say: that an indicator exists, and its direction (PM10-035). */
function completed(round: WeightingRound, event: ModeratorEvent, catalogue: Context["catalogue"]): object {
  if (event.kind === "proposed" || event.kind === "linked") {
    const { indicator } = event;
    if (indicator !== null && !catalogue.indicators.has(indicator))
      throw new Refusal("combine.indicatorNotInCatalogue", { id: indicator }, { kind: "missing" });
  }
  if (event.kind !== "placed" || event.polarity !== undefined) return event;
  const { indicator, label } = proposalOf(round, event.proposal);
  if (indicator === null) return { ...event, polarity: 1 };
  const direction = catalogue.indicators.get(indicator)?.direction ?? "neutral";
  if (direction === "neutral") throw new Refusal("combine.directionNeeded", { label });
  return { ...event, polarity: direction === event.side ? 1 : -1 };
}
