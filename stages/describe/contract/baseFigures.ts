import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { type DisclosureRule, disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { Text, textOrNull } from "./text.ts";

/** Where the method of counting changed: `period` is the first of the new method (PM10-029). */
const Breaks = Type.Array(Type.Object({ period: Type.String({ minLength: 4, maxLength: 20 }), note: Text }));

/** What counts the same: `BEV_W = BEV_INSG[Geschlecht=weiblich]`, `ALO = ALO_SGB2 + ALO_SGB3`. */
const Sums = Type.Array(Type.String({ minLength: 3, maxLength: 400 }), { maxItems: 50 });

export const BaseFigure = Type.Object({
  id: Type.String(),
  label: Text,
  unit: Type.String(),
  kind: Type.Unsafe<"stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate">({ type: "string" }),
  additive: Type.Unsafe<"yes" | "no" | "net_only">({ type: "string" }),
  topic: Type.String(),
  levelMin: Type.String(),
  access: Type.Unsafe<"open" | "on_request" | "own_register" | "protected_zone">({ type: "string" }),
  disclosure: Type.Unsafe<DisclosureRule>({ type: "string" }),
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

const BaseFigureVersion = Type.Object({ ...BaseFigure.properties, breaks: Breaks, sums: Sums });

export const baseFigureContract = {
  name: "describe.baseFigure",
  method: "GET",
  path: "/api/base-figures/:id",
  summary: {
    de: "Eine Grundzahl mit allen Fassungen, ihren Lieferungen und den Kennzahlen, die sie benutzen",
    en: "A base figure with all versions, its deliveries, and the indicators that use it",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ id: Type.String() }),
  output: Type.Object({
    figure: BaseFigureVersion,
    /** All versions, newest first; the shipped one has no person. */
    versions: Type.Array(
      Type.Object({
        version: Type.Integer(),
        changedAt: textOrNull,
        person: textOrNull,
        reason: Type.String(),
        definition: BaseFigureVersion,
      }),
    ),
    /** Indicators whose formulas name it (PM08-036). */
    usedBy: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    /** Deliveries with values of it that hold, newest first. */
    deliveries: Type.Array(
      Type.Object({
        id: Type.Integer(),
        title: Type.String(),
        fileName: Type.String(),
        periods: Type.Array(Type.String()),
        breakdowns: Type.Integer(),
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type BaseFigureSheet = Static<typeof baseFigureContract.output>;

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
    disclosure: Type.Unsafe<DisclosureRule>({
      type: "string",
      enum: [...disclosureRules],
    }),
    reference: Type.String(),
    source: Type.String(),
    fileFormat: Type.String(),
    /** As they were, when left out. */
    breaks: Type.Optional(Breaks),
    /** As they were, when left out; parts and whole are protected together. */
    sums: Type.Optional(Sums),
    /** Why it is added or changed; stands in the history. */
    reason: Type.String({ minLength: 1 }),
    /** The version that the person saw; refused when somebody stored a newer one meanwhile. */
    basedOn: Type.Optional(Type.Integer()),
  }),
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;
