import type { FastifyRequest } from "fastify";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { mayLookAs } from "../people/mayLookAs.ts";
import { type Grant, type Person, roles, type Scope } from "../people/person.ts";

/** Under this name a call asks to be answered as somebody with that role would be: as a header, or in the address. */
export const seeAsHeader = "x-see-as";
export const seeAsQuery = "seeAs";

/**
 * The person as whom a call is answered: "See this page as …".
 *
 * It only ever takes rights away, and only reading is answered so. `R9`, or within a
 * scope `R4@unit:12`.
 */
export function seenAs(request: FastifyRequest, person: Person): Person {
  const query = request.query as Record<string, unknown>;
  const asked = request.headers[seeAsHeader] ?? query[seeAsQuery];
  delete query[seeAsQuery];
  if (asked === undefined || asked === "") return person;
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new Refusal("http.seeAsOnlyReads", {}, { kind: "forbidden" });
  if (!mayLookAs(person)) throw new Refusal("http.seeAsNotYours", {}, { kind: "forbidden" });
  return { ...person, seesAs: [grantFrom(String(asked))] };
}

function grantFrom(text: string): Grant {
  const [, role, kind, id] = /^(R\d{1,2})(?:@(unit|topic|area):(.{1,200}))?$/.exec(text) ?? [];
  const known = roles.find((one) => one === role);
  if (known === undefined) throw new Refusal("http.seeAsUnknown", { roles: roles.join(", ") });
  return {
    role: known,
    within: kind === undefined || id === undefined ? "everything" : { kind: kind as Scope["kind"], id },
  };
}
