import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Grade, grades, type PointTable } from "../methods/weights/gradePoints.ts";
import {
  type Ballot,
  componentsToAsk,
  countedBallots,
  type DelphiPass,
  delphiResult,
  FEWEST_ANSWERS,
} from "./delphi.ts";
import { blockers } from "./openItems.ts";
import type { Outcome, RoundEvent, RoundGroup, Side, Stance } from "./roundEvent.ts";
import { type Step, stepLabels, steps } from "./steps.ts";

/** What a weighting round looks like after everything that happened in it. */
export interface WeightingRound {
  readonly title: string;
  readonly purpose: string;
  readonly level: string;
  readonly groups: readonly RoundGroup[];
  readonly weighting: "person" | "group";
  /** People of the panel per group. */
  readonly panel: Readonly<Record<string, number>>;
  readonly step: Step;
  readonly windows: Readonly<Partial<Record<Step, { readonly from: string | null; readonly until: string | null }>>>;
  readonly minutes: readonly {
    readonly step: Step;
    readonly text: string;
    readonly at: string;
    readonly by: string;
  }[];
  readonly proposals: readonly Proposal[];
  readonly comments: readonly {
    readonly proposal: string;
    readonly group: string;
    readonly stance: Stance;
    readonly text: string;
    readonly at: string;
  }[];
  /** One pass unless the Delphi step was opened again; the last one counts, all are kept. */
  readonly passes: readonly DelphiPass[];
  readonly table: PointTable;
  readonly remarks: readonly { readonly group: string | null; readonly text: string; readonly at: string }[];
  readonly reopenings: readonly {
    readonly step: Step;
    readonly from: Step;
    readonly reason: string;
    readonly at: string;
    readonly by: string;
  }[];
  /** Versions of the index that were frozen, oldest first. */
  readonly versions: readonly {
    readonly index: string;
    readonly version: number;
    readonly reason: string;
    readonly at: string;
    readonly by: string;
  }[];
  /** Frozen now: nothing changes until a step is opened again. */
  readonly frozen: boolean;
}

/** A proposed indicator and what became of it. */
export interface Proposal {
  /** `v1`, `v2`, … in the order of arrival. */
  readonly id: string;
  readonly label: string;
  readonly indicator: string | null;
  readonly reason: string;
  readonly source: string;
  readonly group: string | null;
  readonly at: string;
  /** The proposal that stands for it, where it is a duplicate. */
  readonly mergedInto: string | null;
  readonly outcome: Outcome | null;
  readonly outcomeReason: string;
  readonly place: { readonly side: Side; readonly main: string | null; readonly polarity: 1 | -1 } | null;
  readonly firstGrade: Grade | null;
  /** A grade that people decided on: where dissent remained, or a median lay between two grades. */
  readonly resolved: { readonly grade: Grade; readonly reason: string; readonly at: string } | null;
}

/**
 * The round as it is after these events, from the first on.
 *
 * Refuses an event that could not happen where it stands; what `withEvent` took once is always taken again.
 *
 * Throws when the first event is not its opening, which is our own fault.
 *
 * @example
 * weightingRound([{ kind: "opened", at: "2026-01-05", by: "a", title: "Belastung", purpose: "Mittel verteilen", level: "GEM", groups: [{ id: "amt", label: "Amt" }], weighting: "person" }]).step // "collect"
 */
export function weightingRound(events: readonly RoundEvent[]): WeightingRound {
  const [first, ...rest] = events;
  if (first?.kind !== "opened") throw new Error(`a weighting round begins with its opening: ${first?.kind}`);
  return rest.reduce(withEvent, openedRound(first));
}

function openedRound(event: RoundEvent & { kind: "opened" }): WeightingRound {
  const { title, purpose, level, groups, weighting } = event;
  demandText(title, "title");
  demandText(purpose, "purpose");
  if (groups.length === 0) throw new Refusal("combine.roundWithoutGroups");
  const twice = groups.find((group, i) => groups.findIndex((other) => other.id === group.id) < i);
  if (twice !== undefined) throw new Refusal("combine.groupTwice", { group: twice.label });
  return {
    title,
    purpose,
    level,
    groups,
    weighting,
    panel: Object.fromEntries(groups.map((group) => [group.id, 0])),
    step: "collect",
    windows: {},
    minutes: [],
    proposals: [],
    comments: [],
    passes: [{ rounds: [] }],
    table: "1-2-3-4",
    remarks: [],
    reopenings: [],
    versions: [],
    frozen: false,
  };
}

