/** Who acts. Until accounts exist there is one: the planner at this machine. */
export interface Person {
  readonly name: string;
  readonly roles: readonly Role[];
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
