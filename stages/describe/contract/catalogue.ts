import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { type DisclosureRule, disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { BaseFigure } from "./baseFigures.ts";
import { IndicatorHead } from "./heads.ts";
import { Text, textOrNull } from "./text.ts";

export const vocabularyContract = {
  name: "describe.vocabulary",
  method: "GET",
  path: "/api/vocabulary",
  summary: {
    de: "Themen, Lebensphasen und Lebenslagen mit ihren Namen",
    en: "Themes, life phases and life situations by name",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    topics: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    lifePhases: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    lifeSituations: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    facilityKinds: Type.Array(Type.Object({ id: Type.String(), label: Text })),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type Vocabulary = Static<typeof vocabularyContract.output>;

export const indicatorsContract = {
  name: "describe.indicators",
  method: "GET",
  path: "/api/indicators",
  summary: { de: "Alle Kennzahlen und Indikatoren, von A bis Z", en: "All indicators, A to Z" },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    indicators: Type.Array(
      Type.Object({
        ...IndicatorHead.properties,
        levels: Type.Array(Type.String()),
        /** Newest period in which any area has a value; null without data. */
        latestPeriod: textOrNull,
        hasData: Type.Boolean(),
        /** Added or changed by the county rather than shipped. */
        own: Type.Boolean(),
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type IndicatorList = Static<typeof indicatorsContract.output>;

const IndicatorVersion = Type.Object({
  ...IndicatorHead.properties,
  formula: Type.String(),
  defaultSubindex: Type.Unsafe<"belastung" | "kompetenz" | null>({ type: ["string", "null"] }),
  levels: Type.Array(Type.String()),
  aggregation: Type.Unsafe<"sum" | "recompute" | "recompute_approx" | "not_aggregatable">({ type: "string" }),
  disclosure: BaseFigure.properties.disclosure,
  source: Type.String(),
  note: Type.String(),
});

export const indicatorContract = {
  name: "describe.indicator",
  method: "GET",
  path: "/api/indicators/:id",
  summary: {
    de: "Steckbrief einer Kennzahl mit allen Fassungen",
    en: "Method sheet of an indicator with all versions",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ id: Type.String() }),
  output: Type.Object({
    indicator: IndicatorVersion,
    /** All versions, newest first; the shipped one has no person. */
    versions: Type.Array(
      Type.Object({
        version: Type.Integer(),
        changedAt: textOrNull,
        person: textOrNull,
        reason: Type.String(),
        definition: IndicatorVersion,
      }),
    ),
    baseFigures: Type.Array(Type.Object({ ...BaseFigure.properties, hasData: Type.Boolean() })),
    /** Which level has values in which periods. */
    periods: Type.Array(Type.Object({ level: Type.String(), periods: Type.Array(Type.String()) })),
    /** Breakdowns for which all base figures exist, `""` is the whole. */
    breakdowns: Type.Array(Type.String()),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type IndicatorSheet = Static<typeof indicatorContract.output>;

export const saveIndicatorContract = {
  name: "describe.saveIndicator",
  method: "POST",
  path: "/api/indicators",
  summary: {
    de: "Legt eine Kennzahl an oder eine neue Fassung davon, mit Grund",
    en: "Adds an indicator or a new version of one, with reason",
  },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String({ pattern: "^[a-z][a-z0-9_-]*$", maxLength: 80 }),
    label: Text,
    topic: Type.String(),
    formula: Type.String({ minLength: 1, maxLength: 2000 }),
    unit: Type.String({ maxLength: 60 }),
    decimals: Type.Integer({ minimum: 0, maximum: 6 }),
    direction: Type.Unsafe<"burden" | "competence" | "neutral">({
      type: "string",
      enum: ["burden", "competence", "neutral"],
    }),
    lifePhase: Type.String(),
    lifeSituation: Type.String(),
    levels: Type.Array(Type.String(), { minItems: 1 }),
    aggregation: Type.Unsafe<"sum" | "recompute" | "recompute_approx" | "not_aggregatable">({
      type: "string",
      enum: ["sum", "recompute", "recompute_approx", "not_aggregatable"],
    }),
    disclosure: Type.Unsafe<DisclosureRule>({
      type: "string",
      enum: [...disclosureRules],
    }),
    source: Type.String(),
    note: Type.String(),
    /** Why it is added or changed; stands in the history. */
    reason: Type.String({ minLength: 1 }),
    /** The version that the person saw; refused when somebody stored a newer one meanwhile. */
    basedOn: Type.Optional(Type.Integer()),
  }),
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;

/** A place in a formula: character from 1, how many, and what is wrong there. */
const FormulaFinding = Type.Object({
  code: Type.String(),
  severity: Type.Unsafe<"error" | "warning" | "note">({ type: "string" }),
  character: Type.Integer(),
  length: Type.Integer(),
  sentence: Type.String(),
  /** What the sentence is made of. */
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  suggestions: Type.Array(Type.String()),
});

export type FormulaFindingAnswer = Static<typeof FormulaFinding>;

export const checkFormulaContract = {
  name: "describe.checkFormula",
  method: "POST",
  path: "/api/formula/check",
  summary: {
    de: "Prüft eine Formel und zeigt Fehler am Zeichen",
    en: "Checks a formula and shows errors at the character",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ formula: Type.String({ maxLength: 2000 }) }),
  output: Type.Object({
    accepted: Type.Boolean(),
    findings: Type.Array(FormulaFinding),
    baseFigures: Type.Array(Type.String()),
    /** Unit that follows from the parts, where it can be told; levels down to which all parts exist. */
    unit: textOrNull,
    levels: Type.Array(Type.String()),
    aggregation: Type.String(),
  }),
} as const satisfies Contract<TSchema, TSchema>;