/**
 * The round after one more event, or a refusal that says why it cannot happen now. The round itself is not changed.
 *
 * Throws for a second opening, which is our own fault.
 *
 * @example
 * withEvent(weightingRound([{ kind: "opened", at: "2026-01-05", by: "a", title: "Belastung", purpose: "Mittel verteilen", level: "GEM", groups: [{ id: "amt", label: "Amt" }], weighting: "person" }]), { kind: "proposed", at: "2026-02-01", by: "a", label: "SGB-II-Quote", indicator: null, reason: "Armut", source: "BA", group: "amt" }).proposals.map(({ id, label }) => [id, label]) // [["v1", "SGB-II-Quote"]]
 */
export function withEvent(round: WeightingRound, event: RoundEvent): WeightingRound {
  const { at, by } = event;
  if (event.kind === "reopened") return reopened(round, event);
  if (round.frozen) throw new Refusal("combine.roundFrozen", {}, { kind: "conflict" });
  demandStep(round, event);
  switch (event.kind) {
    case "opened":
      throw new Error("a weighting round is opened once");
    case "timed":
      if (event.from !== null && event.until !== null && event.from > event.until)
        throw new Refusal("combine.windowBackwards", { from: event.from, until: event.until });
      return { ...round, windows: { ...round.windows, [event.step]: { from: event.from, until: event.until } } };
    case "minuted":
      return {
        ...round,
        minutes: [...round.minutes, { step: event.step, text: demandText(event.text, "text"), at, by }],
      };
    case "invited":
    case "withdrawn":
      return withPanel(round, event);
    case "proposed":
      return withProposal(round, event);
    case "merged":
      return withMerge(round, event.proposal, event.into);
    case "separated":
      return changed(round, event.proposal, { mergedInto: null });
    case "linked":
      return changed(round, event.proposal, { indicator: event.indicator });
    case "commented": {
      const { proposal, group, stance, text } = event;
      demandGroup(round, group);
      standing(round, proposal);
      const others = round.comments.filter((c) => c.proposal !== proposal || c.group !== group || c.text !== text);
      return { ...round, comments: [...others, { proposal, group, stance, text, at }] };
    }
    case "decided":
      standing(round, event.proposal);
      return changed(round, event.proposal, {
        outcome: event.outcome,
        outcomeReason: demandText(event.reason, "reason"),
      });
    case "placed":
      return withPlace(round, event);
    case "unplaced":
      if (round.proposals.some((p) => p.place?.main === event.proposal))
        throw new Refusal("combine.mainHasParts", { label: proposalOf(round, event.proposal).label });
      return changed(round, event.proposal, { place: null });
    case "graded":
      demandPlaced(round, event.proposal);
      return changed(round, event.proposal, {
        firstGrade: gradeFrom(event.grade, proposalOf(round, event.proposal).label),
      });
    case "roundOpened":
    case "ballot":
    case "roundClosed":
      return withDelphi(round, event);
    case "tabled":
      return { ...round, table: event.table };
    case "resolved": {
      const { label } = demandPlaced(round, event.proposal);
      const resolved = { grade: gradeFrom(event.grade, label), reason: demandText(event.reason, "reason"), at };
      return changed(round, event.proposal, { resolved });
    }
    case "remarked":
      if (event.group !== null) demandGroup(round, event.group);
      return {
        ...round,
        remarks: [...round.remarks, { group: event.group, text: demandText(event.text, "text"), at }],
      };
    case "advanced": {
      refuseBlocked(round);
      const next = steps[steps.indexOf(round.step) + 1];
      if (next === undefined) throw new Refusal("combine.lastStep");
      return { ...round, step: next };
    }
    case "frozen": {
      refuseBlocked(round);
      const { index, version, reason } = event;
      return { ...round, frozen: true, versions: [...round.versions, { index, version, reason, at, by }] };
    }
  }
}

/** In which step something may happen; what is not listed may happen in any. */
const stepOf: Readonly<Partial<Record<RoundEvent["kind"], readonly Step[]>>> = {
  proposed: ["collect"],
  merged: ["collect", "discuss"],
  separated: ["collect", "discuss"],
  linked: ["collect", "discuss", "select", "structure"],
  commented: ["discuss"],
  decided: ["select"],
  placed: ["structure"],
  unplaced: ["structure"],
  graded: ["grade"],
  roundOpened: ["delphi"],
  ballot: ["delphi"],
  roundClosed: ["delphi"],
  tabled: ["points", "result"],
  resolved: ["points", "result"],
  remarked: ["result"],
  frozen: ["result"],
};

