import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { IndicatorHead } from "./heads.ts";
import { Source } from "./source.ts";
import { Nullable, numberOrNull, Text } from "./text.ts";
import { marks, values } from "./value.ts";

/** `unsafe`: the last interval covers the whole range; `tooShort`: fewer than four points; `broken`: a break lies inside. */
const trendLabel = Type.Unsafe<"rising" | "falling" | "stable" | "unsafe" | "tooShort" | "broken">({ type: "string" });

const judgement = Type.Unsafe<"favourable" | "unfavourable" | null>({ type: ["string", "null"] });

export const Trend = Type.Object({
  /** Units per year. */
  slope: numberOrNull,
  percentOfMean: numberOrNull,
  label: trendLabel,
  judgement,
  points: Type.Integer(),
});

export type TrendAnswer = Static<typeof Trend>;

export const trendContract = {
  name: "describe.trend",
  method: "GET",
  path: "/api/trend",
  summary: { de: "Eine Kennzahl über alle Zeiträume", en: "One indicator over all periods" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    /** Codes of the level, or `EBENE:code` of any level, parted by commas; without it all areas of the level. */
    areas: Type.Optional(Type.String()),
    division: Type.Optional(Type.String()),
    /** Computes trends although a break lies inside. */
    acrossBreaks: Type.Optional(Type.Boolean()),
    approximate: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    level: Type.String(),
    periods: Type.Array(Type.String()),
    areas: Type.Object({
      levels: Type.Array(Type.String()),
      codes: Type.Array(Type.String()),
      names: Type.Array(Type.String()),
    }),
    /** Row n is area n, column m is period m; so are `marks` (null: no mark anywhere). */
    values: Type.Array(values),
    marks: Nullable(Type.Array(marks)),
    county: Type.Object({ name: Type.String(), values, marks, trend: Trend }),
    /** Where a line must not be drawn through; `areas` null means all. The gap lies before `period`. */
    breaks: Type.Array(
      Type.Object({
        period: Type.String(),
        kind: Type.Unsafe<"boundary" | "method" | "gap">({ type: "string" }),
        note: Text,
        areas: Nullable(Type.Array(Type.String())),
      }),
    ),
    /** Values brought over from older boundaries. */
    converted: Type.Array(
      Type.Object({
        code: Type.String(),
        periods: Type.Array(Type.String()),
        method: Type.String(),
        from: Type.Array(Type.String()),
        note: Text,
      }),
    ),
    /** One per area. */
    trends: Type.Array(Trend),
    sentence: Text,
    /** Whether a whole is the sum of its parts, as with residents: the county then always stands far above its areas. */
    isSum: Type.Boolean(),
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type TrendSeriesAnswer = Static<typeof trendContract.output>;
