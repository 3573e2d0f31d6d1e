import type { Static, TObject } from "typebox";
import type { Context } from "../../../runtime/http/operation.ts";
import type { resolutionFields } from "../contract.ts";

type Resolution = Static<TObject<typeof resolutionFields>>;

/** What is stored of a resolution, whatever it is about, and who recorded it when. */
export function resolutionRow({ person, now }: Pick<Context, "person" | "now">, resolution: Resolution) {
  const { body, decidedOn, outcome, votesFor, votesAgainst, abstentions, reference, note } = resolution;
  return {
    body,
    decided_on: decidedOn,
    outcome,
    votes_for: votesFor ?? null,
    votes_against: votesAgainst ?? null,
    abstentions: abstentions ?? null,
    reference: reference ?? "",
    note: note ?? "",
    recorded_by: person.id,
    recorded_by_name: person.name,
    recorded_at: now(),
  };
}