function demandStep(round: WeightingRound, event: RoundEvent): void {
  const wanted = stepOf[event.kind];
  if (wanted !== undefined && !wanted.includes(round.step))
    throw new Refusal(
      "combine.notInThisStep",
      { wanted: wanted.map((step) => stepLabels[step].de).join(" oder "), now: stepLabels[round.step].de },
      { kind: "conflict" },
    );
  if (event.by !== "panel" || wanted === undefined) return;
  const { from = null, until = null } = round.windows[round.step] ?? {};
  const day = localDay(event.at);
  if (from !== null && day < from)
    throw new Refusal("combine.stepNotYetOpen", { step: stepLabels[round.step].de, day: germanDay(from) });
  if (until !== null && day > until)
    throw new Refusal("combine.stepOver", { step: stepLabels[round.step].de, day: germanDay(until) });
}

function germanDay(day: string): string {
  return day.split("-").reverse().join(".");
}

function withPanel(round: WeightingRound, event: RoundEvent & { kind: "invited" | "withdrawn" }): WeightingRound {
  demandGroup(round, event.group);
  // Who joined in the middle would change the measure of agreement.
  if (round.step === "delphi" && (round.passes.at(-1)?.rounds.length ?? 0) > 0)
    throw new Refusal("combine.panelFixed", {}, { kind: "conflict" });
  const count = (round.panel[event.group] ?? 0) + (event.kind === "invited" ? 1 : -1);
  if (count < 0) throw new Error(`nobody left in group: ${event.group}`);
  return { ...round, panel: { ...round.panel, [event.group]: count } };
}

function withProposal(round: WeightingRound, event: RoundEvent & { kind: "proposed" }): WeightingRound {
  const { label, indicator, reason, source, group, at } = event;
  if (group !== null) demandGroup(round, group);
  const proposal: Proposal = {
    id: `v${round.proposals.length + 1}`,
    label: demandText(label, "label"),
    indicator,
    reason: demandText(reason, "reason"),
    source,
    group,
    at,
    mergedInto: null,
    outcome: null,
    outcomeReason: "",
    place: null,
    firstGrade: null,
    resolved: null,
  };
  return { ...round, proposals: [...round.proposals, proposal] };
}

function withMerge(round: WeightingRound, id: string, into: string): WeightingRound {
  const target = standing(round, into);
  const { label } = standing(round, id);
  if (target.id === id) throw new Refusal("combine.mergedWithItself", { label });
  // What stood for others hands them on, so that a duplicate always points to one that stands.
  const proposals = round.proposals.map((p) => (p.id === id || p.mergedInto === id ? { ...p, mergedInto: into } : p));
  return { ...round, proposals };
}

function withPlace(round: WeightingRound, event: RoundEvent & { kind: "placed" }): WeightingRound {
  const { proposal: id, side, main, polarity } = event;
  const proposal = standing(round, id);
  if (proposal.outcome !== "include") throw new Refusal("combine.notSelected", { label: proposal.label });
  if (proposal.place !== null && proposal.place.side !== side)
    throw new Refusal("combine.inBothIndices", {
      label: proposal.label,
      first: sideLabel(proposal.place.side),
      second: sideLabel(side),
    });
  if (main !== null) {
    const whole = proposalOf(round, main);
    if (whole.place?.side !== side || whole.place.main !== null || main === id)
      throw new Refusal("combine.noSuchMain", { label: whole.label, side: sideLabel(side) });
    if (round.proposals.some((p) => p.place?.main === id))
      throw new Refusal("combine.mainHasParts", { label: proposal.label });
  }
  return changed(round, id, { place: { side, main, polarity } });
}

function withDelphi(
  round: WeightingRound,
  event: RoundEvent & { kind: "roundOpened" | "ballot" | "roundClosed" },
): WeightingRound {
  const pass = round.passes.at(-1) ?? { rounds: [] };
  const current = pass.rounds.at(-1);
  const isOpen = current !== undefined && current.closedAt === null;
  const put = (rounds: DelphiPass["rounds"]): WeightingRound => ({
    ...round,
    passes: [...round.passes.slice(0, -1), { rounds }],
  });
  if (event.kind === "roundOpened") {
    if (isOpen) throw new Refusal("combine.roundIsOpen", {}, { kind: "conflict" });
    const size = Object.values(round.panel).reduce((sum, n) => sum + n, 0);
    if (size < FEWEST_ANSWERS) throw new Refusal("combine.panelTooSmall", { size, fewest: FEWEST_ANSWERS });
    const small = round.groups.find(({ id }) => [1, 2].includes(round.panel[id] ?? 0));
    if (round.weighting === "group" && small !== undefined)
      throw new Refusal("combine.groupTooSmall", { group: small.label, size: round.panel[small.id] ?? 0 });
    const asked = componentsToAsk(round);
    if (asked.length === 0) throw new Refusal("combine.nothingToAsk");
    return put([...pass.rounds, { openedAt: event.at, closedAt: null, asked, ballots: [], results: {} }]);
  }
  if (current === undefined || !isOpen) throw new Refusal("combine.noOpenRound", {}, { kind: "conflict" });
  const others = pass.rounds.slice(0, -1);
  if (event.kind === "ballot")
    return put([...others, { ...current, ballots: [...current.ballots, ballotOf(round, event, current.asked)] }]);
  const answers = countedBallots(current.ballots).length;
  if (answers < FEWEST_ANSWERS) throw new Refusal("combine.tooFewBallots", { answers, fewest: FEWEST_ANSWERS });
  const results = Object.fromEntries(current.asked.map((id) => [id, delphiResult(round, pass, current, id)]));
  return put([...others, { ...current, closedAt: event.at, results }]);
}

