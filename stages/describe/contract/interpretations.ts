import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";
import { AreaHead } from "./heads.ts";
import { Text, textOrNull } from "./text.ts";

const number = Type.Integer({ minimum: 1, description: "Nummer der Deutung" });
const words = Type.String({ minLength: 3, maxLength: 4000, description: "Die Deutung in eigenen Worten" });

/** What somebody makes of one figure; confirmed by somebody else it is a finding (PM08-032). */
export const Interpretation = Type.Object({
  id: number,
  indicator: Type.Object({ id: Type.String(), label: Text }),
  area: AreaHead,
  period: Type.String(),
  text: Type.String(),
  status: Type.Unsafe<"interpretation" | "confirmed">({ type: "string", enum: ["interpretation", "confirmed"] }),
  writtenAt: Type.String(),
  /** Null for readers who are not told names. */
  writtenBy: textOrNull,
  confirmedAt: textOrNull,
  confirmedBy: textOrNull,
  /** The figure, its deliveries or its definition are others than when this was written. */
  dataChanged: Type.Boolean(),
  /** Whether the asking person wrote it, and so cannot confirm it. */
  mine: Type.Boolean(),
  version: Type.Integer(),
});
export type Interpretation = Static<typeof Interpretation>;

/** A delivery of base figures of the indicator: raw until somebody has checked and accepted it. */
const DeliveredValues = Type.Object({
  status: Type.Unsafe<"raw" | "checked">({ type: "string", enum: ["raw", "checked"] }),
  delivery: Type.Integer(),
  file: Type.String(),
  /** Who received or accepted it, and when. */
  by: Type.String(),
  at: Type.String(),
});

/** What is known of a figure, from the raw value to the confirmed finding. */
export const knowledgeContract = {
  name: "describe.knowledge",
  method: "GET",
  path: "/api/knowledge",
  summary: {
    de: "Was man über eine Kennzahl oder ein Gebiet weiß: rohe und geprüfte Werte, Deutungen, bestätigte Befunde",
    en: "What is known of an indicator or area: raw and checked values, interpretations, confirmed findings",
  },
  policy: { action: "read", object: "interpretation", as: "shared" },
  input: Type.Object({
    indicator: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    interpretations: Type.Array(Interpretation),
    /** Deliveries behind the indicator; empty without one, and for those who may not read deliveries. */
    values: Type.Array(DeliveredValues),
  }),
} as const satisfies Contract<unknown, unknown>;
export type Knowledge = Static<typeof knowledgeContract.output>;

export const interpretContract = {
  name: "describe.interpret",
  method: "POST",
  path: "/api/interpretations",
  summary: { de: "Schreibt eine Deutung zu einer Zahl", en: "Writes an interpretation of a figure" },
  policy: { action: "create", object: "interpretation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    code: Type.String(),
    period: Type.String(),
    text: words,
  }),
  output: Type.Object({ id: number, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

/** Written anew, it speaks of the figures as they are now, and must be confirmed anew. */
export const reinterpretContract = {
  name: "describe.reinterpret",
  method: "PUT",
  path: "/api/interpretations/:id",
  summary: { de: "Schreibt eine Deutung neu", en: "Writes an interpretation anew" },
  policy: { action: "change", object: "interpretation" },
  input: Type.Object({ id: number, text: words, ...editing }),
  output: Type.Object({ id: number, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const confirmInterpretationContract = {
  name: "describe.confirmInterpretation",
  method: "POST",
  path: "/api/interpretations/:id/confirm",
  summary: {
    de: "Bestätigt eine Deutung als Befund, den alle lesen",
    en: "Confirms an interpretation as a finding that everybody reads",
  },
  policy: { action: "release", object: "interpretation", as: "shared" },
  input: Type.Object({ id: number, ...editing }),
  output: Type.Object({ id: number, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const withdrawInterpretationContract = {
  name: "describe.withdrawInterpretation",
  method: "POST",
  path: "/api/interpretations/:id/withdraw",
  summary: {
    de: "Zieht eine Deutung zurück; ihre Fassungen bleiben",
    en: "Withdraws an interpretation; its versions stay",
  },
  policy: { action: "change", object: "interpretation" },
  input: Type.Object({ id: number, ...editing }),
  output: Type.Object({ id: number, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;
