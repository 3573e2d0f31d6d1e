import { type Circle, circlesUpTo } from "../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import { levelsSeen, type RankedLevel, ruleFor, type SetLevels, type SetRule } from "./profiles.ts";

/** What somebody set about who sees what, as it holds now. */
export interface ProfileSettings {
  readonly levels: SetLevels;
  readonly rules: readonly SetRule[];
}

/** Where small areas are a matter of what somebody's role was given for: these topics everywhere, and these areas (`SUB:01-1`) in all topics. */
export type OwnField = { readonly topics: ReadonlySet<string>; readonly areas: ReadonlySet<string> };

export interface SeenArea {
  readonly level: string;
  readonly code: string;
}

/** What of the figures the readers of one circle get to see. */
export interface Sight {
  readonly circle: Circle;
  /** Ids of the levels that are open to the reader. */
  readonly open: ReadonlySet<string>;
  /** Ids of the levels that open once the reader has agreed to the notice. */
  readonly afterNotice: ReadonlySet<string>;
  /** Whether a figure of this topic, for this area, is open to the reader. */
  readonly isOpen: (area: SeenArea, topic: string) => boolean;
  /** Whether all figures of all areas of a level are, whatever their topic. */
  readonly isWhollyOpen: (level: string) => boolean;
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
 * What the public does not see is open inside the administration only in one's own
 * field, where the role was given for one (row "Observations, fine level" of the table
 * of rights); and a municipality sees inside itself what the administration sees there,
 * unless a stricter rule was set for municipalities.
 *
 * @param field `everything`, or what the reader's roles were given for
 * @param agreed whether the reader agreed to the notice as it is worded now
 * @example
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, { circle: "inside", field: "everything", agreed: false }).afterNotice] // ["SUB"]
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, { circle: "inside", field: "everything", agreed: true }).open] // ["GEM", "SUB"]
 * [...sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, { circle: "public", field: "everything", agreed: true }).open] // ["GEM"]
 * sight([{ id: "GEM", rank: 1 }, { id: "SUB", rank: 2 }], { levels: new Map(), rules: [] }, { circle: "inside", field: { topics: new Set(["kita"]), areas: new Set() }, agreed: true }).isOpen({ level: "SUB", code: "1" }, "school") // false
 */
export function sight(
  levels: readonly RankedLevel[],
  settings: ProfileSettings,
  {
    circle,
    field,
    agreed,
  }: { readonly circle: Circle; readonly field: "everything" | OwnField; readonly agreed: boolean },
): Sight {
  const all = levelsSeen(levels, settings.levels);
  const rules = settings.rules.filter((rule) => rule.circle !== null);
  const heldBack = circlesUpTo(circle).filter((one) => rules.some((rule) => rule.circle === one));
  const isInside = circle === "inside";
  const isWhole = (level: string): boolean =>
    all.public.has(level) || (all[circle].has(level) && (!isInside || field === "everything"));
  // Where one's circle has a pattern of its own, it was worked out without these areas.
  const own = field === "everything" || (!isInside && heldBack.length > 0) ? nothing : field;
  const inField = ({ level, code }: SeenArea, topic: string): boolean =>
    all.inside.has(level) && (own.areas.has(`${level}:${code}`) || (isInside && own.topics.has(topic)));
  const hasSome = (level: string): boolean =>
    all.inside.has(level) &&
    ((isInside && own.topics.size > 0) || [...own.areas].some((area) => area.startsWith(`${level}:`)));
  const [open, afterNotice] = [new Set<string>(), new Set<string>()];
  for (const { id } of levels)
    if (isWhole(id) || hasSome(id)) (agreed || all.public.has(id) ? open : afterNotice).add(id);
  return {
    circle,
    open,
    afterNotice,
    isOpen: (area, topic) => open.has(area.level) && (isWhole(area.level) || inField(area, topic)),
    isWhollyOpen: (level) => open.has(level) && isWhole(level),
    heldBack,
    ruleOf: (figure, ownRule) => (heldBack.length === 0 ? ownRule : ruleFor(figure, ownRule, circle, settings.rules)),
  };
}

const nothing: OwnField = { topics: new Set(), areas: new Set() };
