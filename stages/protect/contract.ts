import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import type { DeliveredFile } from "../collect/collect.ts";

const releaseKey = Type.Object({
  /** Short name that two people can compare by telephone. */
  fingerprint: Type.String(),
  /** Whose key it is. */
  name: Type.String(),
  trustedAt: Type.String(),
  trustedBy: Type.String(),
  /** Since when its packages are no longer taken in. */
  withdrawnAt: Type.Union([Type.String(), Type.Null()]),
  withdrawnBy: Type.Union([Type.String(), Type.Null()]),
});
export type ReleaseKey = Static<typeof releaseKey>;

const transfer = Type.Object({
  id: Type.Integer(),
  content: Type.String(),
  figure: Type.String(),
  period: Type.String(),
  recipient: Type.String(),
  releasedOn: Type.String(),
  purpose: Type.String(),
  /** The rule set, as sentences. */
  rules: Type.Array(Type.String()),
  /** Who released it in the statistics office. */
  person: Type.String(),
  cells: Type.Integer(),
  withheld: Type.Integer(),
  /** SHA-256 that stands for the whole package. */
  hash: Type.String(),
  keyName: Type.String(),
  keyFingerprint: Type.String(),
  deliveryId: Type.Integer(),
  receivedAt: Type.String(),
  receivedBy: Type.String(),
});
export type Transfer = Static<typeof transfer>;

export const releaseKeys = {
  name: "protect.releaseKeys",
  method: "GET",
  path: "/api/release-keys",
  summary: { de: "Schlüssel der Statistikstellen", en: "Keys of statistics offices" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({ keys: Type.Array(releaseKey) }),
} as const satisfies Contract<unknown, unknown>;

/** From now on packages signed with this key are taken in. A withdrawn key is trusted again. */
export const trustReleaseKey = {
  name: "protect.trustReleaseKey",
  method: "POST",
  path: "/api/release-keys",
  summary: { de: "Schlüssel eintragen", en: "Trust a key" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    /** The public key as PEM text. */
    publicKey: Type.String({ minLength: 1, maxLength: 5_000 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  output: releaseKey,
} as const satisfies Contract<unknown, unknown>;

/** Packages signed with this key are no longer taken in; what came before stays. */
export const withdrawReleaseKey = {
  name: "protect.withdrawReleaseKey",
  method: "DELETE",
  path: "/api/release-keys/:fingerprint",
  summary: { de: "Schlüssel zurückziehen", en: "Withdraw a key" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ fingerprint: Type.String() }),
  output: releaseKey,
} as const satisfies Contract<unknown, unknown>;

/** Takes in what a trusted statistics office has released: all of its values, or nothing. */
export const receiveReleasePackage = {
  name: "protect.receiveReleasePackage",
  method: "POST",
  path: "/api/release-packages",
  summary: { de: "Freigabepaket annehmen", en: "Take in a release package" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({ file: Type.Unsafe<DeliveredFile>({ "x-upload": true }) }),
  output: Type.Object({
    alreadyThere: Type.Boolean(),
    /** German sentence: what happened. */
    message: Type.String(),
    transfer,
  }),
} as const satisfies Contract<unknown, unknown>;

/** Every release that came over, newest first; kept for good. */
export const transfers = {
  name: "protect.transfers",
  method: "GET",
  path: "/api/transfers",
  summary: { de: "Übergaben", en: "Transfers" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({}),
  output: Type.Object({ transfers: Type.Array(transfer) }),
} as const satisfies Contract<unknown, unknown>;

/** Works out anew, in the background, which cells are withheld. */
export const startRenewalContract = {
  name: "protect.startRenewal",
  method: "POST",
  path: "/api/withheld-cells/renewal",
  summary: { de: "Sperrmuster neu berechnen", en: "Work out withheld cells anew" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({ job: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

const explanationTable = Type.Object({
  caption: Type.String(),
  columns: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.String())),
});

/** What was withheld from a released table and why, in words for everybody (German, as the office wrote it). */
export const transferReport = {
  name: "protect.transferReport",
  method: "GET",
  path: "/api/transfers/:id/report",
  summary: { de: "Schutzbericht einer Übergabe", en: "Protection report of a transfer" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  output: Type.Object({
    title: Type.String(),
    subtitle: Type.String(),
    messages: Type.Array(Type.String()),
    sections: Type.Array(
      Type.Object({
        title: Type.String(),
        paragraphs: Type.Array(Type.String()),
        table: Type.Optional(explanationTable),
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;
