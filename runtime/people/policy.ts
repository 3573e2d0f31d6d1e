import type { Policy, PolicyObject } from "../../kernel/contract/contract.ts";
import { holding, type Person, type Role } from "./person.ts";

/**
 * Whether a person may do this to that kind of object: the one place that decides.
 *
 * Everything is forbidden that the table does not allow. Rights over one's own
 * area (`o` in the source) or over published things only (`p`) need to know whose
 * and which; until objects say so, they give no right.
 *
 * Source: roles and permissions of the requirements, objects that exist so far.
 */
export function mayI(person: Person, policy: Policy): boolean {
  return person.grants.some(
    ({ role, within }) =>
      within === "everything" && (rights[policy.object][role] ?? "").includes(letters[policy.action]),
  );
}

const letters: Readonly<Record<Policy["action"], string>> = {
  create: "C",
  read: "R",
  change: "U",
  release: "A",
  rate: "V",
  decide: "D",
};

const rights: Readonly<Record<PolicyObject, Partial<Record<Role, string>>>> = {
  delivery: { R1: "CRU", R3: "CRUA", R5: "R", R11: "R", R12: "R" },
  definition: { R1: "CRU", R3: "CRUA", R4: "R", R5: "R", R7: "R", R12: "R", R13: "R" },
  releasedObservation: {
    R1: "R",
    R2: "R",
    R3: "R",
    R4: "R",
    R5: "R",
    R6: "R",
    R7: "R",
    R8: "R",
    R9: "R",
    R10: "R",
    R11: "R",
    R12: "R",
    R13: "R",
    R14: "R",
    R15: "R",
  },
  index: { R1: "CRU", R2: "CRU", R3: "R", R5: "A", R6: "R", R7: "R", R13: "R", R14: "R" },
  // The moderator manages; the panel reads the state of the round and rates.
  weightingRound: { R1: "CRUAV", R2: "RV", R5: "RV", R6: "RV", R7: "RV", R8: "RV", R9: "RV", R13: "RV", R14: "RV" },
  division: { R1: "CRU", R3: "RA", R5: "A", R8: "R", R13: "R" },
  service: { R1: "CRUA", R3: "R", R4: "R", R5: "R", R6: "R" },
  report: { R1: "CRUA", R5: "A" },
  // What a body decided is recorded by the committee office alone (PM08-012).
  resolution: { R1: "R", R2: "R", R3: "R", R4: "R", R5: "R", R6: "R", R7: "R", R9: "R", R15: "RD" },
  auditLog: { R3: "R", R11: "R", R12: "R" },
  settings: { R1: "R", R11: "CRU", R12: "R" },
};

/** Who sits at this machine while nobody has an account: the lead planner, who also approves and looks after the installation. */
export const plannerAtThisMachine: Person = {
  id: "here",
  name: "Planung an diesem Rechner",
  grants: holding("R1", "R5", "R11"),
};
