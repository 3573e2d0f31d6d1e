import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const oneOf = <Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>({ type: "string", enum: words });

const line = Type.String({ maxLength: 400 });
const words = Type.String({ maxLength: 8000 });
const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const step = oneOf("collect", "discuss", "select", "structure", "grade", "delphi", "points", "result");
const side = oneOf("burden", "competence");
const outcome = oneOf("include", "exclude", "later");
const stance = oneOf("for", "against", "unsure");
const grade = oneOf("gering", "mittel", "hoch", "sehr_hoch");
const table = oneOf("1-2-3-4", "1-2-4-8");
/** A number gets a sentence of its own rather than a refusal of the form (PM10-036). */
const gradeOrNumber = Type.Union([Type.String({ maxLength: 40 }), Type.Number()]);

const delphiResult = Type.Object({
  /** Which asking of the pass, from 1. */
  round: Type.Integer(),
  people: Type.Integer(),
  median: Type.Number(),
  lowerQuartile: Type.Number(),
  upperQuartile: Type.Number(),
  /** How many gave each grade, lowest first. */
  counts: Type.Array(Type.Integer()),
  agreed: Type.Boolean(),
  /** Without names. */
  reasons: Type.Array(Type.String()),
});
export type DelphiAnswer = Static<typeof delphiResult>;

const proposal = Type.Object({
  id: Type.String(),
  label: Type.String(),
  indicator: nullable(Type.String()),
  reason: Type.String(),
  source: Type.String(),
  /** Name of the group that it comes from; null from the moderation. */
  group: nullable(Type.String()),
  mergedInto: nullable(Type.String()),
  /** How often it was proposed, duplicates included. */
  times: Type.Integer(),
  outcome: nullable(outcome),
  outcomeReason: Type.String(),
  place: nullable(
    Type.Object({
      side,
      main: nullable(Type.String()),
      polarity: Type.Union([Type.Literal(1), Type.Literal(-1)]),
    }),
  ),
  firstGrade: nullable(grade),
  resolved: nullable(Type.Object({ grade, reason: Type.String() })),
  /** The grade that counts now, and where it comes from. */
  grade: nullable(Type.Object({ grade, origin: oneOf("agreed", "decided", "between", "dissent", "first") })),
  stances: Type.Object({ for: Type.Integer(), against: Type.Integer(), unsure: Type.Integer() }),
  results: Type.Array(delphiResult),
  next: nullable(oneOf("agreed", "nextRound", "dissent")),
  weight: nullable(Type.Object({ points: Type.Number(), share: Type.Number() })),
});
export type ProposalAnswer = Static<typeof proposal>;

const group = Type.Object({ id: Type.String(), label: Type.String(), size: Type.Integer(), comments: Type.Integer() });

const roundOutput = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  purpose: Type.String(),
  level: Type.String(),
  levelLabel: Type.String(),
  weighting: oneOf("person", "group"),
  groups: Type.Array(group),
  step,
  frozen: Type.Boolean(),
  windows: Type.Array(Type.Object({ step, from: nullable(Type.String()), until: nullable(Type.String()) })),
  minutes: Type.Array(Type.Object({ step, text: Type.String(), at: Type.String(), by: Type.String() })),
  proposals: Type.Array(proposal),
  comments: Type.Array(
    Type.Object({ proposal: Type.String(), group: Type.String(), stance, text: Type.String(), at: Type.String() }),
  ),
  coverage: Type.Object({ invited: Type.Integer(), answered: Type.Integer(), silent: Type.Array(Type.String()) }),
  duplicates: Type.Array(Type.Array(Type.String())),
  /** The Delphi round that is open. */
  asking: nullable(
    Type.Object({
      number: Type.Integer(),
      openedAt: Type.String(),
      asked: Type.Array(Type.String()),
      answers: Type.Integer(),
    }),
  ),
  askings: Type.Integer({ description: "Delphi rounds held in the pass that counts" }),
  /** Components that the next Delphi round would ask. */
  toAsk: Type.Array(Type.String()),
  table,
  tables: Type.Array(Type.Object({ id: table, points: Type.Array(Type.Number()) })),
  remarks: Type.Array(Type.Object({ group: nullable(Type.String()), text: Type.String(), at: Type.String() })),
  reopenings: Type.Array(
    Type.Object({ step, from: step, reason: Type.String(), at: Type.String(), by: Type.String() }),
  ),
  versions: Type.Array(
    Type.Object({
      index: Type.String(),
      version: Type.Integer(),
      reason: Type.String(),
      at: Type.String(),
      by: Type.String(),
    }),
  ),
  /** What is open in this step: errors keep the round from going on. The sentence is German, code and parameters say it in any language. */
  open: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: oneOf("error", "warning", "note"),
      sentence: Type.String(),
      parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  /** How much happened until now, and in all: for replaying. */
  events: Type.Integer(),
  allEvents: Type.Integer(),
  /** The turning points of the whole round, for replaying. */
  history: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Type.String(),
      kind: Type.String(),
      step: nullable(step),
      text: Type.String(),
    }),
  ),
});
export type RoundAnswer = Static<typeof roundOutput>;

