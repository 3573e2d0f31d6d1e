import { describe, expect, test } from "vitest";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { computeIndex, groupOf } from "../computeIndex.ts";
import { indexPlan } from "../indexPlan.ts";
import { type Grade, grades } from "../methods/weights/gradePoints.ts";
import { randomSource } from "../sensitivity/randomSource.ts";
import { definitionChanges } from "./definitionChanges.ts";
import { componentsOf, componentsToAsk, gradeOf, standingOf } from "./delphi.ts";
import { blockers, coverage, duplicates, openItems, remaining } from "./openItems.ts";
import { componentWeights, roundDefinition } from "./roundDefinition.ts";
import type { Outcome, RoundEvent, Side, Stance } from "./roundEvent.ts";
import { steps } from "./steps.ts";
import { type WeightingRound, weightingRound, withEvent } from "./weightingRound.ts";

type Kind<K extends RoundEvent["kind"]> = Omit<RoundEvent & { kind: K }, "at" | "by">;
type Given = { [K in RoundEvent["kind"]]: Kind<K> }[RoundEvent["kind"]];

const groups = ["Fachbereich 5", "Ämter", "Gemeinden", "Städte", "Wohlfahrt", "Steuerungsgruppe", "Netzwerke"].map(
  (label, i) => ({ id: `g${i + 1}`, label }),
);
const opening: Given = {
  kind: "opened",
  title: "Belastungs- und Kompetenzindex",
  purpose: "Wählt die Indikatoren; offen sind Auswahl und Gewichte.",
  level: "GEM",
  groups,
  weighting: "person",
};

/** A round that is told what happens, one event after the other, and can be asked any time. */
class Story {
  readonly events: RoundEvent[] = [];
  round: WeightingRound;
  constructor(first: Given = opening) {
    this.events.push({ at: "2026-03-01T08:00:00Z", by: "here", ...first } as RoundEvent);
    this.round = weightingRound(this.events);
  }
  tell(...given: Given[]): this {
    for (const one of given) {
      const event = { at: "2026-03-02T08:00:00Z", by: "here", ...one } as RoundEvent;
      this.round = withEvent(this.round, event);
      this.events.push(event);
    }
    return this;
  }
  propose(label: string, indicator: string | null = null): this {
    return this.tell({ kind: "proposed", label, indicator, reason: "zeigt Armut", source: "Jobcenter", group: "g1" });
  }
  decide(...outcomes: [string, Outcome][]): this {
    return this.tell(
      ...outcomes.map(([proposal, outcome]): Given => ({ kind: "decided", proposal, outcome, reason: "x" })),
    );
  }
  place(proposal: string, side: Side, main: string | null = null, polarity: 1 | -1 = 1): this {
    return this.tell({ kind: "placed", proposal, side, main, polarity });
  }
  next(): this {
    return this.tell({ kind: "advanced" });
  }
  ballots(id: string, given: readonly number[]): this {
    return this.tell(...given.map((n, i): Given => ballot(`p${i}`, { [id]: grades[n - 1] as Grade })));
  }
}

function ballot(pseudonym: string, marks: Record<string, string | number>, group: string | null = null): Given {
  return { kind: "ballot", pseudonym, group, grades: marks, reasons: {} };
}

const code = (act: () => unknown): string => {
  try {
    act();
  } catch (trouble) {
    if (trouble instanceof Refusal) return trouble.code.replace("combine.", "");
    throw trouble;
  }
  return "taken";
};

/** Three burden indicators and one competence, at the step of the first grades. */
function placedStory(): Story {
  return new Story()
    .propose("SGB-II-Quote", "sgb2_quote")
    .propose("Kinderarmut", "kinderarmut")
    .propose("Altersarmut", "altersarmut")
    .propose("Einkommen", "medianeinkommen")
    .next()
    .next()
    .decide(["v1", "include"], ["v2", "include"], ["v3", "include"], ["v4", "include"])
    .next()
    .place("v1", "burden")
    .place("v2", "burden")
    .place("v3", "burden")
    .place("v4", "competence")
    .next();
}

