import type { Finding } from "../../../kernel/trouble/finding.ts";
import { componentsOf, componentsToAsk, gradeOf, standingOf } from "./delphi.ts";
import type { Step } from "./steps.ts";
import type { Proposal, WeightingRound } from "./weightingRound.ts";

/**
 * What is still open in the step that the round is in, as findings: errors keep it from going on, notes are worth a
 * look.
 */
export function openItems(round: WeightingRound): Finding[] {
  return checks[round.step](round);
}

/** The findings that keep the round from going on to the next step. */
export function blockers(round: WeightingRound): Finding[] {
  return openItems(round).filter((item) => item.severity === "error");
}

const checks: Readonly<Record<Step, (round: WeightingRound) => Finding[]>> = {
  collect: (round) => [
    ...(remaining(round).length === 0 ? [block("noProposals")] : []),
    ...duplicates(round).map(([first, second]) => note("looksTwice", { first: first.label, second: second.label })),
  ],
  discuss: (round) => {
    const silent = round.groups.filter((group) => !round.comments.some((comment) => comment.group === group.id));
    return silent.length === 0
      ? []
      : [note("groupsSilent", { groups: silent.map((group) => group.label).join(", "), count: silent.length })];
  },
  select: (round) => {
    const undecided = remaining(round).filter((p) => p.outcome === null);
    const chosen = remaining(round).filter((p) => p.outcome === "include");
    return [
      ...(undecided.length === 0
        ? []
        : [block("undecided", { count: undecided.length, first: undecided[0]?.label ?? "" })]),
      ...(chosen.length > 0 ? [] : [block("noneSelected")]),
      ...selectedTwice(chosen),
    ];
  },
  structure: (round) => {
    const chosen = remaining(round).filter((p) => p.outcome === "include");
    const unplaced = chosen.filter((p) => p.place === null);
    const left = remaining(round).filter((p) => p.outcome !== "include" && p.place !== null);
    const hasParts = new Set(chosen.map((p) => p.place?.main));
    const unlinked = chosen.filter((p) => p.place !== null && p.indicator === null && !hasParts.has(p.id));
    const unused = chosen.filter((p) => p.indicator !== null && hasParts.has(p.id));
    return [
      ...(unplaced.length === 0
        ? []
        : [block("unplaced", { count: unplaced.length, first: unplaced[0]?.label ?? "" })]),
      ...selectedTwice(chosen),
      ...left.map((p) => block("placedButNotSelected", { label: p.label })),
      ...unlinked.map((p) => block("withoutIndicator", { label: p.label })),
      ...unused.map((p) => note("builtFromParts", { label: p.label })),
    ];
  },
  grade: (round) => {
    const without = componentsOf(round).filter((p) => p.firstGrade === null);
    return without.length === 0 ? [] : [block("ungraded", { count: without.length, first: without[0]?.label ?? "" })];
  },
  delphi: (round) => {
    const current = round.passes.at(-1)?.rounds.at(-1);
    if (current === undefined) return [block("panelNotAsked")];
    if (current.closedAt === null) return [block("roundStillOpen")];
    const again = componentsToAsk(round);
    const dissent = componentsOf(round).filter((p) => standingOf(round, p.id).next === "dissent");
    return [
      ...(again.length === 0 ? [] : [block("noAgreementYet", { count: again.length })]),
      ...(dissent.length === 0 ? [] : [note("dissentRemains", { labels: dissent.map((p) => p.label).join(", ") })]),
    ];
  },
  points: (round) =>
    componentsOf(round).flatMap((p) =>
      gradeOf(round, p)?.origin === "between" ? [note("betweenGrades", { label: p.label })] : [],
    ),
  result: (round) =>
    componentsOf(round).flatMap((p) =>
      gradeOf(round, p)?.origin === "dissent" ? [block("dissentUndecided", { label: p.label })] : [],
    ),
};

function selectedTwice(chosen: readonly Proposal[]): Finding[] {
  const isSecond = (p: Proposal, i: number) =>
    p.indicator !== null && chosen.findIndex((other) => other.indicator === p.indicator) < i;
  return chosen.filter(isSecond).map((p) => block("selectedTwice", { label: p.label }));
}

/**
 * Proposals that stand for themselves: without those merged into another.
 *
 * @example
 * remaining({ proposals: [{ id: "v1", mergedInto: null }, { id: "v2", mergedInto: "v1" }] }).map(({ id }) => id) // ["v1"]
 */
export function remaining(round: WeightingRound): Proposal[] {
  return round.proposals.filter((proposal) => proposal.mergedInto === null);
}

/** Pairs that name the same indicator of the catalogue or bear the same name: probably duplicates. */
export function duplicates(round: WeightingRound): [Proposal, Proposal][] {
  const seen = new Map<string, Proposal>();
  return remaining(round).flatMap((proposal): [Proposal, Proposal][] => {
    const keys = [
      `name ${plain(proposal.label)}`,
      ...(proposal.indicator === null ? [] : [`id ${proposal.indicator}`]),
    ];
    const first = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, proposal);
    return first === undefined ? [] : [[first, proposal]];
  });
}

/**
 * A name as it is meant: without case, hyphens, spaces and small words, whatever the order of its words and however
 * its umlauts are typed. "SGB-II-Quote" is "Quote SGB II", "Armut im Alter" is "Alter: Armut".
 *
 * @example
 * plain("SGB-II-Quote") // "ii quote sgb"
 * plain("Quote (SGB II)") // "ii quote sgb"
 * plain("Anteil der Schulabgänge ohne Abschluß") // plain("SCHULABGAENGE OHNE ABSCHLUSS ANTEIL")
 */
export function plain(name: string): string {
  const letters = name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[aou]e/g, (pair) => pair[0] ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  const words = letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const meant = words.filter((word) => !smallWords.has(word));
  return (meant.length === 0 ? words : meant).sort().join(" ");
}

const smallWords = new Set(
  "der die das den dem des ein eine einer im in am an und oder von vom zu zur zum je".split(" "),
);

/** Which groups have said something in the discussion (PM10-033). */
export function coverage(round: WeightingRound): { invited: number; answered: number; silent: string[] } {
  const silent = round.groups.filter((group) => !round.comments.some((comment) => comment.group === group.id));
  return {
    invited: round.groups.length,
    answered: round.groups.length - silent.length,
    silent: silent.map((group) => group.label),
  };
}

function block(code: string, parameters: Finding["parameters"] = {}): Finding {
  return { code: `combine.${code}`, severity: "error", place: null, parameters };
}

function note(code: string, parameters: Finding["parameters"] = {}): Finding {
  return { code: `combine.${code}`, severity: "note", place: null, parameters };
}
