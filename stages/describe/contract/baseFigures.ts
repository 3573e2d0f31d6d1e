import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { Text, textOrNull } from "./text.ts";

export const BaseFigure = Type.Object({
  id: Type.String(),
  label: Text,
  unit: Type.String(),
  kind: Type.Unsafe<"stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate">({ type: "string" }),
  additive: Type.Unsafe<"yes" | "no" | "net_only">({ type: "string" }),
  topic: Type.String(),
  levelMin: Type.String(),
  access: Type.Unsafe<"open" | "on_request" | "own_register" | "protected_zone">({ type: "string" }),
  disclosure: Type.Unsafe<"none" | "ckm" | "round5" | "money" | "min3" | "min5">({ type: "string" }),
  reference: Type.String(),
  source: Type.String(),
  fileFormat: Type.String(),
});

export const baseFiguresContract = {
  name: "describe.baseFigures",
  method: "GET",
  path: "/api/base-figures",
  summary: { de: "Alle Grundzahlen", en: "All base figures" },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    baseFigures: Type.Array(
      Type.Object({ ...BaseFigure.properties, hasData: Type.Boolean(), latestPeriod: textOrNull, own: Type.Boolean() }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type BaseFigureList = Static<typeof baseFiguresContract.output>;

export const saveBaseFigureContract = {
  name: "describe.saveBaseFigure",
  method: "POST",
  path: "/api/base-figures",
  summary: {
    de: "Legt eine Grundzahl an oder eine neue Fassung davon",
    en: "Adds a base figure or a new version of one",
  },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", maxLength: 80 }),
    label: Text,
    unit: Type.String({ minLength: 1 }),
    kind: Type.Unsafe<"stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate">({
      type: "string",
      enum: ["stock", "flow", "amount", "median", "mean", "projection", "estimate"],
    }),
    additive: Type.Unsafe<"yes" | "no" | "net_only">({ type: "string", enum: ["yes", "no", "net_only"] }),
    topic: Type.String(),
    levelMin: Type.String(),
    access: Type.Unsafe<"open" | "on_request" | "own_register" | "protected_zone">({
      type: "string",
      enum: ["open", "on_request", "own_register", "protected_zone"],
    }),
    disclosure: Type.Unsafe<"none" | "ckm" | "round5" | "money" | "min3" | "min5">({
      type: "string",
      enum: ["none", "ckm", "round5", "money", "min3", "min5"],
    }),
    reference: Type.String(),
    source: Type.String(),
    fileFormat: Type.String(),
    reason: Type.String({ minLength: 1 }),
  }),
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;
