import type { ModeratorEvent, RoundAnswer } from "../../round/roundContract.ts";

/** Says what the moderation does; true when the round took it. */
export type Tell = (...events: ModeratorEvent[]) => Promise<boolean>;

/** What the page of every step gets. */
export interface StepProps {
  readonly round: RoundAnswer;
  /** Whether something can be done here now; otherwise it is looked at. */
  readonly live: boolean;
  readonly tell: Tell;
  readonly busy: boolean;
}
