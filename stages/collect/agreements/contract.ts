import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";

const terms = {
  /** Who delivers: "Jobcenter". */
  holder: Type.String({ minLength: 2, maxLength: 200 }),
  title: Type.String({ minLength: 2, maxLength: 200 }),
  /** Ids of base figures. */
  figures: Type.Array(Type.String(), { minItems: 1, maxItems: 300 }),
  legalBasis: Type.String({ maxLength: 500 }),
  purpose: Type.String({ maxLength: 500 }),
  /** How long what was delivered is kept, in words. */
  retention: Type.String({ maxLength: 200 }),
  /** The document of approval: file number, date. */
  approval: Type.String({ maxLength: 300 }),
  approvedUntil: Type.Union([Type.String({ format: "date" }), Type.Null()]),
};

const agreement = Type.Object({ id: Type.Integer(), ...terms, active: Type.Boolean(), version: Type.Integer() });
export type DeliveryAgreement = Static<typeof agreement>;

/** Who may deliver which figures on what legal basis, and until when. */
export const agreementsContract = {
  name: "collect.agreements",
  method: "GET",
  path: "/api/agreements",
  summary: { de: "Liefervereinbarungen", en: "Delivery agreements" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({}),
  output: Type.Object({ agreements: Type.Array(agreement) }),
} as const satisfies Contract<unknown, unknown>;

/** Adds an agreement, or changes one; active only with legal basis, purpose and retention. */
export const saveAgreementContract = {
  name: "collect.saveAgreement",
  method: "POST",
  path: "/api/agreements",
  summary: { de: "Liefervereinbarung speichern", en: "Save a delivery agreement" },
  policy: { action: "change", object: "delivery" },
  input: Type.Object({
    id: Type.Optional(Type.Integer()),
    ...terms,
    active: Type.Boolean(),
    ...editing,
  }),
  output: Type.Object({ id: Type.Integer(), version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;
