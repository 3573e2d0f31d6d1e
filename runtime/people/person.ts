import type { Circle } from "../../kernel/contract/circle.ts";

/** Who acts: somebody with an account, the planner at this machine, or the public. */
export interface Person {
  /** The account; `here` for whoever sits at this machine, `public` for everybody without an account. */
  readonly id: string;
  readonly name: string;
  /** What the person may do in the tenant that is asked, today. */
  readonly grants: readonly Grant[];
  /** Roles that rest until the person has signed in with a second factor. */
  readonly resting?: readonly Grant[];
  /** Looks at pages as others see them: what these grants do not allow as well is not allowed. It only ever takes away. */
  readonly seesAs?: readonly Grant[];
  /** Reads figures as this circle of readers does, for a report that is for it. It only ever takes away. */
  readonly readsAs?: Circle;
}

/** A role, and how far it reaches. */
export interface Grant {
  readonly role: Role;
  /** `everything` in the tenant, or only what belongs to one organisational unit, topic or area and what lies below it. */
  readonly within: "everything" | Scope;
}

export interface Scope {
  readonly kind: "unit" | "topic" | "area";
  /** Number of the unit, id of the topic, or level and code of the area: `GEM:01056039`. */
  readonly id: string;
  /** What lies below it on the day of asking, in the same form; a scope without reaches itself only. */
  readonly below?: readonly string[];
}

/** Codes of the catalogue of roles: R1 lead social planner, R10 public, … */
export type Role = (typeof roles)[number];

export const roles = [
  "R1",
  "R2",
  "R3",
  "R4",
  "R5",
  "R6",
  "R7",
  "R8",
  "R9",
  "R10",
  "R11",
  "R12",
  "R13",
  "R14",
  "R15",
] as const;

/**
 * Grants of these roles over everything in the tenant.
 *
 * @example
 * holding("R1") // [{ role: "R1", within: "everything" }]
 */
export function holding(...roles: readonly Role[]): Grant[] {
  return roles.map((role) => ({ role, within: "everything" }));
}
