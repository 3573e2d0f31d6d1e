import type { Person, Role } from "./person.ts";

/** Who may look at pages as others see them: the author of pages and the administrator, who answer for what is seen. */
const lookers: ReadonlySet<Role> = new Set(["R1", "R11"]);

/** Whether a person may see pages as somebody with another role would. */
export function mayLookAs({ grants }: Pick<Person, "grants">): boolean {
  return grants.some(({ role, within }) => lookers.has(role) && within === "everything");
}
