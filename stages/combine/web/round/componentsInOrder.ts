import type { ProposalAnswer, RoundAnswer } from "../../round/roundContract.ts";

/** The selected and placed proposals, burden first, each main indicator before its parts. */
export function componentsInOrder(round: RoundAnswer): { one: ProposalAnswer; main: ProposalAnswer | null }[] {
  const placed = round.proposals.filter(
    (one) => one.mergedInto === null && one.outcome === "include" && one.place !== null,
  );
  return (["burden", "competence"] as const).flatMap((side) =>
    placed
      .filter((main) => main.place?.side === side && main.place.main === null)
      .flatMap((main) => [
        { one: main, main: null },
        ...placed.filter((part) => part.place?.main === main.id).map((part) => ({ one: part, main })),
      ]),
  );
}
