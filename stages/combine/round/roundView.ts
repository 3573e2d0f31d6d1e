import { phrase } from "../../../kernel/trouble/phrase.ts";
import messages from "../messages.de.json" with { type: "json" };
import { pointTables } from "../methods/weights/gradePoints.ts";
import { componentsOf, componentsToAsk, countedBallots, gradeOf, standingOf } from "./delphi.ts";
import { coverage, duplicates, openItems } from "./openItems.ts";
import type { DelphiAnswer, ProposalAnswer, RoundAnswer } from "./roundContract.ts";
import { componentWeights } from "./roundDefinition.ts";
import type { RoundEvent } from "./roundEvent.ts";
import { type Step, steps } from "./steps.ts";
import type { Proposal, WeightingRound } from "./weightingRound.ts";

/** A round as pages show it: statistics of the panel, never the answer of one person. */
export function roundView(
  round: WeightingRound,
): Omit<RoundAnswer, "id" | "levelLabel" | "events" | "allEvents" | "history"> {
  const labels = new Map(round.groups.map((group) => [group.id, group.label]));
  const labelOf = (id: string | null): string | null => (id === null ? null : (labels.get(id) ?? id));
  const askings = round.passes.at(-1)?.rounds ?? [];
  const current = askings.at(-1);
  const weights = new Map(componentWeights(round).map((weight) => [weight.proposal, weight]));
  const inIndex = new Set(componentsOf(round).map((component) => component.id));
  return {
    title: round.title,
    purpose: round.purpose,
    level: round.level,
    weighting: round.weighting,
    groups: round.groups.map(({ id, label }) => ({
      id,
      label,
      size: round.panel[id] ?? 0,
      comments: round.comments.filter((comment) => comment.group === id).length,
    })),
    step: round.step,
    frozen: round.frozen,
    windows: steps.flatMap((step) => {
      const window = round.windows[step];
      return window === undefined ? [] : [{ step, ...window }];
    }),
    minutes: [...round.minutes],
    proposals: round.proposals.map((one): ProposalAnswer => {
      const weight = weights.get(one.id);
      return {
        id: one.id,
        label: one.label,
        indicator: one.indicator,
        reason: one.reason,
        source: one.source,
        group: labelOf(one.group),
        mergedInto: one.mergedInto,
        times: 1 + round.proposals.filter((other) => other.mergedInto === one.id).length,
        outcome: one.outcome,
        outcomeReason: one.outcomeReason,
        place: one.place,
        firstGrade: one.firstGrade,
        resolved: one.resolved === null ? null : { grade: one.resolved.grade, reason: one.resolved.reason },
        grade: inIndex.has(one.id) ? gradeOf(round, one) : null,
        stances: stancesOf(round, one),
        results: resultsOf(round, one.id),
        next: inIndex.has(one.id) && askings.length > 0 ? standingOf(round, one.id).next : null,
        weight: weight === undefined ? null : { points: weight.points, share: weight.share },
      };
    }),
    comments: round.comments.map((comment) => ({ ...comment, group: labelOf(comment.group) ?? "" })),
    coverage: coverage(round),
    duplicates: duplicates(round).map(([first, second]) => [first.id, second.id]),
    asking:
      current === undefined || current.closedAt !== null
        ? null
        : {
            number: askings.length,
            openedAt: current.openedAt,
            asked: [...current.asked],
            answers: countedBallots(current.ballots).length,
          },
    askings: askings.length,
    toAsk: componentsToAsk(round),
    table: round.table,
    tables: Object.entries(pointTables).map(([id, points]) => ({
      id: id as RoundAnswer["table"],
      points: [...points],
    })),
    remarks: round.remarks.map((remark) => ({ ...remark, group: labelOf(remark.group) })),
    reopenings: [...round.reopenings],
    versions: [...round.versions],
    open: openItems(round).map((item) => ({
      code: item.code,
      severity: item.severity,
      sentence: phrase(messages, item),
      parameters: { ...item.parameters },
    })),
  };
}

/**
 * How often a proposal was called for, against, or unsure; what was said of its duplicates counts.
 *
 * @example
 * stancesOf({ proposals: [{ id: "v1", mergedInto: null }, { id: "v2", mergedInto: "v1" }], comments: [{ proposal: "v1", stance: "for" }, { proposal: "v2", stance: "for" }] }, { id: "v1" }) // { for: 2, against: 0, unsure: 0 }
 */
export function stancesOf(round: WeightingRound, proposal: Proposal): ProposalAnswer["stances"] {
  const same = new Set([proposal.id]);
  for (const other of round.proposals) if (other.mergedInto === proposal.id) same.add(other.id);
  const count = (stance: keyof ProposalAnswer["stances"]): number =>
    round.comments.filter((comment) => same.has(comment.proposal) && comment.stance === stance).length;
  return { for: count("for"), against: count("against"), unsure: count("unsure") };
}

/**
 * What the panel said of one component, asking by asking, in the pass that counts.
 *
 * @example
 * resultsOf({ passes: [{ rounds: [{ results: { v1: { people: 5, median: 3, lowerQuartile: 2, upperQuartile: 3, counts: [0, 2, 3, 0], agreed: true, reasons: [] } } }] }] }, "v1").map(({ round, median }) => [round, median]) // [[1, 3]]
 */
export function resultsOf(round: WeightingRound, id: string): DelphiAnswer[] {
  return (round.passes.at(-1)?.rounds ?? []).flatMap((one, at): DelphiAnswer[] => {
    const result = one.results[id];
    if (result === undefined || result === null) return [];
    const { people, median, lowerQuartile, upperQuartile, counts, agreed, reasons } = result;
    return [
      {
        round: at + 1,
        people,
        median,
        lowerQuartile,
        upperQuartile,
        counts: [...counts],
        agreed,
        reasons: [...reasons],
      },
    ];
  });
}

/**
 * Turning points of a round, for going back to them: how it moved from step to step, and what was decided.
 *
 * @example
 * roundHistory([{ kind: "opened", at: "2026-01-05", by: "a", title: "Belastung" }, { kind: "commented", at: "2026-01-06", by: "a" }, { kind: "advanced", at: "2026-02-01", by: "a" }]).map(({ number, kind, step }) => [number, kind, step]) // [[1, "opened", "collect"], [3, "advanced", "discuss"]]
 */
export function roundHistory(events: readonly RoundEvent[]): RoundAnswer["history"] {
  let step: Step = "collect";
  return events.flatMap((event, at): RoundAnswer["history"] => {
    if (event.kind === "advanced") step = steps[steps.indexOf(step) + 1] ?? step;
    if (event.kind === "reopened") step = event.step;
    const text = turning(event);
    return text === null ? [] : [{ number: at + 1, at: event.at, kind: event.kind, step, text }];
  });
}

function turning(event: RoundEvent): string | null {
  switch (event.kind) {
    case "opened":
      return event.title;
    case "reopened":
    case "frozen":
      return event.reason;
    case "advanced":
    case "roundOpened":
    case "roundClosed":
      return "";
    case "tabled":
      return event.table;
    default:
      return null;
  }
}
