import { type Audience, audiences } from "../../kernel/contract/audience.ts";
import type { Person, Role } from "./person.ts";

const audiencesOfRole: Readonly<Record<Role, readonly Audience[]>> = {
  R1: audiences,
  R2: ["services"],
  R3: ["services"],
  R4: ["services"],
  R5: ["leadership", "services"],
  R6: ["leadership", "services"],
  R7: ["municipalities"],
  R8: ["providers"],
  R9: ["politics"],
  R10: ["citizens"],
  R11: [],
  R12: [],
  R13: [],
  R14: [],
  R15: [],
};

/**
 * To which audiences a person belongs; everybody is also a citizen.
 *
 * @example
 * audiencesOf({ grants: [{ role: "R9", within: "everything" }] }) // ["citizens", "politics"]
 */
export function audiencesOf({ grants, seesAs }: Pick<Person, "grants" | "seesAs">): Audience[] {
  const of = (held: Person["grants"]) =>
    new Set<Audience>(["citizens", ...held.flatMap(({ role }) => audiencesOfRole[role])]);
  const own = of(grants);
  const seen = seesAs === undefined ? own : of(seesAs);
  return audiences.filter((audience) => own.has(audience) && seen.has(audience));
}
