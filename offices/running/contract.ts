import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";

const text = Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) });

const job = Type.Object({
  id: Type.Integer(),
  kind: Type.String(),
  label: text,
  state: Type.Enum(["queued", "running", "done", "failed", "cancelled"] as const),
  askedAt: Type.String(),
  askedBy: Type.String(),
  startedAt: Type.Union([Type.String(), Type.Null()]),
  endedAt: Type.Union([Type.String(), Type.Null()]),
  attempts: Type.Integer(),
  /** How far it is, while it runs. */
  progress: Type.Union([
    Type.Object({ doing: Type.String(), done: Type.Number(), total: Type.Union([Type.Number(), Type.Null()]) }),
    Type.Null(),
  ]),
  /** What came of it, as words and numbers under short names. */
  result: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  /** Why it failed: German, with what it is made of. */
  trouble: Type.Union([
    Type.Object({
      code: Type.String(),
      sentence: Type.String(),
      parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
    Type.Null(),
  ]),
  /** Name of the file that can be fetched; null without one, or when it was cleared away. */
  file: Type.Union([Type.String(), Type.Null()]),
  /** Whether the asking person asked for it. */
  mine: Type.Boolean(),
});
export type Job = Static<typeof job>;

const jobId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/**
 * Work in the background, newest first: one's own; whoever looks after the
 * installation sees that of all. Everybody may ask, since everybody may ask for
 * one's own.
 */
export const jobsContract = {
  name: "running.jobs",
  method: "GET",
  path: "/api/jobs",
  summary: { de: "Aufträge im Hintergrund", en: "Jobs in the background" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Object({ jobs: Type.Array(job) }),
} as const satisfies Contract<unknown, unknown>;

export const jobContract = {
  name: "running.job",
  method: "GET",
  path: "/api/jobs/:id",
  summary: { de: "Ein Auftrag und wie weit er ist", en: "A job and how far it is" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ id: jobId }),
  output: job,
} as const satisfies Contract<unknown, unknown>;

/** Ends a job that waits or runs; it then has no effect. One's own, or any for whoever looks after the installation. */
export const cancelJobContract = {
  name: "running.cancelJob",
  method: "POST",
  path: "/api/jobs/:id/cancel",
  summary: { de: "Auftrag abbrechen", en: "Cancel a job" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ id: jobId }),
  output: job,
} as const satisfies Contract<unknown, unknown>;

/** What a job made, for whoever asked for it. */
export const jobFileContract = {
  name: "running.jobFile",
  method: "GET",
  path: "/api/jobs/:id/file",
  summary: { de: "Datei eines Auftrags", en: "File made by a job" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ id: jobId }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
    "x-file": "application/octet-stream",
  }),
} as const satisfies Contract<unknown, unknown>;

/** Asks for a backup of the whole installation, now, into the folder of backups. */
export const startBackupContract = {
  name: "running.startBackup",
  method: "POST",
  path: "/api/backups",
  summary: { de: "Sicherung jetzt anlegen", en: "Make a backup now" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({ job: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

const mode = Type.Unsafe<"trial" | "regular">({ type: "string", enum: ["trial", "regular"] });

/** The twenty points between trial and regular operation, and which of them are done (FL-013). */
export const onboardingContract = {
  name: "running.onboarding",
  method: "GET",
  path: "/api/onboarding",
  summary: { de: "Zwanzig Punkte bis zum Regelbetrieb", en: "Twenty points before regular operation" },
  policy: { action: "read", object: "settings" },
  input: Type.Object({}),
  output: Type.Object({
    mode,
    /** Since when, and by whom; null while nobody has switched. */
    switched: Type.Union([Type.Object({ at: Type.String(), by: Type.String() }), Type.Null()]),
    modeVersion: Type.Integer(),
    open: Type.Integer(),
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        title: text,
        help: text,
        /** Page on which it is done; null where it is done elsewhere. */
        page: Type.Union([Type.String(), Type.Null()]),
        /** Whether the platform finds it out, or a person confirms it. */
        known: Type.Enum(["machine", "person"] as const),
        met: Type.Boolean(),
        found: text,
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;
export type Onboarding = Static<typeof onboardingContract.output>;

/** Confirms what no machine can know, with name and day; or takes that back. */
export const confirmItemContract = {
  name: "running.confirmItem",
  method: "PUT",
  path: "/api/onboarding/:item",
  summary: { de: "Einen Punkt vor dem Regelbetrieb bestätigen", en: "Confirm a point before regular operation" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    item: Type.String({ maxLength: 40 }),
    confirmed: Type.Boolean(),
    /** Where it is written down. */
    note: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  output: Type.Object({ item: Type.String(), met: Type.Boolean() }),
} as const satisfies Contract<unknown, unknown>;

/** Switches between trial and regular operation; into the latter only when all twenty points are done. */
export const switchModeContract = {
  name: "running.switchMode",
  method: "PUT",
  path: "/api/operating-mode",
  summary: { de: "Testbetrieb oder Regelbetrieb", en: "Trial or regular operation" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ mode, ...editing }),
  output: Type.Object({ mode, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;
