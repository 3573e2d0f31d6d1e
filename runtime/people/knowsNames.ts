import type { Person } from "./person.ts";
import { mayI } from "./policy.ts";

/** Whether a person is told who of the administration did something: whoever has to do with deliveries; the public is not. */
export function knowsNames(person: Person): boolean {
  return mayI(person, { action: "read", object: "delivery" }, ["own"]);
}