const moderatorEvent = Type.Union([
  Type.Object({ kind: Type.Literal("timed"), step, from: nullable(day), until: nullable(day) }),
  Type.Object({ kind: Type.Literal("minuted"), step, text: words }),
  Type.Object({
    kind: Type.Literal("proposed"),
    label: line,
    indicator: nullable(line),
    reason: words,
    source: line,
    group: nullable(line),
  }),
  Type.Object({ kind: Type.Literal("merged"), proposal: line, into: line }),
  Type.Object({ kind: Type.Literal("separated"), proposal: line }),
  Type.Object({ kind: Type.Literal("linked"), proposal: line, indicator: line }),
  Type.Object({ kind: Type.Literal("commented"), proposal: line, group: line, stance, text: words }),
  Type.Object({ kind: Type.Literal("decided"), proposal: line, outcome, reason: words }),
  Type.Object({
    kind: Type.Literal("placed"),
    proposal: line,
    side,
    main: nullable(line),
    /** Follows from the catalogue; needed only for indicators without a direction there. */
    polarity: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(-1)])),
  }),
  Type.Object({ kind: Type.Literal("unplaced"), proposal: line }),
  Type.Object({ kind: Type.Literal("graded"), proposal: line, grade: gradeOrNumber }),
  Type.Object({ kind: Type.Literal("roundOpened") }),
  Type.Object({ kind: Type.Literal("roundClosed") }),
  Type.Object({ kind: Type.Literal("tabled"), table }),
  Type.Object({ kind: Type.Literal("resolved"), proposal: line, grade, reason: words }),
  Type.Object({ kind: Type.Literal("remarked"), group: nullable(line), text: words }),
  Type.Object({ kind: Type.Literal("advanced") }),
  Type.Object({ kind: Type.Literal("reopened"), step, reason: words }),
]);
export type ModeratorEvent = Static<typeof moderatorEvent>;

const roundId = Type.Integer({ minimum: 1 });

const roundsInput = Type.Object({});
const roundsOutput = Type.Object({
  rounds: Type.Array(
    Type.Object({
      id: Type.Integer(),
      title: Type.String(),
      purpose: Type.String(),
      level: Type.String(),
      step,
      frozen: Type.Boolean(),
      openedAt: Type.String(),
      people: Type.Integer(),
      proposals: Type.Integer(),
      versions: Type.Array(Type.Object({ index: Type.String(), version: Type.Integer(), at: Type.String() })),
    }),
  ),
});

export const roundsContract: Contract<typeof roundsInput, typeof roundsOutput> = {
  name: "combine.rounds",
  method: "GET",
  path: "/api/weighting-rounds",
  summary: { de: "Gewichtungsrunden", en: "Weighting rounds" },
  policy: { action: "read", object: "weightingRound" },
  input: roundsInput,
  output: roundsOutput,
};

const openRoundInput = Type.Object({
  title: line,
  purpose: words,
  level: Type.String({ description: "Area level for which the index is made, e. g. GEM" }),
  groups: Type.Array(line, { minItems: 1, maxItems: 40 }),
  weighting: Type.Optional(oneOf("person", "group")),
});
const openRoundOutput = Type.Object({ id: Type.Integer() });

export const openRoundContract: Contract<typeof openRoundInput, typeof openRoundOutput> = {
  name: "combine.openRound",
  method: "POST",
  path: "/api/weighting-rounds",
  summary: { de: "Eine Gewichtungsrunde beginnen", en: "Begin a weighting round" },
  policy: { action: "create", object: "weightingRound" },
  input: openRoundInput,
  output: openRoundOutput,
};

const roundInput = Type.Object({
  id: roundId,
  until: Type.Optional(Type.Integer({ minimum: 1, description: "As it was after so many events" })),
});

/** A weighting round as it is, or as it was after so many events. No answer of a single person is in it. */
export const roundContract: Contract<typeof roundInput, typeof roundOutput> = {
  name: "combine.round",
  method: "GET",
  path: "/api/weighting-rounds/:id",
  summary: { de: "Eine Gewichtungsrunde, auch zum Nachspielen", en: "A weighting round, also for replaying" },
  policy: { action: "read", object: "weightingRound" },
  input: roundInput,
  output: roundOutput,
};

const changeRoundInput = Type.Object({
  id: roundId,
  events: Type.Array(moderatorEvent, { minItems: 1, maxItems: 500 }),
});
const changeRoundOutput = Type.Object({ events: Type.Integer() });

/** What the moderation does in a round: all of the list, or nothing of it. */
export const changeRoundContract: Contract<typeof changeRoundInput, typeof changeRoundOutput> = {
  name: "combine.changeRound",
  method: "POST",
  path: "/api/weighting-rounds/:id/events",
  summary: { de: "Eine Gewichtungsrunde weiterführen", en: "Carry a weighting round on" },
  policy: { action: "change", object: "weightingRound" },
  input: changeRoundInput,
  output: changeRoundOutput,
};

const freezeRoundInput = Type.Object({
  id: roundId,
  index: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_-]*$", maxLength: 60, description: "Id under which it is cited" }),
  reason: words,
  period: Type.Optional(Type.String({ description: "Period of the results on the sheet; the newest when left out" })),
});
const freezeRoundOutput = Type.Object({ index: Type.String(), version: Type.Integer() });

export const freezeRoundContract: Contract<typeof freezeRoundInput, typeof freezeRoundOutput> = {
  name: "combine.freezeRound",
  method: "POST",
  path: "/api/weighting-rounds/:id/freeze",
  summary: { de: "Den Index einer Runde festlegen", en: "Freeze the index of a round" },
  policy: { action: "release", object: "index" },
  input: freezeRoundInput,
  output: freezeRoundOutput,
};
