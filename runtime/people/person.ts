/** Who acts: somebody with an account, the planner at this machine, or the public. */
export interface Person {
  /** The account; `here` for whoever sits at this machine, `public` for everybody without an account. */
  readonly id: string;
  readonly name: string;
  /** What the person may do in the tenant that is asked, today. */
  readonly grants: readonly Grant[];
}

/** A role, and how far it reaches. */
export interface Grant {
  readonly role: Role;
  /** `everything` in the tenant, or only what belongs to one organisational unit, topic or area and what lies below it. */
  readonly within: "everything" | Scope;
}

export interface Scope {
  readonly kind: "unit" | "topic" | "area";
  readonly id: string;
}

/** Codes of the catalogue of roles: R1 lead social planner, R10 public, … */
export type Role =
  | "R1"
  | "R2"
  | "R3"
  | "R4"
  | "R5"
  | "R6"
  | "R7"
  | "R8"
  | "R9"
  | "R10"
  | "R11"
  | "R12"
  | "R13"
  | "R14"
  | "R15";

/**
 * Grants of these roles over everything in the tenant.
 *
 * @example
 * holding("R1") // [{ role: "R1", within: "everything" }]
 */
export function holding(...roles: readonly Role[]): Grant[] {
  return roles.map((role) => ({ role, within: "everything" }));
}
