import { type Circle, circlesUpTo } from "../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import { levelsSeen, type RankedLevel, ruleFor, type SetLevels, type SetRule } from "./profiles.ts";

/** What somebody set about who sees what, as it holds now. */
export interface ProfileSettings {
  readonly levels: SetLevels;
  readonly rules: readonly SetRule[];
}

/** What of the figures the readers of one circle get to see. */
export interface Sight {
  readonly circle: Circle;
  /** Ids of the levels that are open to the reader. */
  readonly open: ReadonlySet<string>;
  /** Ids of the levels that open once the reader has agreed to the notice. */
  readonly afterNotice: ReadonlySet<string>;
  /** Circles whose cells are held back from these readers on top of those of everybody; empty where no rule is stricter. */
  readonly heldBack: readonly Circle[];
  /** The rule that guards a figure from these readers. */
  readonly ruleOf: (figure: string, own: DisclosureRule) => DisclosureRule;
}

/**
 * What a reader gets to see: the levels of the circle and its stricter rules. Levels
 * that the public does not see are open only to those who agreed to the notice against
 * finding out who is behind a figure; what everybody sees needs no promise.
 *
 * @param agreed whether the reader agreed to the notice as it is worded now
 * @example
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, "inside", false).afterNotice] // ["SUB"]
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, "inside", true).open] // ["GEM", "SUB"]
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, "public", true).open] // ["GEM"]
 */
export function sight(
  levels: readonly RankedLevel[],
  settings: ProfileSettings,
  circle: Circle,
  agreed: boolean,
): Sight {
  const all = levelsSeen(levels, settings.levels);
  const [open, afterNotice] = [new Set<string>(), new Set<string>()];
  for (const level of all[circle]) (agreed || all.public.has(level) ? open : afterNotice).add(level);
  const rules = settings.rules.filter((rule) => rule.circle !== null);
  const heldBack = circlesUpTo(circle).filter((one) => rules.some((rule) => rule.circle === one));
  return {
    circle,
    open,
    afterNotice,
    heldBack,
    ruleOf: (figure, own) => (heldBack.length === 0 ? own : ruleFor(figure, own, circle, settings.rules)),
  };
}
