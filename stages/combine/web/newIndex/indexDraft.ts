import type { Side } from "../../round/roundEvent.ts";

/** What a component counts, by each way of weighting, as it stands in its fields. */
interface Counting {
  readonly weight: string;
  readonly grade: string;
  readonly importance: string;
}

/** A sub-index: its own components are brought together first, then it counts as one. */
export interface ChosenGroup extends Counting {
  /** `teil1`, `teil2`, … in the definition too. */
  readonly id: string;
  readonly label: string;
  readonly side: Side;
}

/** One indicator as chosen on the page. */
export interface ChosenPart extends Counting {
  readonly indicator: string;
  readonly label: string;
  readonly side: Side;
  /** The sub-index that it stands in; null directly in the index. */
  readonly group: string | null;
  readonly polarity: 1 | -1;
  readonly target: string;
  readonly lower: string;
  readonly upper: string;
}

export type WeightMethod = "equal" | "given" | "grades" | "budget" | "pairs" | "importance";

/** Points that one person gave, by component. */
export interface Budget {
  readonly by: string;
  readonly points: Readonly<Record<string, string>>;
}

/** An index as filled in on the page; `definitionOf` makes the definition of it. */
export interface IndexDraft {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly normalisation: string;
  /** Divisor of the z-scores. */
  readonly divisor: string;
  readonly aggregation: string;
  readonly power: string;
  readonly treatment: string;
  readonly minimumWeight: string;
  readonly imputation: string;
  /** Areas below this many heads get no index; empty for none. */
  readonly smallest: string;
  readonly heads: string;
  /** Codes of areas without an index, separated by blanks or commas. */
  readonly excluded: string;
  readonly classes: string;
  readonly classCount: string;
  readonly quantileType: string;
  readonly limits: string;
  readonly weights: WeightMethod;
  readonly table: string;
  readonly budgets: readonly Budget[];
  /** How many times the first component matters as much as the second, by `first|second`. */
  readonly pairs: Readonly<Record<string, number>>;
  readonly groups: readonly ChosenGroup[];
  readonly parts: readonly ChosenPart[];
}

export const emptyDraft: IndexDraft = {
  id: "",
  label: "",
  description: "",
  normalisation: "z",
  divisor: "population",
  aggregation: "arithmetic",
  power: "2",
  treatment: "none",
  minimumWeight: "80",
  imputation: "none",
  smallest: "",
  heads: "",
  excluded: "",
  classes: "quantile",
  classCount: "5",
  quantileType: "7",
  limits: "-1; 0; 1",
  weights: "equal",
  table: "1-2-3-4",
  budgets: [{ by: "A", points: {} }],
  pairs: {},
  groups: [],
  parts: [],
};

/** What a new component counts until somebody says otherwise. */
export const plainCounting: Counting = { weight: "1", grade: "mittel", importance: "1" };

/** A component under the name that it has in the definition. */
export interface DraftComponent extends Counting {
  readonly key: string;
  readonly label: string;
}

/** Components that are weighed against each other: of an index, or of one of its sub-indices. */
export interface DraftFamily {
  readonly side: Side;
  readonly group: ChosenGroup | null;
  readonly components: readonly DraftComponent[];
}

/** All families of a draft, in reading order; sub-indices without an indicator are left out. */
export function familiesOf({ groups, parts }: IndexDraft): DraftFamily[] {
  const within = (group: string): DraftComponent[] =>
    parts.filter((part) => part.group === group).map((part) => ({ ...part, key: part.indicator }));
  return (["burden", "competence"] as const).flatMap((side): DraftFamily[] => {
    const filled = groups.filter((group) => group.side === side && within(group.id).length > 0);
    const direct = parts
      .filter((part) => part.side === side && part.group === null)
      .map((part): DraftComponent => ({ ...part, key: part.indicator }));
    const components = [...filled.map((group): DraftComponent => ({ ...group, key: group.id })), ...direct];
    if (components.length === 0) return [];
    return [
      { side, group: null, components },
      ...filled.map((group) => ({ side, group, components: within(group.id) })),
    ];
  });
}

/**
 * A number as Germans or machines write it; what is none stays as it is, so that the refusal can name it.
 *
 * @example
 * numberOf("12,5") // 12.5
 * numberOf("viel") // "viel"
 */
export function numberOf(text: string): number | string {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}
