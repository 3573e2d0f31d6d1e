import type { Policy, PolicyObject } from "../../kernel/contract/contract.ts";
import { type Grant, holding, type Person, type Role, type Scope } from "./person.ts";
import { joined, noReach, overlap, type Reach, scopeNames } from "./reach.ts";

/** What an operation itself takes care of: it hands out only what is one's own, or only what is published. */
export type Narrowing = "own" | "published";

/**
 * Whether a person may do this to that kind of object: the one place that decides.
 *
 * Everything is forbidden that the table does not allow. A right over one's own or
 * over published things opens only an operation that declares that it narrows to
 * them; it then gets the reach and must keep to it.
 */
export function mayI(person: Person, policy: Policy, narrows: readonly Narrowing[] = []): boolean {
  const { everything, own, published } = reachOf(person, policy);
  return everything || (own !== null && narrows.includes("own")) || (published && narrows.includes("published"));
}

/**
 * How far a person's right to do this to that kind of object goes.
 *
 * - Everybody is also the public: what R10 may, all may.
 * - Who may approve may read what there is to approve; who approves as one act only, what is read for that act.
 * - A role that was given within a unit, topic or area reaches no further. Only in
 *   reading does a scope not count where objects of the kind never lie in such scopes.
 */
export function reachOf(person: Person, policy: Policy): Reach {
  if (policy.object === "signIn" || policy.object === "panelSeat") return { ...noReach, everything: true };
  // No role is needed for what is one's own account; seen as somebody else it is not there.
  if (policy.object === "ownAccount") return { ...noReach, everything: isSignedIn(person) };
  const asked = reachOfGrants(person.id, person.grants, policy);
  return person.seesAs === undefined ? asked : overlap(asked, reachOfGrants(person.id, person.seesAs, policy));
}

/** The acts that are open to a person, over everything or over what is one's own: `read delivery`. */
export function openActs(person: Person): string[] {
  return (Object.keys(rights) as Ruled[]).flatMap((object) =>
    (Object.keys(letters) as Policy["action"][]).flatMap((action) =>
      mayI(person, { action, object }, ["own"]) ? [`${action} ${object}`] : [],
    ),
  );
}

function isSignedIn({ id, seesAs }: Person): boolean {
  return id !== "public" && seesAs === undefined;
}

function reachOfGrants(id: string, grants: readonly Grant[], policy: Policy): Reach {
  return joined([...grants, ...holding("R10")].map((grant) => reachOfGrant(id, grant, policy)));
}

function reachOfGrant(person: string, { role, within }: Grant, { action, object, as }: Policy): Reach {
  if (object === "ownAccount" || object === "signIn" || object === "panelSeat") return noReach;
  const parts = rights[object][role] ?? [];
  const letter = letters[action];
  const far = parts.flatMap((part) => {
    const [may = "", how] = part.split(" ");
    const approves = may.includes("A") && (how === undefined || how === as);
    const holds = may.includes(letter) || (action === "read" && approves);
    return holds && (how === undefined || how === "o" || how === "p" || how === as) ? [how] : [];
  });
  if (far.length === 0) return noReach;
  const isWide = far.some((how) => how === undefined || (how !== "o" && how !== "p"));
  const counts = within !== "everything" && (action !== "read" || scopesOf[object].includes(within.kind));
  const scopes = within === "everything" ? [] : scopeNames(within);
  return {
    everything: isWide && !counts,
    own: (isWide && counts) || far.includes("o") ? { person, scopes } : null,
    published: far.includes("p"),
  };
}

const letters: Readonly<Record<Policy["action"], string>> = {
  create: "C",
  read: "R",
  change: "U",
  release: "A",
  rate: "V",
  decide: "D",
};

/** Kinds of objects that the table of rights speaks of. */
type Ruled = Exclude<PolicyObject, "ownAccount" | "signIn" | "panelSeat">;

/** In which scopes objects of a kind can lie at all. */
const scopesOf: Readonly<Record<Ruled, readonly Scope["kind"][]>> = {
  delivery: ["unit", "topic", "area"],
  definition: ["topic"],
  releasedObservation: [],
  fineObservation: ["topic", "area"],
  index: [],
  weightingRound: [],
  division: [],
  service: ["unit", "area"],
  goal: ["unit", "topic", "area"],
  report: ["unit", "topic", "area"],
  resolution: [],
  interpretation: [],
  readerMessage: [],
  auditLog: ["unit"],
  settings: ["unit"],
  disclosureProfile: [],
};

/**
 * Letters of the table, and behind them its reservation: `o` own only, `p` public or released only, or the one
 * act that is meant, such as `import`. Several rights of a role stand beside each other.
 *
 * Source: roles and permissions of the requirements, rows of objects that exist so far. `V` is "rate".
 */
