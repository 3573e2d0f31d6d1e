import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { webAuthn } from "./contract.ts";

// About oneself: whoever is signed in may, and nobody else's things can be named.
const look = { action: "read", object: "ownAccount" } as const;
const change = { action: "change", object: "ownAccount" } as const;

const secretText = Type.String({ minLength: 1, maxLength: 1_000 });
const nothing = Type.Object({});

const passkey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  addedAt: Type.String(),
  /** Kept by a service and on several devices, not on one piece of hardware only. */
  isSynchronised: Type.Boolean(),
});
export type Passkey = Static<typeof passkey>;

const openSession = Type.Object({
  id: Type.String(),
  /** Browser and system, as far as the browser says. */
  device: Type.String(),
  signedInAt: Type.String(),
  /** To within some minutes. */
  lastUsedAt: Type.String(),
  isThisOne: Type.Boolean(),
});
export type OpenSession = Static<typeof openSession>;

const news = Type.Object({
  at: Type.String(),
  /** The operation that did it; `people.newBrowser` and `people.usedRecoveryCode` for what signing in tells. */
  what: Type.String(),
  /** Who did it, when it was somebody else. */
  byOther: Type.Union([Type.String(), Type.Null()]),
  isNew: Type.Boolean(),
});
export type News = Static<typeof news>;

export const myAccount = {
  name: "people.myAccount",
  method: "GET",
  path: "/api/account",
  summary: { de: "Mein Konto", en: "My account" },
  policy: look,
  input: nothing,
  output: Type.Object({
    name: Type.String(),
    email: Type.String(),
    hasPassword: Type.Boolean(),
    /** Name of the county's provider when the account is tied to it. */
    provider: Type.Union([Type.String(), Type.Null()]),
    secondFactor: Type.Boolean(),
    /** Some of its roles rest until it is entered with a second factor. */
    needsSecondFactor: Type.Boolean(),
    recoveryCodesLeft: Type.Integer(),
    /** Whether this address can have passkeys. */
    passkeysWork: Type.Boolean(),
    passkeys: Type.Array(passkey),
    sessions: Type.Array(openSession),
    /** What happened to the account, the newest first. */
    news: Type.Array(news),
  }),
} as const satisfies Contract<unknown, unknown>;

export const changePassword = {
  name: "people.changePassword",
  method: "POST",
  path: "/api/account/password",
  summary: { de: "Passwort ändern", en: "Change the password" },
  policy: change,
  /** The present one is left out only where there is none yet. */
  input: Type.Object({ current: Type.Optional(secretText), next: secretText }),
  output: Type.Object({ otherSessionsEnded: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const startSecondFactor = {
  name: "people.startSecondFactor",
  method: "POST",
  path: "/api/account/second-factor",
  summary: { de: "Zweiten Faktor einrichten", en: "Set up the second factor" },
  policy: change,
  input: Type.Object({ password: secretText }),
  output: Type.Object({
    /** `otpauth://…`, for the picture that an app reads. */
    address: Type.String(),
    /** The same, to be typed. */
    secret: Type.String(),
    recoveryCodes: Type.Array(Type.String()),
  }),
} as const satisfies Contract<unknown, unknown>;

export const finishSecondFactor = {
  name: "people.finishSecondFactor",
  method: "POST",
  path: "/api/account/second-factor/confirmation",
  summary: { de: "Zweiten Faktor bestätigen", en: "Confirm the second factor" },
  policy: change,
  input: Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

export const renewRecoveryCodes = {
  name: "people.renewRecoveryCodes",
  method: "POST",
  path: "/api/account/second-factor/recovery-codes",
  summary: { de: "Neue Wiederherstellungscodes", en: "New recovery codes" },
  policy: change,
  input: Type.Object({ password: secretText }),
  output: Type.Object({ recoveryCodes: Type.Array(Type.String()) }),
} as const satisfies Contract<unknown, unknown>;

export const endSecondFactor = {
  name: "people.endSecondFactor",
  method: "POST",
  path: "/api/account/second-factor/end",
  summary: { de: "Zweiten Faktor abschalten", en: "Switch the second factor off" },
  policy: change,
  input: Type.Object({ password: secretText }),
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

export const newPasskeyChallenge = {
  name: "people.newPasskeyChallenge",
  method: "POST",
  path: "/api/account/passkeys/challenge",
  summary: { de: "Aufgabe für einen neuen Passkey", en: "Challenge for a new passkey" },
  policy: look,
  input: nothing,
  output: Type.Object({ options: webAuthn }),
} as const satisfies Contract<unknown, unknown>;

export const addPasskey = {
  name: "people.addPasskey",
  method: "POST",
  path: "/api/account/passkeys",
  summary: { de: "Passkey hinzufügen", en: "Add a passkey" },
  policy: change,
  input: Type.Object({ answer: webAuthn, name: Type.String({ minLength: 1, maxLength: 60 }) }),
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

export const removePasskey = {
  name: "people.removePasskey",
  method: "DELETE",
  path: "/api/account/passkeys/:id",
  summary: { de: "Passkey entfernen", en: "Remove a passkey" },
  policy: change,
  input: Type.Object({ id: Type.String({ maxLength: 100 }) }),
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

export const endSession = {
  name: "people.endSession",
  method: "DELETE",
  path: "/api/account/sessions/:id",
  summary: { de: "Ein Gerät abmelden", en: "Sign a device out" },
  policy: change,
  input: Type.Object({ id: Type.String({ maxLength: 100 }) }),
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

export const endOtherSessions = {
  name: "people.endOtherSessions",
  method: "DELETE",
  path: "/api/account/sessions",
  summary: { de: "Alle anderen Geräte abmelden", en: "Sign all other devices out" },
  policy: change,
  input: nothing,
  output: Type.Object({ ended: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const seeNews = {
  name: "people.seeNews",
  method: "POST",
  path: "/api/account/news/seen",
  summary: { de: "Gesehen, was mit dem Konto geschah", en: "Has seen what happened to the account" },
  policy: change,
  input: nothing,
  output: nothing,
} as const satisfies Contract<unknown, unknown>;
