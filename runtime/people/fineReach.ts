import type { Policy } from "../../kernel/contract/contract.ts";
import type { Grant, Person } from "./person.ts";
import { reachOf } from "./policy.ts";

/**
 * How far figures of areas that the public does not see are open to a person: wholly, or in some topics
 * and in some areas (`SUB:0199-3`, with everything below), and nowhere else.
 */
export type FineReach = "everything" | { readonly topics: ReadonlySet<string>; readonly areas: ReadonlySet<string> };

/**
 * What of the small areas a person may read (row "Observations, fine level" of the table of rights).
 *
 * Who holds a right over what is their own has as own the topics and areas for which the role was given. Figures
 * belong to no organisational unit: a role given for one opens no small areas; one given for the whole tenant has it
 * as its own.
 *
 * @example
 * fineReachOf({ id: "a", name: "A", grants: [{ role: "R1", within: "everything" }] }) // "everything"
 * fineReachOf({ id: "a", name: "A", grants: [{ role: "R2", within: "everything" }] }) // "everything"
 * fineReachOf({ id: "a", name: "A", grants: [{ role: "R2", within: { kind: "topic", id: "kita" } }] }) // { topics: new Set(["kita"]), areas: new Set() }
 * fineReachOf({ id: "a", name: "A", grants: [{ role: "R7", within: { kind: "area", id: "GEM:01", below: ["SUB:01-1"] } }] }) // { topics: new Set(), areas: new Set(["GEM:01", "SUB:01-1"]) }
 */
export function fineReachOf(person: Person): FineReach {
  // A report for readers further outside shows them nothing of what its author alone may see.
  if (person.readsAs !== undefined && person.readsAs !== "inside") return { topics: new Set(), areas: new Set() };
  const { everything, own } = reachOf(person, small);
  const { grants, seesAs = grants } = person;
  if (everything || (isForTheWhole(grants) && isForTheWhole(seesAs))) return "everything";
  const named = (kind: string) =>
    new Set(
      (own?.scopes ?? []).flatMap((scope) => (scope.startsWith(`${kind} `) ? [scope.slice(kind.length + 1)] : [])),
    );
  return { topics: named("topic"), areas: named("area") };
}

const small: Policy = { action: "read", object: "fineObservation" };

/** Whether one of these roles reads small areas and was given for the whole tenant: then that is its own. */
function isForTheWhole(grants: readonly Grant[]): boolean {
  return grants.some(({ role, within }) => {
    const { everything, own } = reachOf({ id: "", name: "", grants: [{ role, within }] }, small);
    return everything || (own !== null && within === "everything");
  });
}