function ballotOf(round: WeightingRound, event: RoundEvent & { kind: "ballot" }, asked: readonly string[]): Ballot {
  const given = Object.entries(event.grades);
  if (given.length === 0) throw new Refusal("combine.emptyBallot");
  const marks: Record<string, Grade> = {};
  for (const [id, grade] of given) {
    const { label } = proposalOf(round, id);
    if (!asked.includes(id)) throw new Refusal("combine.notAsked", { label });
    marks[id] = gradeFrom(grade, label);
  }
  return { pseudonym: event.pseudonym, group: event.group, grades: marks, reasons: event.reasons };
}

function reopened(round: WeightingRound, event: RoundEvent & { kind: "reopened" }): WeightingRound {
  const { step, at, by } = event;
  const reason = demandText(event.reason, "reason");
  if (steps.indexOf(step) > steps.indexOf(round.step) || (step === round.step && !round.frozen))
    throw new Refusal("combine.notYetReached", { step: stepLabels[step].de });
  const open = round.passes.at(-1)?.rounds.some((one) => one.closedAt === null) === true;
  if (open) throw new Refusal("combine.roundIsOpen", {}, { kind: "conflict" });
  const reopenings = [...round.reopenings, { step, from: round.step, reason, at, by }];
  // The experts are asked afresh; what they said before is kept as an earlier pass.
  const passes = step === "delphi" ? [...round.passes, { rounds: [] }] : round.passes;
  return { ...round, step, reopenings, passes, frozen: false };
}

function refuseBlocked(round: WeightingRound): void {
  const [first] = blockers(round);
  if (first !== undefined) throw new Refusal(first.code, first.parameters, { kind: "conflict" });
}

/**
 * A grade as people say it; a number is refused, so that nobody haggles over tenths (PM10-036).
 *
 * @example
 * gradeFrom("hoch", "SGB-II-Quote") // "hoch"
 */
export function gradeFrom(given: string | number, label: string): Grade {
  if (typeof given === "number" || given.trim() === "" || Number.isFinite(Number(given.replace(",", "."))))
    throw new Refusal("combine.numberForGrade", { label, value: given });
  const found = grades.find((grade) => grade === given);
  if (found === undefined) throw new Refusal("combine.unknownGrade", { label, value: given });
  return found;
}

/**
 * The proposal of this number, or a refusal.
 *
 * @example
 * proposalOf({ proposals: [{ id: "v1", label: "SGB-II-Quote" }] }, "v1").label // "SGB-II-Quote"
 */
export function proposalOf(round: WeightingRound, id: string): Proposal {
  const found = round.proposals.find((proposal) => proposal.id === id);
  if (found === undefined) throw new Refusal("combine.unknownProposal", { id }, { kind: "missing" });
  return found;
}

function standing(round: WeightingRound, id: string): Proposal {
  const proposal = proposalOf(round, id);
  if (proposal.mergedInto !== null)
    throw new Refusal("combine.isMerged", {
      label: proposal.label,
      into: proposalOf(round, proposal.mergedInto).label,
    });
  return proposal;
}

function demandPlaced(round: WeightingRound, id: string): Proposal {
  const proposal = proposalOf(round, id);
  if (proposal.place === null) throw new Refusal("combine.notPlaced", { label: proposal.label });
  return proposal;
}

function demandGroup(round: WeightingRound, id: string): void {
  if (!round.groups.some((group) => group.id === id))
    throw new Refusal("combine.unknownGroup", {
      group: id,
      known: round.groups.map((group) => group.label).join(", "),
    });
}

function demandText(text: string, field: "title" | "purpose" | "label" | "reason" | "text"): string {
  const said = text.trim();
  if (said === "") throw new Refusal(`combine.${field}Missing`);
  return said;
}

function sideLabel(side: Side): string {
  return side === "burden" ? "Belastungsindex" : "Kompetenzindex";
}

function changed(round: WeightingRound, id: string, change: Partial<Proposal>): WeightingRound {
  proposalOf(round, id);
  return { ...round, proposals: round.proposals.map((p) => (p.id === id ? { ...p, ...change } : p)) };
}
