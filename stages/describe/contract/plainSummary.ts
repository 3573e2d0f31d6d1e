import { type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";

const id = Type.String({ description: "Kennung der Kennzahl" });

/** What an indicator is about, in plain words, for everybody who sees it. */
export const plainSummaryContract = {
  name: "describe.plainSummary",
  method: "GET",
  path: "/api/indicators/:id/plain-summary",
  summary: { de: "Eine Kennzahl in einfachen Worten", en: "An indicator in plain words" },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ id }),
  output: Type.Object({
    /** Empty while nobody has written it. */
    text: Type.String(),
    /** 0 while nobody has written it. */
    version: Type.Integer(),
  }),
} as const satisfies Contract<TSchema, TSchema>;

/** Writes it; every earlier wording is kept. */
export const savePlainSummaryContract = {
  name: "describe.savePlainSummary",
  method: "PUT",
  path: "/api/indicators/:id/plain-summary",
  summary: { de: "Eine Kennzahl in einfachen Worten erklären", en: "Explain an indicator in plain words" },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id,
    /** Empty takes it away. */
    text: Type.String({ maxLength: 1500 }),
    ...editing,
  }),
  output: Type.Object({ text: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;
