import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { workbenchContract } from "../indexContract.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const oneOf = <Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>({ type: "string", enum: words });

const line = Type.String({ maxLength: 400 });
const words = Type.String({ maxLength: 8000 });
const grade = oneOf("gering", "mittel", "hoch", "sehr_hoch");
const roundId = Type.Integer({ minimum: 1 });
/** Secret of an invitation; it stands in the part of the link that a browser never sends by itself. */
const token = Type.String({ minLength: 20, maxLength: 200 });

const panelInput = Type.Object({ id: roundId });
const panelOutput = Type.Object({
  people: Type.Array(
    Type.Object({
      participant: Type.Integer(),
      group: Type.String(),
      /** Empty once contact data are erased. */
      name: Type.String(),
      email: Type.String(),
      withdrawn: Type.Boolean(),
      /** Whether there is an answer in the Delphi round that is open or was the last; never which. */
      answered: Type.Boolean(),
    }),
  ),
  /** Day on which names and addresses are erased; null while the round goes on. */
  erasedOn: nullable(Type.String()),
});
export type PanelAnswer = Static<typeof panelOutput>;

/** Who is invited and who is missing. What anybody graded is nowhere in it. */
export const panelContract: Contract<typeof panelInput, typeof panelOutput> = {
  name: "combine.panel",
  method: "GET",
  path: "/api/weighting-rounds/:id/panel",
  summary: { de: "Eingeladene einer Runde, und wer noch fehlt", en: "Invited people of a round, and who is missing" },
  policy: { action: "change", object: "weightingRound" },
  input: panelInput,
  output: panelOutput,
};

const inviteInput = Type.Object({
  id: roundId,
  people: Type.Array(Type.Object({ group: line, name: line, email: line }), { minItems: 1, maxItems: 200 }),
});
const inviteOutput = Type.Object({
  links: Type.Array(Type.Object({ participant: Type.Integer(), name: Type.String(), token: Type.String() })),
});

/** The secrets are in this answer and nowhere else: who loses one gets a new one. */
export const inviteContract: Contract<typeof inviteInput, typeof inviteOutput> = {
  name: "combine.invite",
  method: "POST",
  path: "/api/weighting-rounds/:id/panel",
  summary: { de: "Beteiligte einladen", en: "Invite people" },
  policy: { action: "change", object: "weightingRound" },
  input: inviteInput,
  output: inviteOutput,
};

const renewLinkInput = Type.Object({ id: roundId, participant: Type.Integer() });
const renewLinkOutput = Type.Object({ token: Type.String() });

export const renewLinkContract: Contract<typeof renewLinkInput, typeof renewLinkOutput> = {
  name: "combine.renewLink",
  method: "POST",
  path: "/api/weighting-rounds/:id/panel/:participant/link",
  summary: { de: "Einen neuen Link ausgeben; der alte gilt nicht mehr", en: "Give a new link; the old one ends" },
  policy: { action: "change", object: "weightingRound" },
  input: renewLinkInput,
  output: renewLinkOutput,
};

const withdrawInput = Type.Object({ id: roundId, participant: Type.Integer() });
const withdrawOutput = Type.Object({ withdrawn: Type.Boolean() });

export const withdrawContract: Contract<typeof withdrawInput, typeof withdrawOutput> = {
  name: "combine.withdraw",
  method: "DELETE",
  path: "/api/weighting-rounds/:id/panel/:participant",
  summary: { de: "Eine Einladung zurücknehmen", en: "Take an invitation back" },
  policy: { action: "change", object: "weightingRound" },
  input: withdrawInput,
  output: withdrawOutput,
};

const feedback = Type.Object({
  median: Type.Number(),
  lowerQuartile: Type.Number(),
  upperQuartile: Type.Number(),
  counts: Type.Array(Type.Integer()),
  people: Type.Integer(),
  reasons: Type.Array(Type.String()),
});

