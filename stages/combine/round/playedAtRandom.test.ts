import { describe, expect, test } from "vitest";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { indexPlan } from "../indexPlan.ts";
import { grades } from "../methods/weights/gradePoints.ts";
import { randomSource } from "../sensitivity/randomSource.ts";
import { componentsOf, componentsToAsk } from "./delphi.ts";
import { componentWeights, roundDefinition } from "./roundDefinition.ts";
import type { Outcome, RoundEvent, Side, Stance } from "./roundEvent.ts";
import { steps } from "./steps.ts";
import { ballot, type Given, groups, opening, Story } from "./testStory.ts";
import { type WeightingRound, weightingRound, withEvent } from "./weightingRound.ts";

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
