import { type Grade, grades } from "../methods/weights/gradePoints.ts";
import type { Outcome, RoundEvent, Side } from "./roundEvent.ts";
import { type WeightingRound, weightingRound, withEvent } from "./weightingRound.ts";

type Kind<K extends RoundEvent["kind"]> = Omit<RoundEvent & { kind: K }, "at" | "by">;
/** What happens, without day and person. */
export type Given = { [K in RoundEvent["kind"]]: Kind<K> }[RoundEvent["kind"]];

/** The seven groups of the published round. */
export const groups = [
  "Fachbereich 5",
  "Ämter",
  "Gemeinden",
  "Städte",
  "Wohlfahrt",
  "Steuerungsgruppe",
  "Netzwerke",
].map((label, i) => ({ id: `g${i + 1}`, label }));
export const opening: Given = {
  kind: "opened",
  title: "Belastungs- und Kompetenzindex",
  purpose: "Wählt die Indikatoren; offen sind Auswahl und Gewichte.",
  level: "GEM",
  groups,
  weighting: "person",
};

/** A round that is told what happens, one event after the other, and can be asked any time. */
export class Story {
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

/** One person's grades in a Delphi round, as tests hand them in. */
export function ballot(pseudonym: string, marks: Record<string, string | number>, group: string | null = null): Given {
  return { kind: "ballot", pseudonym, group, grades: marks, reasons: {} };
}