const seat = Type.Object({
  county: Type.String(),
  title: Type.String(),
  purpose: Type.String(),
  group: Type.String(),
  step: oneOf("collect", "discuss", "select", "structure", "grade", "delphi", "points", "result"),
  frozen: Type.Boolean(),
  /** What can be done now. */
  turn: oneOf("propose", "comment", "grade", "remark", "wait"),
  /** Day until which the step is open, where one is set. */
  until: nullable(Type.String()),
  proposals: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      reason: Type.String(),
      group: nullable(Type.String()),
      stances: Type.Object({ for: Type.Integer(), against: Type.Integer(), unsure: Type.Integer() }),
    }),
  ),
  /** The questions of the Delphi round that is open. */
  asked: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      side: oneOf("burden", "competence"),
      main: nullable(Type.String()),
      explained: Type.String(),
      /** One's own grades and reason: in this round, and in the one before. */
      own: nullable(grade),
      ownReason: Type.String(),
      ownBefore: nullable(grade),
      feedback: nullable(feedback),
    }),
  ),
  round: Type.Integer(),
  answered: Type.Boolean(),
  /** Day from which the step is open, while it is not yet. */
  opens: nullable(Type.String()),
  /** The window of the step is over; nothing is taken any more. */
  over: Type.Boolean(),
  /** Whether there is a result to look at (`combine.panelResult`). */
  result: Type.Boolean(),
  /** The frozen version that the round came to. */
  index: nullable(Type.Object({ id: Type.String(), version: Type.Integer() })),
});
export type Seat = Static<typeof seat>;

const seatInput = Type.Object({ token });

/** What one invited person sees. A POST, so that the secret stands in no address and no log. */
export const seatContract: Contract<typeof seatInput, typeof seat> = {
  name: "combine.seat",
  method: "POST",
  path: "/api/panel/seat",
  summary: { de: "Was eine eingeladene Person sieht", en: "What an invited person sees" },
  policy: { action: "rate", object: "panelSeat" },
  input: seatInput,
  output: seat,
};

const panelResultInput = Type.Object({
  token,
  level: Type.Optional(Type.String()),
  period: Type.Optional(Type.String()),
});

/** The result of the round with everything to compute it in the browser. A POST for the sake of the secret. */
export const panelResultContract: Contract<typeof panelResultInput, typeof workbenchContract.output> = {
  name: "combine.panelResult",
  method: "POST",
  path: "/api/panel/result",
  summary: { de: "Das Ergebnis der Runde für Eingeladene", en: "The result of the round for invited people" },
  policy: { action: "rate", object: "panelSeat" },
  input: panelResultInput,
  output: workbenchContract.output,
};

const panelAnswer = Type.Union([
  Type.Object({
    kind: Type.Literal("proposal"),
    label: line,
    indicator: Type.Optional(line),
    reason: words,
    source: line,
  }),
  Type.Object({
    kind: Type.Literal("comment"),
    proposal: line,
    stance: oneOf("for", "against", "unsure"),
    text: words,
  }),
  Type.Object({
    kind: Type.Literal("grades"),
    grades: Type.Record(line, Type.Union([Type.String({ maxLength: 40 }), Type.Number()])),
    reasons: Type.Record(line, Type.String({ maxLength: 2000 })),
  }),
  Type.Object({ kind: Type.Literal("remark"), text: words }),
]);
export type PanelSays = Static<typeof panelAnswer>;

const answerPanelInput = Type.Object({ token, answer: panelAnswer });
const answerPanelOutput = Type.Object({ taken: Type.Boolean() });

export const answerPanelContract: Contract<typeof answerPanelInput, typeof answerPanelOutput> = {
  name: "combine.answerPanel",
  method: "POST",
  path: "/api/panel/answer",
  summary: { de: "Als eingeladene Person antworten", en: "Answer as an invited person" },
  policy: { action: "rate", object: "panelSeat" },
  input: answerPanelInput,
  output: answerPanelOutput,
};
