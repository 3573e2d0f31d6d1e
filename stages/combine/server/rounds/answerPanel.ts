import type { Kysely } from "kysely";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { answerPanelContract, type PanelSays, type RoundEvent, withEvent } from "../../combine.ts";
import { type SeatHolder, seatOf } from "./seatOf.ts";
import { addEvents, askingNumber, type Ballots, lockRound, type StoredRound, storedRound } from "./storedRound.ts";

/**
 * Takes what an invited person says: a proposal, a comment, grades, a remark.
 *
 * Proposals and comments bear the name of the group. Grades go into the box of
 * their asking under the pseudonym; that the person has answered is noted apart.
 *
 * Refuses an indicator that the catalogue does not have, and a second box of grades after a link was renewed; what
 * does not fit the step is refused as in `withEvent`.
 */
export const answerPanel = operation(
  answerPanelContract,
  async (context, { token, answer }) => {
    const seat = await seatOf(context.db, token);
    await context.db.transaction().execute(async (transaction) => {
      await lockRound(transaction, seat.round);
      const stored = await storedRound(transaction, seat.round);
      if (answer.kind === "grades") return castBallot(transaction, context, stored, seat, answer);
      const event = eventOf(answer, seat, context);
      withEvent(stored.round, event);
      await addEvents(transaction, stored, [event]);
    });
    return { taken: true };
  },
  { tracesItself: true },
);

function eventOf(
  answer: Exclude<PanelSays, { kind: "grades" }>,
  { group }: SeatHolder,
  { now, catalogue }: Context,
): RoundEvent {
  // The panel's own words bear a day, not a minute: when somebody sat down to write is nobody's business.
  const who = { at: localDay(now()), by: "panel", group };
  switch (answer.kind) {
    case "proposal": {
      const { label, indicator = null, reason, source } = answer;
      if (indicator !== null && !catalogue.indicators.has(indicator))
        throw new Refusal("combine.indicatorNotInCatalogue", { id: indicator }, { kind: "missing" });
      return { kind: "proposed", ...who, label, indicator, reason, source };
    }
    case "comment":
      return { kind: "commented", ...who, proposal: answer.proposal, stance: answer.stance, text: answer.text };
    case "remark":
      return { kind: "remarked", ...who, text: answer.text };
  }
}

async function castBallot(
  db: Kysely<Database>,
  { now }: Context,
  stored: StoredRound,
  seat: SeatHolder,
  answer: PanelSays & { kind: "grades" },
): Promise<void> {
  const { id, round } = stored;
  const ballot: Ballots[number] = {
    kind: "ballot",
    at: localDay(now()),
    by: "panel",
    pseudonym: seat.pseudonym,
    group: round.weighting === "group" ? seat.group : null,
    grades: answer.grades,
    reasons: answer.reasons,
  };
  withEvent(round, ballot);
  const asking = askingNumber(round);
  const [box, answered] = await Promise.all([
    db
      .selectFrom("round_ballot_box")
      .select("ballots")
      .where("round_id", "=", id)
      .where("asking", "=", asking)
      .executeTakeFirst(),
    db
      .selectFrom("round_answered")
      .select("participants")
      .where("round_id", "=", id)
      .where("asking", "=", asking)
      .executeTakeFirst(),
  ]);
  const before = (box?.ballots ?? []) as Ballots;
  const participants = new Set(answered?.participants ?? []);
  if (participants.has(seat.participant) && !before.some((one) => one.pseudonym === seat.pseudonym))
    throw new Refusal("combine.answeredBefore", {}, { kind: "conflict" });
  // By pseudonym, so that the order says nothing; each person's own ballots stay one behind the other.
  const ballots = JSON.stringify([...before, ballot].sort((a, b) => a.pseudonym.localeCompare(b.pseudonym)));
  await db
    .insertInto("round_ballot_box")
    .values({ round_id: id, asking, ballots })
    .onConflict((conflict) => conflict.columns(["round_id", "asking"]).doUpdateSet({ ballots }))
    .execute();
  const sorted = [...participants.add(seat.participant)].sort((a, b) => a - b);
  await db
    .insertInto("round_answered")
    .values({ round_id: id, asking, participants: sorted })
    .onConflict((conflict) => conflict.columns(["round_id", "asking"]).doUpdateSet({ participants: sorted }))
    .execute();
}