const graded: [string, Grade][] = [
  ["v1", "hoch"],
  ["v2", "sehr_hoch"],
  ["v3", "mittel"],
  ["v4", "hoch"],
];

/** The same with first grades and a panel of twelve, at the Delphi step. */
function delphiStory(): Story {
  const story = placedStory().tell(...graded.map(([proposal, grade]): Given => ({ kind: "graded", proposal, grade })));
  return story.tell(...Array.from({ length: 12 }, (): Given => ({ kind: "invited", group: "g1" }))).next();
}

describe("The eight steps", () => {
  test("PM10-032 of 86 proposals 12 are merged as duplicates, 74 remain; each has a reason and a source", () => {
    const story = new Story();
    for (let i = 1; i <= 74; i++) story.propose(`Indikator ${i}`, `indikator_${i}`);
    for (let i = 1; i <= 12; i++) story.propose(`indikator-${i}`, null);
    expect(duplicates(story.round).map(([a, b]) => [a.id, b.id])).toHaveLength(12);
    for (const [first, second] of duplicates(story.round))
      story.tell({ kind: "merged", proposal: second.id, into: first.id });
    expect([story.round.proposals.length, remaining(story.round).length]).toEqual([86, 74]);
    expect(code(() => story.tell({ kind: "merged", proposal: "v80", into: "v1" }))).toBe("isMerged");
    expect(story.tell({ kind: "separated", proposal: "v80" }).round.proposals[79]?.mergedInto).toBeNull();
    expect(
      code(() =>
        story.tell({ kind: "proposed", label: "Ohne Grund", indicator: null, reason: " ", source: "", group: null }),
      ),
    ).toBe("reasonMissing");
  });

  test("PM10-033 of 7 groups 6 answer: coverage 86 %, and the missing group is named", () => {
    const story = new Story().propose("SGB-II-Quote").next();
    for (const group of groups.slice(0, 6))
      story.tell({ kind: "commented", proposal: "v1", group: group.id, stance: "for", text: "gut belegt" });
    expect(coverage(story.round)).toEqual({ invited: 7, answered: 6, silent: ["Netzwerke"] });
    expect(openItems(story.round)).toMatchObject([
      { code: "combine.groupsSilent", parameters: { groups: "Netzwerke" } },
    ]);
  });

  test("SLFL-005 district politics takes part as a group of eleven", () => {
    const story = new Story({ ...opening, groups: [{ id: "politik", label: "Kreispolitik" }] } as Given);
    story.tell(...Array.from({ length: 11 }, (): Given => ({ kind: "invited", group: "politik" })));
    expect(story.round.panel).toEqual({ politik: 11 });
  });

  test("PM10-034 of 74 proposals 28 are included, 40 excluded, 6 wait: the sum is 74 and nothing goes on before it is", () => {
    const story = new Story();
    for (let i = 1; i <= 74; i++) story.propose(`Indikator ${i}`);
    story.next().next();
    for (let i = 1; i <= 73; i++) story.decide([`v${i}`, i <= 28 ? "include" : i <= 68 ? "exclude" : "later"]);
    expect(code(() => story.next())).toBe("undecided");
    story.decide(["v74", "later"]);
    const count = (outcome: Outcome) => story.round.proposals.filter((p) => p.outcome === outcome).length;
    expect([count("include"), count("exclude"), count("later")]).toEqual([28, 40, 6]);
    expect(story.next().round.step).toBe("structure");
    expect(code(() => story.decide(["v1", "exclude"]))).toBe("notInThisStep");
  });

  test("PM10-035 28 indicators become 9 main ones (4 competence, 5 burden) with 19 parts; one in both indices is refused", () => {
    const story = new Story();
    for (let i = 1; i <= 28; i++) story.propose(`Indikator ${i}`, i <= 9 ? null : `i${i}`);
    story.next().next();
    for (let i = 1; i <= 28; i++) story.decide([`v${i}`, "include"]);
    story.next();
    const side = (main: number): Side => (main <= 4 ? "competence" : "burden");
    for (let i = 1; i <= 9; i++) story.place(`v${i}`, side(i));
    for (let i = 10; i <= 28; i++) story.place(`v${i}`, side((i % 9) + 1), `v${(i % 9) + 1}`);
    expect(componentsOf(story.round)).toHaveLength(28);
    expect(blockers(story.round)).toEqual([]);
    // v10 and v28 are parts of the competence indicator v2.
    expect(code(() => story.place("v10", "competence", "v1"))).toBe("taken");
    expect(code(() => story.place("v28", "burden", "v9"))).toBe("inBothIndices");
    expect(code(() => story.place("v28", "burden"))).toBe("inBothIndices");
    expect(code(() => story.tell({ kind: "unplaced", proposal: "v1" }))).toBe("mainHasParts");
    expect(code(() => story.place("v11", "competence", "v12"))).toBe("noSuchMain");
  });

  test("PM10-036 grades are stored in words; a number is refused in this step, also one in quotes", () => {
    const story = placedStory();
    story.tell({ kind: "graded", proposal: "v1", grade: "sehr_hoch" });
    expect(story.round.proposals[0]?.firstGrade).toBe("sehr_hoch");
    expect(code(() => story.tell({ kind: "graded", proposal: "v1", grade: 3 }))).toBe("numberForGrade");
    expect(code(() => story.tell({ kind: "graded", proposal: "v1", grade: "2,5" }))).toBe("numberForGrade");
    expect(code(() => story.tell({ kind: "graded", proposal: "v1", grade: "riesig" }))).toBe("unknownGrade");
    expect(code(() => story.next())).toBe("ungraded");
  });

  test("PM10-037 R-16 the published grades: median 3 and IQR 0 agree, median 2.5 and IQR 3 go to round 2", () => {
    const story = delphiStory().tell({ kind: "roundOpened" });
    const first = [2, 3, 3, 3, 3, 4, 3, 3, 2, 3, 4, 3];
    const second = [1, 1, 2, 4, 4, 4, 1, 2, 4, 3, 1, 4];
    first.forEach((n, i) => {
      const grade = grades[n - 1] as Grade;
      story.tell(ballot(`p${i}`, { v1: grade, v2: grades[(second[i] ?? 0) - 1] as Grade, v3: grade, v4: grade }));
    });
    story.tell({ kind: "roundClosed" });
    expect(standingOf(story.round, "v1")).toMatchObject({
      next: "agreed",
      result: { median: 3, spread: 0, people: 12 },
    });
    expect(standingOf(story.round, "v2")).toMatchObject({ next: "nextRound", result: { median: 2.5, spread: 3 } });
    expect(componentsToAsk(story.round)).toEqual(["v2"]);
    expect(code(() => story.next())).toBe("noAgreementYet");
    story.tell({ kind: "roundOpened" });
    expect(code(() => story.tell(ballot("p1", { v1: "hoch" })))).toBe("notAsked");
    expect(code(() => story.tell(ballot("p1", { v2: 3 })))).toBe("numberForGrade");
  });

  test("R-16 at most three rounds; remaining dissent is recorded and must be decided before the index is frozen", () => {
    const story = delphiStory();
    const apart = [1, 1, 2, 4, 4, 4, 1, 2, 4, 3, 1, 4];
    story.tell({ kind: "roundOpened" });
    for (const [i, n] of apart.entries()) {
      const all = { v1: "hoch", v2: grades[n - 1] as Grade, v3: "hoch", v4: "hoch" };
      story.tell(ballot(`p${i}`, all));
    }
    story.tell({ kind: "roundClosed" });
    for (let again = 2; again <= 3; again++)
      story.tell({ kind: "roundOpened" }).ballots("v2", apart).tell({ kind: "roundClosed" });
    expect(standingOf(story.round, "v2").next).toBe("dissent");
    expect(code(() => story.tell({ kind: "roundOpened" }))).toBe("nothingToAsk");
    expect(openItems(story.round)).toMatchObject([{ code: "combine.dissentRemains", severity: "note" }]);
    story.next().next();
    const freeze: Given = { kind: "frozen", index: "x", version: 1, reason: "Beschluss" };
    expect(code(() => story.tell(freeze))).toBe("dissentUndecided");
    // Without a decision the lower of the two grades around 2.5.
    expect(gradeOf(story.round, story.round.proposals[1] as never)).toEqual({ grade: "mittel", origin: "dissent" });
    story.tell({ kind: "resolved", proposal: "v2", grade: "hoch", reason: "Mehrheit der Kreispolitik" });
    expect(gradeOf(story.round, story.round.proposals[1] as never)).toEqual({ grade: "hoch", origin: "decided" });
    expect(story.tell(freeze).round.frozen).toBe(true);
    expect(code(() => story.tell({ kind: "remarked", group: "g1", text: "zu spät" }))).toBe("roundFrozen");
  });

  test("R-16 an agreed median between two grades stays at the lower one until somebody decides upward", () => {
    const story = delphiStory().tell({ kind: "roundOpened" });
    for (const [i, n] of [2, 2, 3, 3].entries()) {
      const grade = grades[n - 1] as Grade;
      story.tell(ballot(`p${i}`, { v1: grade, v2: grade, v3: grade, v4: grade }));
    }
    story.tell({ kind: "roundClosed" }).next();
    expect(gradeOf(story.round, story.round.proposals[0] as never)).toEqual({ grade: "mittel", origin: "between" });
    expect(openItems(story.round).filter((item) => item.code === "combine.betweenGrades")).toHaveLength(4);
    story.tell({ kind: "resolved", proposal: "v1", grade: "hoch", reason: "aufwärts entschieden" });
    expect(gradeOf(story.round, story.round.proposals[0] as never)?.grade).toBe("hoch");
  });

  test("of each person the last ballot counts, all are kept; groups may count alike instead of people", () => {
    const story = delphiStory().tell({ kind: "roundOpened" });
    story.tell(ballot("p1", { v1: "gering" }), ballot("p1", { v1: "hoch" }), ballot("p2", { v1: "hoch" }));
    expect(code(() => story.tell({ kind: "roundClosed" }))).toBe("tooFewBallots");
    story.tell(ballot("p3", { v1: "hoch", v2: "gering" }), { kind: "roundClosed" });
    expect(standingOf(story.round, "v1").result).toMatchObject({ people: 3, median: 3 });
    // What a single person said of v2 is not shown: it is asked again.
    expect(standingOf(story.round, "v2")).toEqual({ result: null, next: "nextRound" });
    expect(story.round.passes[0]?.rounds[0]?.ballots).toHaveLength(4);

    const alike = new Story({ ...opening, weighting: "group" } as Given);
    alike.propose("Armut", "a").next().next().decide(["v1", "include"]).next().place("v1", "burden").next();
    alike.tell({ kind: "graded", proposal: "v1", grade: "hoch" });
    const invite = (group: string, count: number) =>
      alike.tell(...Array.from({ length: count }, (): Given => ({ kind: "invited", group })));
    invite("g1", 6);
    invite("g2", 2);
    alike.next();
    expect(code(() => alike.tell({ kind: "roundOpened" }))).toBe("groupTooSmall");
    invite("g2", 1);
    alike.tell({ kind: "roundOpened" });
    expect(code(() => invite("g2", 1))).toBe("panelFixed");
    for (let i = 0; i < 6; i++) alike.tell(ballot(`a${i}`, { v1: "mittel" }, "g1"));
    for (let i = 0; i < 3; i++) alike.tell(ballot(`b${i}`, { v1: "hoch" }, "g2"));
    alike.tell({ kind: "roundClosed" });
    // By person the median is 2; with both groups at half the weight it lies between 2 and 3.
    expect(standingOf(alike.round, "v1").result).toMatchObject({ median: 2.5, people: 9, counts: [0, 6, 3, 0] });
  });

  test("PM10-038 R-4 high, very high and medium are 3, 4 and 2 of 9 points: 0.333, 0.444, 0.222; and the published z-index", () => {
    const story = delphiStory().tell({ kind: "roundOpened" });
    for (let i = 0; i < 5; i++) story.tell(ballot(`p${i}`, Object.fromEntries(graded)));
    story.tell({ kind: "roundClosed" }).next();
    const weights = componentWeights(story.round).filter((w) => w.proposal !== "v4");
    expect(weights.map((w) => [w.points, Number(w.share.toFixed(3))])).toEqual([
      [3, 0.333],
      [4, 0.444],
      [2, 0.222],
    ]);
    expect(componentWeights(story.round, "1-2-4-8").map((w) => w.points)).toEqual([4, 8, 2, 4]);
    const definition = roundDefinition(story.round, { id: "pm", version: 1 });
    const result = computeIndex(indexPlan(definition), {
      areas: ["A", "B", "C", "D", "E"],
      names: null,
      texts: new Map(),
      columns: new Map([
        ["kinderarmut", [6, 9, 12, 21, 27]],
        ["sgb2_quote", [4.5, 7, 8, 12, 13.5]],
        ["altersarmut", [2, 2.5, 4, 3.5, 5]],
        ["medianeinkommen", [41000, 38000, 36000, 31000, 29000]],
      ]),
    });
    const index = groupOf(result, "belastung").values.map((v) => Number(Number(v).toFixed(3)));
    expect(index).toEqual([-1.257, -0.73, -0.147, 0.665, 1.469]);
    // PM10-040: competence stands beside it, never netted.
    expect(definition.axes).toEqual({ burden: "belastung", competence: "kompetenz" });
  });

  test("a step is opened again with a reason; what was there stays, and a second version says what changed", () => {
    const story = delphiStory().tell({ kind: "roundOpened" });
    for (let i = 0; i < 5; i++) story.tell(ballot(`p${i}`, Object.fromEntries(graded)));
    story.tell({ kind: "roundClosed" }).next().next();
    const first = roundDefinition(story.round, { id: "pm", version: 1 });
    story.tell({ kind: "frozen", index: "pm", version: 1, reason: "Beschluss des Ausschusses" });
    expect(code(() => story.tell({ kind: "reopened", step: "select", reason: "" }))).toBe("reasonMissing");
    story.tell({ kind: "reopened", step: "delphi", reason: "neue Fachleute" });
    expect(story.round.passes).toHaveLength(2);
    expect(story.round.passes[0]?.rounds[0]?.ballots).toHaveLength(5);
    expect(componentsToAsk(story.round)).toEqual(["v1", "v2", "v3", "v4"]);
    story.tell({ kind: "roundOpened" });
    for (let i = 0; i < 5; i++) story.tell(ballot(`q${i}`, { ...Object.fromEntries(graded), v3: "sehr_hoch" }));
    story.tell({ kind: "roundClosed" }).next().tell({ kind: "tabled", table: "1-2-4-8" }).next();
    const second = roundDefinition(story.round, { id: "pm", version: 2 });
    expect(definitionChanges(first, second)).toEqual([
      "„Altersarmut“: Stufe sehr hoch, vorher Stufe mittel.",
      "Gewichte: Stufen mit den Punkten 1-2-4-8, vorher Stufen mit den Punkten 1-2-3-4.",
    ]);
    expect(story.round.reopenings).toMatchObject([{ step: "delphi", from: "result", reason: "neue Fachleute" }]);
  });

  test("outside of its time a step takes nothing from the panel; the moderation may still enter what came on paper", () => {
    const story = new Story().tell({ kind: "timed", step: "collect", from: "2026-03-01", until: "2026-03-28" });
    const paper: Given = { kind: "proposed", label: "A", indicator: null, reason: "x", source: "", group: "g1" };
    const late = { ...paper, at: "2026-03-29T10:00:00Z", by: "panel" } as unknown as Given;
    const early = { ...paper, at: "2026-02-27T10:00:00Z", by: "panel" } as unknown as Given;
    expect(code(() => story.tell(late))).toBe("stepOver");
    expect(code(() => story.tell(early))).toBe("stepNotYetOpen");
    expect(code(() => story.tell({ ...late, by: "here" } as unknown as Given))).toBe("taken");
    const backwards: Given = { kind: "timed", step: "collect", from: "2026-04-02", until: "2026-04-01" };
    expect(code(() => story.tell(backwards))).toBe("windowBackwards");
  });
});