const rights: Readonly<Record<Ruled, Partial<Record<Role, readonly string[]>>>> = {
  delivery: {
    R1: ["CRU"],
    R2: ["CRU o"],
    R3: ["CRUA"],
    R4: ["CRU o"],
    R5: ["R"],
    R6: ["CRU o"],
    R7: ["CRU o"],
    R8: ["CRU o"],
    R11: ["R"],
    R12: ["R"],
  },
  definition: {
    R1: ["CRU"],
    R2: ["CRU o"],
    R3: ["CRUA"],
    R4: ["R"],
    R5: ["R"],
    R6: ["CRU o"],
    R7: ["R"],
    R8: ["R p"],
    R9: ["R p"],
    R10: ["R p"],
    R12: ["R"],
    R13: ["R"],
    R14: ["R p"],
  },
  // The public reads it, and so does everybody.
  releasedObservation: { R10: ["R"] },
  // Without a release of their own for external analysts there is nothing that was granted to them.
  fineObservation: {
    R1: ["R"],
    R2: ["R o"],
    R3: ["R"],
    R4: ["R o"],
    R5: ["R"],
    R6: ["R"],
    R7: ["R o"],
    R13: ["R granted"],
  },
  index: {
    R1: ["CRU"],
    R2: ["CRU"],
    R3: ["R"],
    R5: ["A"],
    R6: ["R"],
    R7: ["R"],
    R8: ["R p"],
    R9: ["R p"],
    R10: ["R p"],
    R13: ["R"],
    R14: ["R"],
  },
  // The moderator manages; the panel reads the state of the round and rates.
  weightingRound: {
    R1: ["CRUAV"],
    R2: ["RV"],
    R3: ["RV"],
    R5: ["RV"],
    R6: ["RV"],
    R7: ["RV"],
    R8: ["RV"],
    R9: ["RV"],
    R13: ["RV"],
    R14: ["RV"],
  },
  division: {
    R1: ["CRU"],
    R2: ["CRU o"],
    R3: ["RA"],
    R5: ["A"],
    R7: ["CRU o"],
    R8: ["R"],
    R9: ["R p"],
    R10: ["R p"],
    R11: ["C import"],
    R13: ["R"],
  },
  service: {
    R1: ["CRUA"],
    R2: ["CRU o"],
    R3: ["R"],
    R4: ["R"],
    R5: ["R"],
    R6: ["R"],
    R7: ["CRU o"],
    R8: ["CRU o"],
    R9: ["R p"],
    R10: ["R p"],
    R13: ["R p"],
  },
  // Leadership approves; what is approved may be decided on, and everybody reads it.
  goal: {
    R1: ["CRU"],
    R2: ["CRU o"],
    R5: ["A"],
    R6: ["R"],
    R7: ["CRU o"],
    R8: ["R p"],
    R9: ["R p"],
    R10: ["R p"],
  },
  report: {
    R1: ["CRUA"],
    R2: ["CRU o"],
    R3: ["A figures"],
    R5: ["A"],
    R6: ["CRU o"],
    R7: ["CRU o"],
    R8: ["R p"],
    R9: ["R p"],
    R10: ["R p"],
    R13: ["C o"],
  },
  // What a body decided is recorded by the committee office alone (PM08-012).
  resolution: {
    R1: ["R"],
    R2: ["R"],
    R3: ["R"],
    R4: ["R"],
    R5: ["R"],
    R6: ["R"],
    R7: ["R"],
    R8: ["R p"],
    R9: ["R"],
    R10: ["R p"],
    R15: ["CRD"],
  },
  // Findings of the requirements: planning writes, leadership approves, the public reads what is confirmed (PM08-032).
  interpretation: {
    R1: ["CRUA"],
    R2: ["CRU"],
    R3: ["RU check"],
    R5: ["A shared"],
    R6: ["R"],
    R7: ["C comment"],
    R9: ["R p"],
    R10: ["R p"],
    R13: ["C proposal"],
  },
  // Everybody may say that something is in the way; who looks after the platform answers.
  readerMessage: { R1: ["R"], R10: ["C"], R11: ["RU"] },
  auditLog: { R1: ["R o"], R3: ["R"], R11: ["R"], R12: ["R"] },
  settings: { R1: ["R"], R7: ["U o"], R8: ["U o"], R11: ["CRU"], R12: ["R"] },
  // The statistics office answers for what leaves; the administrator stands in where there is none.
  disclosureProfile: {
    R1: ["R"],
    R2: ["R"],
    R3: ["CRU"],
    R4: ["R"],
    R5: ["R"],
    R6: ["R"],
    R11: ["CRU"],
    R12: ["R"],
  },
};

/** Who sits at this machine while nobody has an account: the lead planner, who also approves and looks after the installation. */
export const plannerAtThisMachine: Person = {
  id: "here",
  name: "Planung an diesem Rechner",
  grants: holding("R1", "R5", "R11"),
};
