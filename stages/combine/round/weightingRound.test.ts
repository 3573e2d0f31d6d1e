import { describe, expect, test } from "vitest";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { computeIndex, groupOf } from "../computeIndex.ts";
import { indexPlan } from "../indexPlan.ts";
import { type Grade, grades } from "../methods/weights/gradePoints.ts";
import { definitionChanges } from "./definitionChanges.ts";
import { componentsOf, componentsToAsk, gradeOf, standingOf } from "./delphi.ts";
import { blockers, coverage, duplicates, openItems, remaining } from "./openItems.ts";
import { componentWeights, roundDefinition } from "./roundDefinition.ts";
import type { Outcome, Side } from "./roundEvent.ts";
import { ballot, type Given, groups, opening, Story } from "./testStory.ts";

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

  test("PM10-032 proposals that say the same in other spelling or order look alike, others do not", () => {
    const alike = (...names: string[]): number => {
      const story = new Story();
      for (const name of names) story.propose(name, null);
      return duplicates(story.round).length;
    };
    expect(alike("Schulabgänge ohne Abschluss", "SCHULABGAENGE OHNE ABSCHLUß")).toBe(1);
    expect(alike("Anteil der Alleinerziehenden", "Alleinerziehenden-Anteil")).toBe(1);
    expect(alike("Armut im Alter", "Alter: Armut")).toBe(1);
    expect(alike("SGB-II-Quote", "SGB-III-Quote", "SGB-XII-Quote")).toBe(0);
    expect(alike("Kinder unter 3", "Kinder unter 6")).toBe(0);
    expect(alike("Der", "Die")).toBe(0);
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