/** Plays at random: every kind of event, sensible and senseless, whatever the step. */
function playedAtRandom(
  seed: number,
  moves: number,
  look: (before: WeightingRound, event: RoundEvent, after: WeightingRound | null) => void,
): Story {
  const random = randomSource(seed);
  const below = (n: number): number => Math.floor(random.uniform() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const story = new Story({ ...opening, weighting: pick(["person", "group"] as const) } as Given);
  const any = (): string => `v${1 + below(Math.max(1, story.round.proposals.length))}`;
  const grade = (): string | number => (below(20) === 0 ? 3 : pick(grades));
  const kinds: (() => Given)[] = [
    () => ({
      kind: "proposed",
      label: `Indikator ${below(12)}`,
      indicator: below(4) === 0 ? null : `i${below(12)}`,
      reason: "r",
      source: "",
      group: pick(groups).id,
    }),
    () => ({ kind: "merged", proposal: any(), into: any() }),
    () => ({ kind: "separated", proposal: any() }),
    () => ({ kind: "linked", proposal: any(), indicator: `i${below(12)}` }),
    () => ({
      kind: "commented",
      proposal: any(),
      group: pick(groups).id,
      stance: pick(["for", "against", "unsure"] as Stance[]),
      text: "t",
    }),
    () => ({
      kind: "placed",
      proposal: any(),
      side: pick(["burden", "competence"] as Side[]),
      main: below(3) === 0 ? any() : null,
      polarity: pick([1, -1] as const),
    }),
    () => ({ kind: "unplaced", proposal: any() }),
    () => ({ kind: "invited", group: pick(groups.slice(0, 2)).id }),
    () => ({ kind: "roundOpened" }),
    () => ({ kind: "roundClosed" }),
    () => ({ kind: "tabled", table: pick(["1-2-3-4", "1-2-4-8"] as const) }),
    () => ({ kind: "resolved", proposal: any(), grade: String(pick(grades)), reason: "r" }),
    () => ({ kind: "minuted", step: pick(steps), text: "Protokoll" }),
    () => ({ kind: "remarked", group: null, text: "t" }),
    () => ({ kind: "frozen", index: "x", version: story.round.versions.length + 1, reason: "r" }),
    () => (below(6) === 0 ? { kind: "reopened", step: pick(steps), reason: "r" } : { kind: "roundClosed" }),
  ];
  // What brings the round on, so that random play reaches the later steps.
  const forward = (): Given[] => {
    const { round } = story;
    if (round.step === "select")
      return round.proposals.map((p) => ({
        kind: "decided",
        proposal: p.id,
        outcome: pick(["include", "include", "exclude", "later"] as Outcome[]),
        reason: "r",
      }));
    const chosen = round.proposals.filter((p) => p.outcome === "include" && p.mergedInto === null);
    if (round.step === "structure")
      return chosen.flatMap((p): Given[] => [
        { kind: "linked", proposal: p.id, indicator: p.indicator ?? `own ${p.id}` },
        {
          kind: "placed",
          proposal: p.id,
          side: p.place?.side ?? pick(["burden", "competence"]),
          main: null,
          polarity: 1,
        },
      ]);
    if (round.step === "grade")
      return componentsOf(round).map((p) => ({ kind: "graded", proposal: p.id, grade: grade() }));
    if (round.step === "delphi") {
      const asked = componentsToAsk(round);
      const marks = () => Object.fromEntries(asked.map((id) => [id, grade()]));
      const ballots = Array.from({ length: 5 }, (_, i): Given => ballot(`p${i}`, marks(), "g1"));
      return [{ kind: "roundOpened" }, ...ballots, { kind: "roundClosed" }];
    }
    if (round.step === "result")
      return componentsOf(round).map((p) => ({ kind: "resolved", proposal: p.id, grade: "hoch", reason: "r" }));
    return [];
  };
  for (let move = 0; move < moves; move++) {
    const given: Given[] = below(3) === 0 ? [{ kind: "advanced" }] : below(3) === 0 ? forward() : [pick(kinds)()];
    for (const one of given) {
      const event = { at: "2026-03-02T08:00:00Z", by: "here", ...one } as RoundEvent;
      const before = story.round;
      try {
        story.tell(one);
        look(before, event, story.round);
      } catch (trouble) {
        if (!(trouble instanceof Refusal)) throw trouble;
        look(before, event, null);
        expect(story.round).toBe(before);
      }
    }
  }
  return story;
}

describe("Whatever is played", () => {
  const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

  test("a replay of the events gives the same round, at every point, and no event changes an earlier round", () => {
    const reached = new Set<string>();
    for (const seed of seeds) {
      const kept: { round: WeightingRound; text: string; count: number }[] = [];
      const story = playedAtRandom(seed, 200, (_, __, after) => {
        if (after !== null) reached.add(after.frozen ? "frozen" : after.step);
        if (after !== null && kept.length < 300) kept.push({ round: after, text: JSON.stringify(after), count: 0 });
      });
      expect(weightingRound(structuredClone(story.events))).toEqual(story.round);
      for (const { round, text } of kept) expect(JSON.stringify(round)).toBe(text);
      const half = Math.ceil(story.events.length / 2);
      const replayed = story.events.slice(half).reduce(withEvent, weightingRound(story.events.slice(0, half)));
      expect(replayed).toEqual(story.round);
    }
    // Random play that never leaves the first steps would prove nothing.
    expect([...reached].sort()).toEqual([...steps, "frozen"].sort());
  });

  test("nothing is lost: proposals, comments, ballots, minutes, reopenings and versions never become fewer", () => {
    for (const seed of seeds)
      playedAtRandom(seed, 200, (before, _, after) => {
        if (after === null) return;
        const counts = (round: WeightingRound) => [
          round.proposals.length,
          round.comments.length,
          round.passes.flatMap((pass) => pass.rounds.flatMap((one) => one.ballots)).length,
          round.minutes.length,
          round.reopenings.length,
          round.versions.length,
          round.remarks.length,
        ];
        const was = counts(before);
        counts(after).forEach((count, i) => {
          expect(count).toBeGreaterThanOrEqual(was[i] ?? 0);
        });
      });
  });

  test("PM10-035 R-16 each indicator stands in one index; parts stand under a main one; nobody is asked a fourth time; weights add to 1", () => {
    for (const seed of seeds)
      playedAtRandom(seed, 200, (_, event, after) => {
        if (after === null) return;
        for (const part of after.proposals) {
          const main = part.place?.main ?? null;
          if (main === null) continue;
          const whole = after.proposals.find((p) => p.id === main);
          expect(whole?.place).toMatchObject({ side: part.place?.side, main: null });
        }
        for (const pass of after.passes)
          for (const { id } of after.proposals)
            expect(pass.rounds.filter((one) => one.asked.includes(id)).length).toBeLessThanOrEqual(3);
        if (event.kind !== "frozen") return;
        const definition = roundDefinition(after, { id: "x", version: event.version });
        expect(indexPlan(definition).indicators.length).toBeGreaterThan(0);
        const families = new Map<string, number>();
        for (const { proposal, share } of componentWeights(after)) {
          const place = after.proposals.find((p) => p.id === proposal)?.place;
          const family = `${place?.side} ${place?.main}`;
          families.set(family, (families.get(family) ?? 0) + share);
        }
        for (const sum of families.values()) expect(sum).toBeCloseTo(1, 12);
      });
  });

  test("the order in which ballots arrive changes no median, no quartile and no agreement", () => {
    for (const seed of seeds) {
      const story = playedAtRandom(seed, 150, () => {});
      const shuffled = [...story.events];
      const random = randomSource(seed + 1000);
      for (let i = 0; i + 1 < shuffled.length; i++) {
        const [a, b] = [shuffled[i], shuffled[i + 1]];
        if (a?.kind !== "ballot" || b?.kind !== "ballot" || a.pseudonym === b.pseudonym) continue;
        if (random.uniform() < 0.5) [shuffled[i], shuffled[i + 1]] = [b, a];
      }
      const results = (events: readonly RoundEvent[]) =>
        weightingRound(events).passes.map((pass) => pass.rounds.map((one) => one.results));
      expect(results(shuffled)).toEqual(results(story.events));
    }
  });
});
