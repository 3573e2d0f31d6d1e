import { expect, test } from "vitest";
import type { Policy, PolicyObject } from "../../kernel/contract/contract.ts";
import { holding, type Role } from "./person.ts";
import { mayI } from "./policy.ts";

// As printed in "Roles and permissions" of the requirements, columns R1 to R15; o = own scope, p = public only.
const matrix: Partial<Record<PolicyObject, string>> = {
  delivery: "CRU | CRU o | CRUA | CRU o | R | CRU o | CRU o | CRU o | – | – | R | R | – | – | –",
  definition: "CRU | CRU o | CRUA | R | R | CRU o | R | R p | R p | R p | – | R | R | R p | –",
  releasedObservation: "R | R | R | R | R | R | R | R | R | R | R | R | R | R | R",
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
        const expected = !cell.includes(" ") && cell.includes(letter);
        const policy = { action, object } as Policy;
        expect(mayI(person, policy), `R${column + 1} ${action} ${object}`).toBe(expected);
      }
    });
});

test("nobody without a role may do anything", () => {
  for (const object of Object.keys(matrix))
    for (const action of Object.keys(letters))
      expect(mayI({ id: "x", name: "x", grants: [] }, { action, object } as Policy)).toBe(false);
});
