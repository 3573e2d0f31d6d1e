import { localDay } from "../../../../kernel/time/localDay.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { readCounty } from "../../../../runtime/store/foundCounty.ts";
import {
  componentsOf,
  countedBallots,
  remaining,
  resultsOf,
  type Seat,
  seatContract,
  stancesOf,
  type WeightingRound,
} from "../../combine.ts";
import { seatOf } from "./seatOf.ts";
import { storedRound } from "./storedRound.ts";

const turns = { collect: "propose", discuss: "comment", delphi: "grade", result: "remark" } as const;

/** What an invited person sees: what is asked now, one's own answers, and what the panel said before, without names. */
export const showSeat = operation(
  seatContract,
  async ({ db, catalogue, now }, { token }) => {
    const { round: id, group, pseudonym } = await seatOf(db, token);
    const { round } = await storedRound(db, id);
    const county = (await readCounty(db))?.name ?? "";
    const asking = round.passes.at(-1)?.rounds.at(-1);
    const isOpen = asking !== undefined && asking.closedAt === null;
    const { from = null, until = null } = round.windows[round.step] ?? {};
    const today = localDay(now());
    const opens = !round.frozen && from !== null && today < from ? from : null;
    const over = !round.frozen && until !== null && today > until;
    const turn = round.frozen || opens !== null || over ? "wait" : turnOf(round, isOpen);
    const frozen = round.versions.at(-1);
    const labels = new Map(round.groups.map((one) => [one.id, one.label]));
    return {
      county,
      title: round.title,
      purpose: round.purpose,
      group: labels.get(group) ?? group,
      step: round.step,
      frozen: round.frozen,
      turn,
      until,
      opens,
      over,
      proposals: remaining(round).map((one) => ({
        id: one.id,
        label: one.label,
        reason: one.reason,
        group: one.group === null ? null : (labels.get(one.group) ?? one.group),
        stances: stancesOf(round, one),
      })),
      asked: isOpen ? questions(round, pseudonym, (indicator) => catalogue.indicators.get(indicator)?.label.de) : [],
      round: round.passes.at(-1)?.rounds.length ?? 0,
      answered: isOpen && asking.ballots.some((ballot) => ballot.pseudonym === pseudonym),
      result: round.step === "result" || round.frozen,
      index: round.frozen && frozen !== undefined ? { id: frozen.index, version: frozen.version } : null,
    };
  },
  { tracesItself: true },
);

function turnOf(round: WeightingRound, isOpen: boolean): Seat["turn"] {
  if (round.step === "delphi" && !isOpen) return "wait";
  return round.step in turns ? turns[round.step as keyof typeof turns] : "wait";
}

function questions(
  round: WeightingRound,
  pseudonym: string,
  named: (indicator: string) => string | undefined,
): Seat["asked"] {
  const rounds = round.passes.at(-1)?.rounds ?? [];
  const asked = new Set(rounds.at(-1)?.asked);
  const ownIn = (at: number, id: string) => {
    const ballot = countedBallots(rounds.at(at)?.ballots ?? []).find((one) => one.pseudonym === pseudonym);
    return { grade: ballot?.grades[id] ?? null, reason: ballot?.reasons[id] ?? "" };
  };
  return componentsOf(round)
    .filter(({ id }) => asked.has(id))
    .map((component) => {
      const { place, indicator, id, label } = component;
      const feedback = resultsOf(round, id).at(-1);
      const own = ownIn(-1, id);
      const called = indicator === null ? undefined : named(indicator);
      return {
        id,
        label,
        side: place?.side ?? "burden",
        main: round.proposals.find((one) => one.id === place?.main)?.label ?? null,
        // What the figure behind a proposal is called; the remarks of the catalogue are for those who compute it.
        explained: called === label ? "" : (called ?? ""),
        own: own.grade,
        ownReason: own.reason,
        ownBefore: rounds.length > 1 ? ownIn(-2, id).grade : null,
        feedback: feedback === undefined ? null : { ...feedback },
      };
    });
}
