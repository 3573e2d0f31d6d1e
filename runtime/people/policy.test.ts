import { expect, test } from "vitest";
import type { Policy, PolicyObject } from "../../kernel/contract/contract.ts";
import { holding, type Person, type Role, roles } from "./person.ts";
import { mayI, reachOf } from "./policy.ts";
import { reaches } from "./reach.ts";

// As printed in "Roles and permissions" of the requirements, columns R1 to R15; o = own scope, p = public only.
const matrix: Partial<Record<PolicyObject, string>> = {
  delivery: "CRU | CRU o | CRUA | CRU o | R | CRU o | CRU o | CRU o | – | – | R | R | – | – | –",
  definition: "CRU | CRU o | CRUA | R | R | CRU o | R | R p | R p | R p | – | R | R | R p | –",
  releasedObservation: "R | R | R | R | R | R | R | R | R | R | R | R | R | R | R",
  fineObservation: "R | R o | R | R o | R | R | R o | – | – | – | – | – | R granted | – | –",
  index: "CRU | CRU | R | – | A | R | R | R p | R p | R p | – | – | R | R | –",
  division: "CRU | CRU o | RA | – | A | – | CRU o | R | R p | R p | C import | – | R | – | –",
  service: "CRUA | CRU o | R | R | R | R | CRU o | CRU o | R p | R p | – | – | R p | – | –",
  report: "CRUA | CRU o | A figures | – | A | CRU o | CRU o | R p | R released | R p | – | – | C o | – | –",
  settings: "R | – | – | – | – | – | U o | U o | – | – | CRU | R | – | – | –",
};
const letters = { create: "C", read: "R", change: "U", release: "A" } as const;

test("each role may do exactly what the matrix of permissions says without reservation", () => {
  for (const [object, line] of Object.entries(matrix))
    line.split(" | ").forEach((cell, column) => {
      for (const [action, letter] of Object.entries(letters)) {
        const person = { id: "x", name: "x", grants: holding(`R${column + 1}` as Role) };
        // Who may approve may read what there is to approve, so that "A" opens reading as well.
        const asked = letter === "R" ? /[RA]/ : new RegExp(letter);
        const expected = object === "releasedObservation" ? letter === "R" : !cell.includes(" ") && asked.test(cell);
        const policy = { action, object } as Policy;
        expect(mayI(person, policy), `R${column + 1} ${action} ${object}`).toBe(expected);
      }
    });
});

test("nobody without a role may do more than the public", () => {
  for (const object of Object.keys(matrix))
    for (const action of Object.keys(letters))
      expect(mayI({ id: "x", name: "x", grants: [] }, { action, object } as Policy)).toBe(
        object === "releasedObservation" && action === "read",
      );
});

const steward = (unit: string) =>
  ({
    id: `person-${unit}`,
    name: unit,
    grants: [{ role: "R4", within: { kind: "unit", id: unit, below: [`${unit}0`] } }],
  }) as const satisfies Person;

test("a right over one's own opens only what narrows to it, and reaches the unit and what lies below", () => {
  const read = { action: "read", object: "delivery" } as const;
  expect(mayI(steward("12"), read)).toBe(false);
  expect(mayI(steward("12"), read, ["published"])).toBe(false);
  expect(mayI(steward("12"), read, ["own"])).toBe(true);
  const reach = reachOf(steward("12"), read);
  const of = (owner: string | null, madeBy = "somebody") => reaches(reach, { owner, madeBy, published: true });
  expect([of("unit 12"), of("unit 120"), of("unit 7"), of(null), of(null, "person-12")]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

test("a role within a unit does not reach the whole tenant; reading what never lies in units stays whole", () => {
  const inUnit: Person = { id: "a", name: "a", grants: [{ role: "R1", within: { kind: "unit", id: "12" } }] };
  expect(reachOf(inUnit, { action: "read", object: "delivery" }).everything).toBe(false);
  expect(reachOf(inUnit, { action: "change", object: "index" }).everything).toBe(false);
  expect(reachOf(inUnit, { action: "read", object: "index" }).everything).toBe(true);
});

test("seeing a page as somebody else only takes away: no role sees more than it has itself", () => {
  for (const own of roles)
    for (const other of roles)
      for (const object of Object.keys(matrix) as PolicyObject[]) {
        const policy = { action: "read", object } as const;
        const person: Person = { id: "x", name: "x", grants: holding(own), seesAs: holding(other) };
        const seen = reachOf(person, policy);
        const mine = reachOf({ ...person, seesAs: [] }, policy);
        const whole = reachOf({ id: "x", name: "x", grants: holding(own) }, policy);
        const theirs = reachOf({ id: "x", name: "x", grants: holding(other) }, policy);
        const where = `${own} as ${other}, ${object}`;
        expect(seen.everything, where).toBe(whole.everything && theirs.everything);
        if (seen.published) expect(whole.published || whole.everything, where).toBe(true);
        if (seen.own !== null) expect(whole.everything || whole.own !== null, where).toBe(true);
        if (mine.everything) expect(whole.everything, where).toBe(true);
      }
});

test("NMS-005 system support imports areas and looks after settings, but neither draws, plans nor releases", () => {
  const support: Person = { id: "s", name: "s", grants: holding("R11") };
  expect(mayI(support, { action: "change", object: "settings" })).toBe(true);
  expect(mayI(support, { action: "create", object: "division", as: "import" })).toBe(true);
  expect(mayI(support, { action: "create", object: "division" })).toBe(false);
  expect(mayI(support, { action: "release", object: "report" }, ["own", "published"])).toBe(false);
  expect(mayI(support, { action: "create", object: "index" }, ["own", "published"])).toBe(false);
});
