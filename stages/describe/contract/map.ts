import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";
import { Areas, IndicatorHead } from "./heads.ts";
import { Source } from "./source.ts";
import { Nullable, numberOrNull, Text, textOrNull } from "./text.ts";
import { mark, marks, numbers, reasons, reasonTexts, value, values } from "./value.ts";

/** Dispersion over the areas (PM08-005): population standard deviation, coefficient of variation, largest : smallest. */
const Statistics = Type.Object({
  count: Type.Integer(),
  min: Type.Number(),
  q1: Type.Number(),
  median: Type.Number(),
  q3: Type.Number(),
  max: Type.Number(),
  range: Type.Number(),
  mean: Type.Number(),
  deviation: Type.Number(),
  variation: numberOrNull,
  ratio: numberOrNull,
});

export type StatisticsAnswer = Static<typeof Statistics>;

const classMethod = Type.Unsafe<"quantile" | "equal" | "jenks" | "deviation" | "manual">({
  type: "string",
  enum: ["quantile", "equal", "jenks", "deviation", "manual"],
});

const Classes = Type.Object({
  method: classMethod,
  /** Inner limits, ascending: a value belongs to the class whose number is how many limits are ≤ it. */
  limits: Type.Array(Type.Number()),
  /** Areas per class, one more than limits. */
  counts: Type.Array(Type.Integer()),
  /** Class of each area, or -1 without a value. */
  classOf: Type.Array(Type.Integer()),
  /** Whether somebody fixed them for this indicator and level; else they are computed for this period. */
  stored: Type.Boolean(),
  /** Version of what was fixed; 0 while nothing was. */
  version: Type.Integer(),
});

export const mapContract = {
  name: "describe.map",
  method: "GET",
  path: "/api/map",
  summary: {
    de: "Eine Kennzahl in einem Zeitraum für alle Gebiete einer Ebene",
    en: "One indicator, one period, all areas of a level",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    /** Without it the newest period with values. */
    period: Type.Optional(Type.String()),
    /** Where a level has several divisions; else the first. */
    division: Type.Optional(Type.String()),
    /** Years put together for small numbers: 1 is one period. */
    pooledYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    /** Shows a population-weighted mean where nothing can be summed, marked `approximate`. */
    approximate: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    level: Type.String(),
    levelLabel: Text,
    division: textOrNull,
    period: textOrNull,
    periods: Type.Array(Type.String()),
    previousPeriod: textOrNull,
    areas: Areas,
    values,
    marks,
    reasons,
    reasonTexts,
    /** 95 % interval: Wilson for shares, Byar for other rates of counts; null where there is none. */
    lower: numbers,
    upper: numbers,
    numerator: Nullable(values),
    denominator: Nullable(values),
    previous: values,
    county: Type.Object({
      name: Type.String(),
      value,
      mark,
      lower: numberOrNull,
      upper: numberOrNull,
      previous: value,
    }),
    statistics: Nullable(Statistics),
    statisticsBefore: Nullable(Statistics),
    /** Whether the areas have come closer to each other since the previous period (by coefficient of variation). */
    disparity: Type.Unsafe<"decreasing" | "increasing" | "unchanged" | null>({ type: ["string", "null"] }),
    classes: Nullable(Classes),
    pooledYears: Type.Integer(),
    sentence: Text,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type MapAnswer = Static<typeof mapContract.output>;

export const setClassesContract = {
  name: "describe.setClasses",
  method: "PUT",
  path: "/api/indicators/:id/classes",
  summary: { de: "Legt die Klassen einer Karte fest", en: "Fixes the classes of a map" },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String(),
    level: Type.String(),
    method: classMethod,
    count: Type.Integer({ minimum: 2, maximum: 9 }),
    /** Inner limits for `manual` or to hold computed ones fixed; null computes them per period. */
    limits: Nullable(Type.Array(Type.Number())),
    ...editing,
  }),
  output: Type.Object({ stored: Type.Boolean(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;
