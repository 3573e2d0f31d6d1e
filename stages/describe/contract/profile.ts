import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { AreaHead, IndicatorHead } from "./heads.ts";
import { Source } from "./source.ts";
import { Nullable, numberOrNull, Text, textOrNull } from "./text.ts";
import { Trend } from "./trend.ts";
import { mark, reasonTexts, value, values } from "./value.ts";

/** Residents by age, men and women; `total` is everybody, also those of withheld age groups. */
const Sexes = Type.Object({ male: values, female: values, total: value });

export const ProfileRow = Type.Object({
  indicator: IndicatorHead,
  period: Type.String(),
  value,
  mark,
  reason: textOrNull,
  lower: numberOrNull,
  upper: numberOrNull,
  sparkline: Type.Object({ periods: Type.Array(Type.String()), values }),
  trend: Trend,
  /** Of all comparable areas: those of the same division. */
  range: Nullable(
    Type.Object({
      count: Type.Integer(),
      min: Type.Number(),
      q1: Type.Number(),
      median: Type.Number(),
      q3: Type.Number(),
      max: Type.Number(),
    }),
  ),
  county: value,
  peer: Nullable(value),
  /** Share of comparable areas that lie lower, 0 to 1; null without value. */
  position: numberOrNull,
});

export type ProfileRow = Static<typeof ProfileRow>;

export const profileContract = {
  name: "describe.profile",
  method: "GET",
  path: "/api/profile",
  summary: { de: "Ein Gebiet mit allen Kennzahlen", en: "One area with all indicators" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    level: Type.String(),
    code: Type.String(),
    /** Without it each indicator shows its newest period. */
    period: Type.Optional(Type.String()),
    /** Codes of the same level that make the peer group, parted by commas. */
    peers: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    area: AreaHead,
    parents: Type.Array(AreaHead),
    children: Type.Array(AreaHead),
    peers: Type.Array(AreaHead),
    /** How many areas the ranges are made of. */
    comparable: Type.Integer(),
    facts: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Text,
        value,
        unit: Type.String(),
        decimals: Type.Integer(),
        period: Type.String(),
      }),
    ),
    /** Residents by age and sex, youngest first; null without such data. */
    pyramid: Nullable(
      Type.Object({
        period: Type.String(),
        /** Age groups in the words of their source, and the ages that they mean (`to` excluded, null is open). */
        bands: Type.Array(Type.String()),
        ages: Type.Array(Type.Object({ from: Type.Integer(), to: numberOrNull })),
        ...Sexes.properties,
        /** The same of the whole county; null where the area is the county. */
        county: Nullable(Sexes),
        sentence: Text,
        sources: Type.Array(Source),
      }),
    ),
    groups: Type.Array(Type.Object({ id: Type.String(), label: Text, rows: Type.Array(ProfileRow) })),
    /** Ids of indicators, by position among comparable areas and direction; neutral ones never. */
    strongest: Type.Array(Type.String()),
    weakest: Type.Array(Type.String()),
    facilities: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer() })),
    reasonTexts,
    sentence: Text,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type Profile = Static<typeof profileContract.output>;
