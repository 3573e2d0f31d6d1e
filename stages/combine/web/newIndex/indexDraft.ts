import type { Text } from "../../../../kernel/text/text.ts";
import { sides } from "../../round/roundDefinition.ts";

/** What a component counts, by each way of weighting, as it stands in its fields. */
interface Counting {
  readonly weight: string;
  readonly grade: string;
  readonly importance: string;
}

/** One of the indices that a definition computes side by side: burden and competence, or what it calls them. */
interface DraftRoot {
  /** By what groups and parts name it: `burden`, `competence`, or the id of any other index. */
  readonly side: string;
  readonly id: string;
  readonly label: Text;
}

/** A sub-index: its own components are brought together first, then it counts as one. */
export interface ChosenGroup extends Counting {
  /** `teil1`, `teil2`, … in the definition too. */
  readonly id: string;
  readonly label: string;
  readonly side: string;
  /** The sub-index that it stands in; null directly in the index. */
  readonly group: string | null;
}

/** One indicator as chosen on the page. */
export interface ChosenPart extends Counting {
  readonly indicator: string;
  readonly label: string;
  readonly side: string;
  /** The sub-index that it stands in; null directly in the index. */
  readonly group: string | null;
  readonly polarity: 1 | -1;
  readonly target: string;
  readonly lower: string;
  readonly upper: string;
}

export type WeightMethod = "equal" | "given" | "grades" | "budget" | "pairs" | "order" | "importance";

/** Points that one person gave, by component. */
export interface Budget {
  readonly by: string;
  /** Whom the person speaks for, where a definition says so. */
  readonly group?: string;
  readonly points: Readonly<Record<string, string>>;
}

/** What one person finds important, the most important first: components of all families; each family reads its own. */
export interface Order {
  readonly by: string;
  readonly order: readonly string[];
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
  readonly orders: readonly Order[];
  readonly roots: readonly DraftRoot[];
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
  orders: [{ by: "A", order: [] }],
  roots: [
    { side: "burden", ...sides.burden },
    { side: "competence", ...sides.competence },
  ],
  groups: [],
  parts: [],
};

/** What a new component counts until somebody says otherwise. */
export const plainCounting: Counting = { weight: "1", grade: "mittel", importance: "1" };

/** A component under the name that it has in the definition: an indicator or a sub-index. */
export interface DraftComponent extends Counting {
  readonly key: string;
  readonly label: string;
  readonly part: ChosenPart | null;
}

/** Components that are weighed against each other: of an index, or of one of its sub-indices. */
export interface DraftFamily {
  readonly root: DraftRoot;
  readonly group: ChosenGroup | null;
  readonly components: readonly DraftComponent[];
}

/** All families of a draft, in reading order; sub-indices without an indicator are left out. */
export function familiesOf({ roots, groups, parts }: Pick<IndexDraft, "roots" | "groups" | "parts">): DraftFamily[] {
  const isFilled = ({ id }: ChosenGroup): boolean =>
    parts.some((part) => part.group === id) || groups.some((one) => one.group === id && isFilled(one));
  const within = (root: DraftRoot, group: ChosenGroup | null): DraftFamily[] => {
    const isHere = (one: ChosenGroup | ChosenPart): boolean =>
      one.side === root.side && one.group === (group?.id ?? null);
    const inside = groups.filter((one) => isHere(one) && isFilled(one));
    const components = [
      ...inside.map((one): DraftComponent => ({ ...one, key: one.id, part: null })),
      ...parts.filter(isHere).map((part): DraftComponent => ({ ...part, key: part.indicator, part })),
    ];
    return components.length === 0 ? [] : [{ root, group, components }, ...inside.flatMap((one) => within(root, one))];
  };
  return roots.flatMap((root) => within(root, null));
}

/**
 * The components of a family as one person has put them in order; what the person has not placed stands at the end.
 *
 * @example
 * orderWithin(["b", "x", "a"], ["a", "b", "c"]) // ["b", "a", "c"]
 */
export function orderWithin(order: readonly string[], keys: readonly string[]): string[] {
  return [...order.filter((key) => keys.includes(key)), ...keys.filter((key) => !order.includes(key))];
}

/**
 * How many times the first matters as much as the second; once where nobody has said it.
 *
 * @example
 * timesBetween({ "a|b": 3 }, "a", "b") // 3
 * timesBetween({ "a|b": 4 }, "b", "a") // 0.25
 */
export function timesBetween(pairs: Readonly<Record<string, number>>, first: string, second: string): number {
  return pairs[`${first}|${second}`] ?? 1 / (pairs[`${second}|${first}`] ?? 1);
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
