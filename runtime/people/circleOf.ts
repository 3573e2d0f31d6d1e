import { type Circle, innermostCircle, reachesOut } from "../../kernel/contract/circle.ts";
import { audiencesOf } from "./audience.ts";
import type { Person } from "./person.ts";

/**
 * The circle of readers to which a person belongs: it decides which figures the person is shown.
 *
 * Who looks at pages as somebody else, or makes a report for others, reads as these do where they see less.
 *
 * @example
 * circleOf({ grants: [{ role: "R1", within: "everything" }] }) // "inside"
 * circleOf({ grants: [{ role: "R1", within: "everything" }], readsAs: "public" }) // "public"
 * circleOf({ grants: [{ role: "R9", within: "everything" }], readsAs: "inside" }) // "partners"
 */
export function circleOf(person: Pick<Person, "grants" | "seesAs" | "readsAs">): Circle {
  const own = innermostCircle(audiencesOf(person));
  return person.readsAs !== undefined && reachesOut(person.readsAs, own) ? person.readsAs : own;
}
