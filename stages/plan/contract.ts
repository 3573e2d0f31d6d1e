import { type Static, type TObject, type TSchema, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";
import { nullable, numberOrNull, textOrNull, textSchema, valueSchema } from "../describe/describe.ts";
import { type Course, courses } from "./attainment.ts";
import { type EditionState, type Outcome, outcomes } from "./goalHistory.ts";
import { type GoalLevel, goalLevels } from "./goalLevels.ts";
import { type Lack, lacks } from "./lackingOf.ts";

const goalId = Type.Integer({ minimum: 1, description: "Nummer des Ziels" });
const integerOrNull = Type.Unsafe<number | null>({ type: ["integer", "null"] });
const level = Type.Unsafe<GoalLevel>({ type: "string", enum: [...goalLevels] });
const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** The released figure that a goal starts from, and where it came from, as it was when it was taken. */
const Baseline = Type.Object({
  period: Type.String(),
  /** A number when it was taken; where the figure has been withheld since, the page says so in its place. */
  value: valueSchema,
  takenOn: Type.String(),
  indicatorVersion: Type.Integer(),
  formula: Type.String(),
  sources: Type.Array(
    Type.Object({
      title: Type.String(),
      publisher: Type.String(),
      licence: Type.String(),
      fileName: Type.String(),
      fileHash: Type.String(),
      delivery: Type.Integer(),
    }),
  ),
});
export type Baseline = Static<typeof Baseline>;

/** A goal as it is worded and measured: what is released, decided on, shared and copied. */
const contentFields = {
  level,
  /** The goal that it serves. */
  parent: integerOrNull,
  title: Type.String(),
  description: Type.String(),
  indicator: nullable(
    Type.Object({ id: Type.String(), label: textSchema, unit: Type.String(), decimals: Type.Integer() }),
  ),
  area: nullable(Type.Object({ level: Type.String(), code: Type.String(), name: Type.String() })),
  baseline: nullable(Baseline),
  targetValue: numberOrNull,
  targetDate: textOrNull,
  /** Name of who answers for it; empty where nobody does yet. */
  responsible: Type.String(),
  /** Number of that unit in the organisation chart; null where a name stands alone. */
  unit: integerOrNull,
};
const Content = Type.Object(contentFields);
export type GoalContent = Static<typeof Content>;

const Counts = Type.Object({
  reached: Type.Integer(),
  onCourse: Type.Integer(),
  behind: Type.Integer(),
  farBehind: Type.Integer(),
  unmeasured: Type.Integer(),
});

const Head = Type.Object({
  id: goalId,
  ...contentFields,
  /** `draft` was never released; the others say how its newest edition stands. */
  state: Type.Unsafe<"draft" | EditionState>({ type: "string" }),
  /** Newest released edition; null for a draft. */
  edition: integerOrNull,
  /** The edition that is valid today, and since when; null while no body has adopted one. */
  valid: nullable(Type.Object({ edition: Type.Integer(), from: Type.String() })),
  /** Whether it was changed since its newest edition. */
  beingChanged: Type.Boolean(),
  lacking: Type.Array(Type.Unsafe<Lack>({ type: "string", enum: [...lacks] })),
  /** How far it has come; null for what is not measured, and while there is no newer value than the baseline. */
  progress: nullable(
    Type.Object({
      latest: Type.Object({ period: Type.String(), value: valueSchema }),
      /** Share of the way from baseline to target, 1 at the target. */
      attainment: valueSchema,
      /** Share of the time between baseline and target date that was gone when the newest value was counted. */
      timeGone: Type.Number(),
      course: Type.Unsafe<Course | null>({ enum: [...courses, null] }),
    }),
  ),
  /** What the baseline would be today, where later deliveries corrected it; null where nothing changed. */
  baselineToday: nullable(valueSchema),
  /** Operational goals below, by how they stand. */
  counts: Counts,
  sentence: textSchema,
  /** A copy says what it was made from. */
  original: nullable(
    Type.Object({
      tenant: Type.String(),
      tenantName: Type.String(),
      goal: goalId,
      /** Edition of the original that the copy was made from, or that was looked at last. */
      edition: Type.Integer(),
      /** Newest edition that the county shares; null when it shares it no longer. */
      newest: integerOrNull,
    }),
  ),
  shared: Type.Boolean(),
  setAside: Type.Boolean(),
  /** Version in force; a change names the one it is based on. */
  version: Type.Integer(),
});
export type GoalHead = Static<typeof Head>;

/** The goal tree: each goal after the one that it serves. */
export const goalsContract = {
  name: "plan.goals",
  method: "GET",
  path: "/api/goals",
  summary: { de: "Der Zielbaum mit dem Stand jedes Ziels", en: "The goal tree with how each goal stands" },
  policy: { action: "read", object: "goal" },
  input: Type.Object({
    /** Drafts that are not pursued, too. */
    setAside: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    goals: Type.Array(Type.Intersect([Head, Type.Object({ depth: Type.Integer() })])),
    counts: Counts,
    sentence: textSchema,
    /** Units that may answer for a goal; for those who write goals. */
    units: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type GoalTree = Static<typeof goalsContract.output>;

const resolutionOutcome = Type.Unsafe<Outcome>({ type: "string", enum: [...outcomes] });
const votes = Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 }));

/** What is recorded of a resolution, whatever it is about: a goal, a report. */
export const resolutionFields = {
  /** Which body decided: "Jugendhilfeausschuss". */
  body: Type.String({ minLength: 2, maxLength: 200 }),
  decidedOn: Type.String({ format: "date", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  outcome: resolutionOutcome,
  votesFor: votes,
  votesAgainst: votes,
  abstentions: votes,
  /** Number of the paper. */
  reference: Type.Optional(Type.String({ maxLength: 200 })),
  /** Wording of what was amended, or what else was decided. */
  note: Type.Optional(Type.String({ maxLength: 4000 })),
};

const Resolution = Type.Object({
  id: Type.Integer(),
  ...resolutionFields,
  reference: Type.String(),
  note: Type.String(),
});
const recorded = Type.Intersect([Resolution, Type.Object({ edition: Type.Integer() })]);

/** One goal with its editions, resolutions, neighbours in the tree and copies. */
export const goalContract = {
  name: "plan.goal",
  method: "GET",
  path: "/api/goals/:id",
  summary: { de: "Ein Ziel mit Fassungen, Beschlüssen und Kopien", en: "A goal with editions, resolutions and copies" },
  policy: { action: "read", object: "goal" },
  input: Type.Object({ id: goalId }),
  output: Type.Object({
    goal: Head,
    above: Type.Array(Type.Object({ id: goalId, level, title: Type.String() })),
    below: Type.Array(Head),
    editions: Type.Array(
      Type.Object({
        number: Type.Integer(),
        title: Type.String(),
        releasedOn: Type.String(),
        state: Type.Unsafe<EditionState>({ type: "string" }),
        /** Days on which it was the valid one. */
        spans: Type.Array(Type.Object({ from: Type.String(), to: textOrNull })),
      }),
    ),
    resolutions: Type.Array(recorded),
    /** Municipalities that made a copy of it; only for those who look after the goal. */
    adoptions: Type.Array(
      Type.Object({
        tenant: Type.String(),
        tenantName: Type.String(),
        adoptedOn: Type.String(),
        /** The county's edition that the municipality looked at last. */
        edition: Type.Integer(),
        /** What the municipality released of its copy; null while it has not. */
        released: nullable(Content),
      }),
    ),
    /** For a copy: what the county changed since its edition was looked at last. */
    original: nullable(
      Type.Object({
        edition: Type.Integer(),
        /** Newest edition that the county shares; null when it shares the goal no longer. */
        newest: integerOrNull,
        differences: Type.Array(Type.Object({ place: Type.String(), before: textOrNull, after: textOrNull })),
      }),
    ),
    may: Type.Object({
      change: Type.Boolean(),
      release: Type.Boolean(),
      share: Type.Boolean(),
      decide: Type.Boolean(),
    }),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type GoalPage = Static<typeof goalContract.output>;

const writing = {
  title: Type.String({ minLength: 3, maxLength: 300 }),
  description: Type.Optional(Type.String({ maxLength: 4000 })),
  /** Number of the goal that it serves. */
  parent: Type.Optional(integerOrNull),
  /** The following only for operational goals. */
  indicator: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  areaLevel: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  areaCode: Type.Optional(Type.String({ pattern: "^[^,:]{1,40}$" })),
  /** Period whose released value is the baseline. */
  baselinePeriod: Type.Optional(Type.String({ minLength: 4, maxLength: 10 })),
  targetValue: Type.Optional(Type.Number()),
  targetDate: Type.Optional(day),
  /** A unit of the organisation chart, or a name where there is none. */
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  responsible: Type.Optional(Type.String({ maxLength: 200 })),
};

const stored = Type.Object({ id: goalId, version: Type.Integer() });

/** Adds a draft. */
export const createGoalContract = {
  name: "plan.createGoal",
  method: "POST",
  path: "/api/goals",
  summary: { de: "Legt ein Ziel als Entwurf an", en: "Adds a goal as a draft" },
  policy: { action: "create", object: "goal" },
  input: Type.Object({ level, ...writing, reason: editing.reason }),
  output: stored,
} as const satisfies Contract<TObject, TSchema>;
export type GoalWriting = Omit<Static<typeof createGoalContract.input>, "level">;

/** Changes a goal as a whole: what is left out is empty afterwards. What was released stays as it was. */
export const changeGoalContract = {
  name: "plan.changeGoal",
  method: "PUT",
  path: "/api/goals/:id",
  summary: { de: "Ändert ein Ziel", en: "Changes a goal" },
  policy: { action: "change", object: "goal" },
  input: Type.Object({
    id: goalId,
    ...writing,
    ...editing,
    /** Takes the baseline anew from today's figures; else it stays as it was taken. */
    renewBaseline: Type.Optional(Type.Boolean()),
    /** Puts a draft aside that is not pursued. */
    setAside: Type.Optional(Type.Boolean()),
  }),
  output: stored,
} as const satisfies Contract<TObject, TSchema>;

/** Freezes the present wording as an edition: bodies decide about it, and the public reads it. */
export const releaseGoalContract = {
  name: "plan.releaseGoal",
  method: "POST",
  path: "/api/goals/:id/release",
  summary: { de: "Gibt ein Ziel zur Beschlussfassung frei", en: "Releases a goal for decision" },
  policy: { action: "release", object: "goal" },
  input: Type.Object({ id: goalId, basedOn: editing.basedOn }),
  output: Type.Object({ id: goalId, edition: Type.Integer() }),
} as const satisfies Contract<TObject, TSchema>;

/** Lets the municipalities of a county adopt a released goal, and those above it; or ends that. */
export const shareGoalContract = {
  name: "plan.shareGoal",
  method: "POST",
  path: "/api/goals/:id/share",
  summary: { de: "Gibt ein Ziel an die Gemeinden weiter", en: "Shares a goal with the municipalities" },
  policy: { action: "release", object: "goal" },
  input: Type.Object({ id: goalId, shared: Type.Boolean() }),
  output: Type.Object({
    id: goalId,
    /** Goals that are shared, or no longer shared, by this. */
    goals: Type.Array(goalId),
  }),
} as const satisfies Contract<TObject, TSchema>;

/** Records what a body decided about an edition; planning cannot (PM08-012). */
export const recordGoalResolutionContract = {
  name: "plan.recordResolution",
  method: "POST",
  path: "/api/goals/:id/resolutions",
  summary: {
    de: "Hält fest, was ein Gremium über ein Ziel beschlossen hat",
    en: "Records what a body decided on a goal",
  },
  policy: { action: "decide", object: "resolution" },
  input: Type.Object({
    id: goalId,
    /** The newest one when left out. */
    edition: Type.Optional(Type.Integer({ minimum: 1 })),
    ...resolutionFields,
  }),
  output: Type.Object({ id: Type.Integer(), edition: Type.Integer() }),
} as const satisfies Contract<TObject, TSchema>;

const Shared = Type.Object({
  tenant: Type.String(),
  tenantName: Type.String(),
  goal: goalId,
  edition: Type.Integer(),
  sharedOn: Type.String(),
  content: Content,
  /** Number of the copy here; null where it was not adopted. */
  copy: integerOrNull,
});
export type SharedGoal = Static<typeof Shared>;

/** Goals that the county shares with this municipality. */
export const sharedGoalsContract = {
  name: "plan.sharedGoals",
  method: "GET",
  path: "/api/shared-goals",
  summary: { de: "Ziele, die der Kreis weitergibt", en: "Goals that the county shares" },
  policy: { action: "read", object: "goal" },
  input: Type.Object({}),
  output: Type.Object({ county: textOrNull, goals: Type.Array(Shared) }),
} as const satisfies Contract<TSchema, TSchema>;

/** Makes a copy of a county's goal, with a link to it; those above it come along where they are not there yet. */
export const adoptGoalContract = {
  name: "plan.adoptGoal",
  method: "POST",
  path: "/api/shared-goals/:goal/adopt",
  summary: {
    de: "Übernimmt ein Ziel des Kreises als eigene Fassung",
    en: "Adopts a goal of the county as an own copy",
  },
  policy: { action: "create", object: "goal" },
  input: Type.Object({
    goal: goalId,
    /** A goal here that the copy is to serve; then nothing comes along. */
    parent: Type.Optional(goalId),
  }),
  output: Type.Object({
    id: goalId,
    /** Copies of goals above that were made with it. */
    with: Type.Array(goalId),
  }),
} as const satisfies Contract<TObject, TSchema>;

/** Says that what the county changed was seen, and takes its wording over when asked. */
export const followOriginalContract = {
  name: "plan.followOriginal",
  method: "POST",
  path: "/api/goals/:id/original",
  summary: { de: "Sieht eine Änderung der Vorlage durch", en: "Looks at a change of the original" },
  policy: { action: "change", object: "goal" },
  input: Type.Object({
    id: goalId,
    basedOn: editing.basedOn,
    /** The county's edition that the person saw. */
    edition: Type.Integer({ minimum: 1 }),
    /** Takes the original's wording and target; else the copy stays as it is. */
    take: Type.Boolean(),
  }),
  output: stored,
} as const satisfies Contract<TObject, TSchema>;
