import type { Accounts } from "./accounts.ts";
import type { Visit } from "./visit.ts";

/** The door that a call came through: the accounts of the installation, and who stands there. */
export interface Door {
  readonly accounts: Accounts;
  readonly visit: Visit;
}
