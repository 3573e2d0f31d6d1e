import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { ReachingContext } from "../../../runtime/http/operation.ts";
import { type Reach, reaches } from "../../../runtime/people/reach.ts";

/** A definition as rights see it: it lies in its topic, and is public when its figures are. */
export interface RuledDefinition {
  readonly topic: string;
  /** Account of who wrote the newest version; null for what came with the platform. */
  readonly madeBy: string | null;
  readonly published: boolean;
}

/** Whether a person's right reaches a definition. */
export function definitionWithin(reach: Reach, { topic, madeBy, published }: RuledDefinition): boolean {
  return reaches(reach, { madeBy, owner: `topic ${topic}`, published });
}

/**
 * Refuses to let somebody change a definition of a field that is not theirs: neither the
 * present one nor what it would become may lie outside.
 *
 * @param before the definition now; undefined for one that is added
 */
export function demandOwnField(
  { reach, person }: Pick<ReachingContext, "reach" | "person">,
  before: RuledDefinition | undefined,
  after: { readonly topic: string },
): void {
  // Who holds the right over single topics adds in these only; who holds it over nothing in particular, as one's own.
  const isBound = reach.own?.scopes.some((scope) => scope.startsWith("topic ")) === true;
  const madeBy = isBound ? null : person.id;
  const fits = definitionWithin(reach, { topic: after.topic, madeBy, published: false });
  if (!fits || (before !== undefined && !definitionWithin(reach, { ...before, published: false })))
    throw new Refusal("describe.notYourField", { topic: after.topic }, { kind: "forbidden" });
}
