import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";

// Everybody may ask about the own session and enter; what that leads to, the account decides.
const enter = { action: "create", object: "signIn" } as const;
const look = { action: "read", object: "signIn" } as const;

const secretText = Type.String({ minLength: 1, maxLength: 1_000 });
/** What a browser's WebAuthn functions take and give; only the library that checks it looks inside. */
export const webAuthn = Type.Unsafe<Record<string, unknown>>({ type: "object" });
const nothing = Type.Object({});

/** How far a sign-in has come. */
const step = Type.Object({
  /** `secondFactor`: the password was right, the code is missing. */
  next: Type.Union([Type.Literal("done"), Type.Literal("secondFactor")]),
});

export const session = {
  name: "people.session",
  method: "GET",
  path: "/api/session",
  summary: { de: "Wer angemeldet ist", en: "Who is signed in" },
  policy: look,
  input: nothing,
  output: Type.Object({
    /** Without sign-in whoever sits at this machine is the planner. */
    signIn: Type.Union([Type.Literal("none"), Type.Literal("required")]),
    account: Type.Union([Type.Object({ name: Type.String(), email: Type.String() }), Type.Null()]),
    /** Nobody has an account yet: the page says how the first one is made. */
    firstIsMissing: Type.Boolean(),
    /** The county's identity provider, as people call it. */
    provider: Type.Union([Type.String(), Type.Null()]),
    /** Whether this address can have passkeys: they belong to a name, not to a number. */
    passkeys: Type.Boolean(),
    /** May look after the people of this installation. */
    looksAfterPeople: Type.Boolean(),
    /** Has roles that rest until the account is entered with a second factor. */
    secondFactorMissing: Type.Boolean(),
    /** How much happened to the account that its holder has not looked at. */
    accountNews: Type.Integer(),
  }),
} as const satisfies Contract<unknown, unknown>;
export type Session = Static<typeof session.output>;

export const signIn = {
  name: "people.signIn",
  method: "POST",
  path: "/api/session",
  summary: { de: "Anmelden mit Passwort", en: "Sign in with a password" },
  policy: enter,
  input: Type.Object({ email: Type.String({ maxLength: 200 }), password: secretText }),
  output: step,
} as const satisfies Contract<unknown, unknown>;

export const confirmSecondFactor = {
  name: "people.confirmSecondFactor",
  method: "POST",
  path: "/api/session/second-factor",
  summary: { de: "Anmelden: Code des zweiten Faktors", en: "Sign in: code of the second factor" },
  policy: enter,
  /** Six digits of the app, or one of the recovery codes. */
  input: Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  output: Type.Object({
    /** How many recovery codes are left, when one was used. */
    recoveryCodesLeft: Type.Union([Type.Integer(), Type.Null()]),
  }),
} as const satisfies Contract<unknown, unknown>;

export const passkeyChallenge = {
  name: "people.passkeyChallenge",
  method: "POST",
  path: "/api/session/passkey/challenge",
  summary: { de: "Anmelden: Aufgabe für einen Passkey", en: "Sign in: challenge for a passkey" },
  policy: look,
  input: nothing,
  output: Type.Object({ options: webAuthn }),
} as const satisfies Contract<unknown, unknown>;

export const signInWithPasskey = {
  name: "people.signInWithPasskey",
  method: "POST",
  path: "/api/session/passkey",
  summary: { de: "Anmelden mit einem Passkey", en: "Sign in with a passkey" },
  policy: enter,
  input: Type.Object({ answer: webAuthn }),
  output: step,
} as const satisfies Contract<unknown, unknown>;

export const goToProvider = {
  name: "people.goToProvider",
  method: "POST",
  path: "/api/session/provider",
  summary: {
    de: "Anmelden über den Anbieter des Kreises: dorthin",
    en: "Sign in by the county's provider: the way there",
  },
  policy: look,
  input: nothing,
  /** Where the browser goes next. */
  output: Type.Object({ address: Type.String() }),
} as const satisfies Contract<unknown, unknown>;

export const signInByProvider = {
  name: "people.signInByProvider",
  method: "POST",
  path: "/api/session/provider/answer",
  summary: {
    de: "Anmelden über den Anbieter des Kreises: zurück",
    en: "Sign in by the county's provider: the way back",
  },
  policy: enter,
  /** What the provider put into the address. */
  input: Type.Object({
    state: Type.Optional(Type.String({ maxLength: 4_000 })),
    code: Type.Optional(Type.String({ maxLength: 4_000 })),
    iss: Type.Optional(Type.String({ maxLength: 2_000 })),
    error: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  output: step,
} as const satisfies Contract<unknown, unknown>;

export const signOut = {
  name: "people.signOut",
  method: "DELETE",
  path: "/api/session",
  summary: { de: "Abmelden", en: "Sign out" },
  policy: enter,
  input: nothing,
  output: nothing,
} as const satisfies Contract<unknown, unknown>;

// The link of an invitation travels in the body: addresses are kept in logs and histories.

export const showInvitation = {
  name: "people.showInvitation",
  method: "POST",
  path: "/api/invitation",
  summary: { de: "Einladung ansehen", en: "Look at an invitation" },
  policy: look,
  input: Type.Object({ token: secretText }),
  output: Type.Object({ name: Type.String(), email: Type.String(), expiresAt: Type.String() }),
} as const satisfies Contract<unknown, unknown>;

export const acceptWithPassword = {
  name: "people.acceptWithPassword",
  method: "POST",
  path: "/api/invitation/password",
  summary: { de: "Einladung annehmen mit einem Passwort", en: "Accept an invitation with a password" },
  policy: enter,
  input: Type.Object({ token: secretText, password: secretText }),
  output: step,
} as const satisfies Contract<unknown, unknown>;

export const invitationChallenge = {
  name: "people.invitationChallenge",
  method: "POST",
  path: "/api/invitation/passkey/challenge",
  summary: { de: "Einladung: Aufgabe für einen neuen Passkey", en: "Invitation: challenge for a new passkey" },
  policy: look,
  input: Type.Object({ token: secretText }),
  output: Type.Object({ options: webAuthn }),
} as const satisfies Contract<unknown, unknown>;

export const acceptWithPasskey = {
  name: "people.acceptWithPasskey",
  method: "POST",
  path: "/api/invitation/passkey",
  summary: { de: "Einladung annehmen mit einem Passkey", en: "Accept an invitation with a passkey" },
  policy: enter,
  input: Type.Object({ answer: webAuthn, name: Type.String({ minLength: 1, maxLength: 60 }) }),
  output: step,
} as const satisfies Contract<unknown, unknown>;
