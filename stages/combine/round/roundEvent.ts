import type { PointTable } from "../methods/weights/gradePoints.ts";
import type { Step } from "./steps.ts";

/** A group that is invited: an office, the municipalities, welfare associations, politics. */
export interface RoundGroup {
  readonly id: string;
  readonly label: string;
}

export type Side = "burden" | "competence";
export type Outcome = "include" | "exclude" | "later";
export type Stance = "for" | "against" | "unsure";

/**
 * One thing that happened in a weighting round. Events are only added; what the
 * round looks like is worked out from them (`weightingRound`), so that nothing is
 * lost when a step is opened again.
 *
 * `at` is a moment or, for ballots, a day; `by` is the account of whoever
 * moderates, or `panel` for somebody with a link: who that was is not said here.
 */
export type RoundEvent = { readonly at: string; readonly by: string } & (
  | {
      readonly kind: "opened";
      readonly title: string;
      /** What the round is for, and what can still be changed by it. */
      readonly purpose: string;
      readonly level: string;
      readonly groups: readonly RoundGroup[];
      /** Every person counts alike, or every group. */
      readonly weighting: "person" | "group";
    }
  | { readonly kind: "timed"; readonly step: Step; readonly from: string | null; readonly until: string | null }
  | { readonly kind: "minuted"; readonly step: Step; readonly text: string }
  /** Somebody joins or leaves the panel: only the group is said. */
  | { readonly kind: "invited"; readonly group: string }
  | { readonly kind: "withdrawn"; readonly group: string }
  | {
      readonly kind: "proposed";
      readonly label: string;
      /** Id in the catalogue, where the proposal is one of its indicators. */
      readonly indicator: string | null;
      readonly reason: string;
      readonly source: string;
      readonly group: string | null;
    }
  | { readonly kind: "merged"; readonly proposal: string; readonly into: string }
  | { readonly kind: "separated"; readonly proposal: string }
  | { readonly kind: "linked"; readonly proposal: string; readonly indicator: string }
  | {
      readonly kind: "commented";
      readonly proposal: string;
      readonly group: string;
      readonly stance: Stance;
      readonly text: string;
    }
  | { readonly kind: "decided"; readonly proposal: string; readonly outcome: Outcome; readonly reason: string }
  | {
      readonly kind: "placed";
      readonly proposal: string;
      readonly side: Side;
      /** The main indicator that it is a part of; null where it is one itself. */
      readonly main: string | null;
      /** 1: high raises this index; -1: high lowers it. */
      readonly polarity: 1 | -1;
    }
  | { readonly kind: "unplaced"; readonly proposal: string }
  | { readonly kind: "graded"; readonly proposal: string; readonly grade: string | number }
  | { readonly kind: "roundOpened" }
  | {
      readonly kind: "ballot";
      readonly pseudonym: string;
      /** Only where every group counts alike. */
      readonly group: string | null;
      readonly grades: Readonly<Record<string, string | number>>;
      readonly reasons: Readonly<Record<string, string>>;
    }
  | { readonly kind: "roundClosed" }
  | { readonly kind: "tabled"; readonly table: PointTable }
  | { readonly kind: "resolved"; readonly proposal: string; readonly grade: string; readonly reason: string }
  | { readonly kind: "remarked"; readonly group: string | null; readonly text: string }
  | { readonly kind: "advanced" }
  | { readonly kind: "reopened"; readonly step: Step; readonly reason: string }
  | { readonly kind: "frozen"; readonly index: string; readonly version: number; readonly reason: string }
);
