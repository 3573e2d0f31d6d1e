import { type Static, type TObject, Type } from "typebox";
import type { Contract, Policy } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";
import type { Text } from "../../kernel/text/text.ts";

/** Groups of things with versions; what a group allows is what its things allow. */
export const groups = [
  "definitions",
  "indices",
  "deliveries",
  "divisions",
  "services",
  "goals",
  "reports",
  "interpretations",
  "rights",
  "settings",
] as const;
export type Group = (typeof groups)[number];

const change = Type.Object({
  /** `indicator`, `classBreaks`, `setting`, … */
  kind: Type.String(),
  id: Type.String(),
  number: Type.Integer(),
  changedAt: Type.String(),
  /** Empty when the name was erased after its time. */
  person: Type.String(),
  reason: Type.String(),
  /** Whether this version took the thing away. */
  removed: Type.Boolean(),
});
export type Change = Static<typeof change>;

const version = Type.Intersect([
  change,
  Type.Object({
    /** What it changed against the version before it. */
    differences: Type.Array(
      Type.Object({
        place: Type.String(),
        before: Type.Union([Type.String(), Type.Null()]),
        after: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    /** Whether the thing can be brought back to this version. */
    restorable: Type.Boolean(),
    /** Came with the platform or from the county above: nobody here wrote it, and no moment is known. */
    given: Type.Boolean(),
  }),
]);
export type Version = Static<typeof version>;

const objects: Readonly<Record<Group, Policy["object"]>> = {
  definitions: "definition",
  indices: "index",
  deliveries: "delivery",
  divisions: "division",
  services: "service",
  goals: "goal",
  reports: "report",
  interpretations: "interpretation",
  rights: "settings",
  settings: "settings",
};
const names: Readonly<Record<Group, Text>> = {
  definitions: { de: "Definitionen", en: "definitions" },
  indices: { de: "Indizes", en: "indices" },
  deliveries: { de: "Lieferungen, Zuordnungen und Vereinbarungen", en: "deliveries, mappings and agreements" },
  divisions: { de: "Räume", en: "spaces" },
  services: { de: "Einrichtungen", en: "facilities" },
  goals: { de: "Ziele", en: "goals" },
  reports: { de: "Berichte", en: "reports" },
  interpretations: { de: "Deutungen", en: "interpretations" },
  rights: { de: "Rollen und Organisation", en: "roles and organisation" },
  settings: { de: "Einstellungen", en: "settings" },
};

/** The newest changes of a group of things; who and why. */
export function changesOf<G extends Group>(group: G) {
  return {
    name: `history.${group}`,
    method: "GET",
    path: `/api/history/${group}`,
    summary: { de: `Änderungen: ${names[group].de}`, en: `Changes of ${names[group].en}` },
    policy: { action: "read", object: objects[group] },
    input: Type.Object({
      /** Only changes before this moment: for the next page. */
      before: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    output: Type.Object({ changes: Type.Array(change), more: Type.Boolean() }),
  } as const satisfies Contract<TObject, TObject>;
}

/** All versions of one thing, newest first, each with what it changed. */
export function versionsOf<G extends Group>(group: G) {
  return {
    name: `history.versionsOf${capital(group)}`,
    method: "GET",
    path: `/api/history/${group}/versions`,
    summary: { de: `Fassungen: ${names[group].de}`, en: `Versions of ${names[group].en}` },
    policy: { action: "read", object: objects[group] },
    input: Type.Object({ kind: Type.String(), id: Type.String() }),
    output: Type.Object({ versions: Type.Array(version) }),
  } as const satisfies Contract<TObject, TObject>;
}

/** Brings a thing back to an earlier version; that makes a new one, and none is lost. */
export function restoreOf<G extends Group>(group: G) {
  return {
    name: `history.restore${capital(group)}`,
    method: "POST",
    path: `/api/history/${group}/restore`,
    summary: { de: `Fassung zurückholen: ${names[group].de}`, en: `Restore a version of ${names[group].en}` },
    policy: { action: "change", object: objects[group] },
    input: Type.Object({
      kind: Type.String(),
      id: Type.String(),
      number: Type.Integer({ minimum: 1 }),
      reason: Type.String({ minLength: 3, maxLength: 500 }),
      basedOn: editing.basedOn,
    }),
    output: Type.Object({ number: Type.Integer() }),
  } as const satisfies Contract<TObject, TObject>;
}

function capital(group: Group): string {
  return group[0]?.toUpperCase() + group.slice(1);
}

const entry = Type.Object({
  number: Type.Integer(),
  happenedAt: Type.String(),
  operation: Type.String(),
  /** What the operation does, in words; null for one that the program no longer has. */
  summary: Type.Union([Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) }), Type.Null()]),
  action: Type.String(),
  object: Type.String(),
  subject: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  outcome: Type.Union([Type.Literal("begun"), Type.Literal("done"), Type.Literal("refused"), Type.Literal("failed")]),
  /** Null when the name was erased after its time. */
  person: Type.Union([Type.String(), Type.Null()]),
});
export type Entry = Static<typeof entry>;

/** The audit trail, newest first. */
export const auditTrail = {
  name: "history.auditTrail",
  method: "GET",
  path: "/api/audit",
  summary: { de: "Protokoll", en: "Audit trail" },
  policy: { action: "read", object: "auditLog" },
  input: Type.Object({
    /** Only lines before this number: for the next page. */
    before: Type.Optional(Type.Integer()),
    /** `ended` leaves out the lines that only say that something began. */
    outcome: Type.Optional(Type.Union([entry.properties.outcome, Type.Literal("ended")])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  output: Type.Object({
    entries: Type.Array(entry),
    more: Type.Boolean(),
    retentionMonths: Type.Integer(),
    retentionVersion: Type.Integer(),
  }),
} as const satisfies Contract<TObject, TObject>;

/** Whether a line of the audit trail was changed or taken away. */
export const verifyAudit = {
  name: "history.verifyAudit",
  method: "GET",
  path: "/api/audit/verification",
  summary: { de: "Protokoll prüfen", en: "Verify the audit trail" },
  policy: { action: "read", object: "auditLog" },
  input: Type.Object({
    /** A hash that was written down earlier: is it still part of the chain? */
    anchor: Type.Optional(Type.String({ pattern: "^[0-9a-f]{64}$" })),
  }),
  output: Type.Object({
    entries: Type.Integer(),
    head: Type.String(),
    broken: Type.Union([
      Type.Object({
        number: Type.Integer(),
        reason: Type.Union([
          Type.Literal("changed"),
          Type.Literal("missing"),
          Type.Literal("unlinked"),
          Type.Literal("name"),
        ]),
      }),
      Type.Null(),
    ]),
    anchorFound: Type.Union([Type.Boolean(), Type.Null()]),
  }),
} as const satisfies Contract<TObject, TObject>;

/** The audit trail as a table for the data protection officer. */
export const exportAudit = {
  name: "history.exportAudit",
  method: "GET",
  path: "/api/audit/export",
  summary: { de: "Protokoll als Tabelle", en: "Audit trail as a table" },
  policy: { action: "read", object: "auditLog" },
  input: Type.Object({ since: Type.Optional(Type.String({ format: "date" })) }),
  output: Type.Unsafe<unknown>({ "x-file": "text/csv" }),
} as const satisfies Contract<TObject, unknown>;

/** How many months names stay in the audit trail, and the erasing of those whose time is over. */
export const keepNamesFor = {
  name: "history.keepNamesFor",
  method: "PUT",
  path: "/api/audit/retention",
  summary: { de: "Aufbewahrung der Namen im Protokoll", en: "Retention of names in the audit trail" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    months: Type.Integer({ minimum: 1, maximum: 120 }),
    reason: Type.String({ minLength: 3, maxLength: 500 }),
    basedOn: editing.basedOn,
  }),
  output: Type.Object({ erasedEntries: Type.Integer(), erasedVersions: Type.Integer(), version: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

const activity = Type.Object({
  id: Type.String(),
  title: Type.String(),
  purpose: Type.String(),
  legalBasis: Type.String(),
  persons: Type.String(),
  data: Type.String(),
  recipients: Type.String(),
  deletion: Type.String(),
  /** What there is of it in this installation right now. */
  extent: Type.String(),
});
export type ProcessingActivity = Static<typeof activity>;

/** The record of processing activities (Art. 30 GDPR), written from what this installation really does. */
export const processingRecord = {
  name: "history.processingRecord",
  method: "GET",
  path: "/api/processing-record",
  summary: { de: "Verzeichnis von Verarbeitungstätigkeiten", en: "Record of processing activities" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({
    controller: Type.Object({
      name: Type.String(),
      contact: Type.String(),
      officer: Type.String(),
      version: Type.Integer(),
    }),
    writtenAt: Type.String(),
    activities: Type.Array(activity),
    measures: Type.Array(Type.String()),
  }),
} as const satisfies Contract<TObject, TObject>;

/** Who answers for the processing, and who the data protection officer is. */
export const nameController = {
  name: "history.nameController",
  method: "PUT",
  path: "/api/processing-record/controller",
  summary: { de: "Verantwortliche Stelle eintragen", en: "Name the controller" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    contact: Type.String({ minLength: 3, maxLength: 500 }),
    officer: Type.String({ minLength: 3, maxLength: 500 }),
    ...editing,
  }),
  output: Type.Object({ stored: Type.Boolean(), version: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;
