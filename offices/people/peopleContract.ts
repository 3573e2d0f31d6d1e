import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";

const idOfAccount = Type.Object({ id: Type.String({ maxLength: 100 }) });

const account = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  /** `invited` has never come, `active` may sign in, `disabled` may not. */
  state: Type.Union([Type.Literal("invited"), Type.Literal("active"), Type.Literal("disabled")]),
  /** Until when the last link can be used; null when none can. */
  invitedUntil: Type.Union([Type.String(), Type.Null()]),
  secondFactor: Type.Boolean(),
  passkeys: Type.Integer(),
  byProvider: Type.Boolean(),
  isMe: Type.Boolean(),
});
export type ListedAccount = Static<typeof account>;

/** Shown once: nobody can read the link again, only make a new one. */
const link = Type.Object({ id: Type.String(), link: Type.String(), expiresAt: Type.String() });

export const listPeople = {
  name: "people.listPeople",
  method: "GET",
  path: "/api/people",
  summary: { de: "Menschen mit Konto", en: "People with an account" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({ people: Type.Array(account) }),
} as const satisfies Contract<unknown, unknown>;

export const invitePerson = {
  name: "people.invitePerson",
  method: "POST",
  path: "/api/people",
  summary: { de: "Einladen", en: "Invite" },
  policy: { action: "create", object: "settings" },
  input: Type.Object({ name: Type.String({ maxLength: 200 }), email: Type.String({ maxLength: 200 }) }),
  output: link,
} as const satisfies Contract<unknown, unknown>;

export const renewInvitation = {
  name: "people.renewInvitation",
  method: "POST",
  path: "/api/people/:id/invitation",
  summary: { de: "Neuen Link ausstellen", en: "Issue a new link" },
  policy: { action: "change", object: "settings" },
  input: idOfAccount,
  output: link,
} as const satisfies Contract<unknown, unknown>;

export const disablePerson = {
  name: "people.disablePerson",
  method: "POST",
  path: "/api/people/:id/disable",
  summary: { de: "Konto sperren", en: "Disable an account" },
  policy: { action: "change", object: "settings" },
  input: idOfAccount,
  output: Type.Object({}),
} as const satisfies Contract<unknown, unknown>;

export const enablePerson = {
  name: "people.enablePerson",
  method: "POST",
  path: "/api/people/:id/enable",
  summary: { de: "Konto entsperren", en: "Enable an account" },
  policy: { action: "change", object: "settings" },
  input: idOfAccount,
  output: Type.Object({}),
} as const satisfies Contract<unknown, unknown>;

export const resetSecondFactor = {
  name: "people.resetSecondFactor",
  method: "DELETE",
  path: "/api/people/:id/second-factor",
  summary: { de: "Zweiten Faktor zurücksetzen", en: "Reset the second factor" },
  policy: { action: "change", object: "settings" },
  input: idOfAccount,
  output: Type.Object({}),
} as const satisfies Contract<unknown, unknown>;

export const removePerson = {
  name: "people.removePerson",
  method: "DELETE",
  path: "/api/people/:id",
  summary: { de: "Konto löschen", en: "Remove an account" },
  policy: { action: "change", object: "settings" },
  input: idOfAccount,
  output: Type.Object({}),
} as const satisfies Contract<unknown, unknown>;
