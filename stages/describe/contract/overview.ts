import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { IndicatorHead } from "./heads.ts";
import { Source } from "./source.ts";
import { Text } from "./text.ts";
import { Trend } from "./trend.ts";
import { mark, value, values } from "./value.ts";

export const overviewContract = {
  name: "describe.overview",
  method: "GET",
  path: "/api/overview",
  summary: {
    de: "Der Kreis auf einen Blick: höchstens zwölf Kacheln",
    en: "The county at a glance: at most twelve tiles",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    /** Ids parted by commas; without it the county's own choice, else one or two of each life situation. */
    indicators: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    name: Type.String(),
    tiles: Type.Array(
      Type.Object({
        indicator: IndicatorHead,
        period: Type.String(),
        value,
        mark,
        sentence: Text,
        sparkline: Type.Object({ periods: Type.Array(Type.String()), values }),
        trend: Trend,
        source: Source,
      }),
    ),
    news: Type.Array(
      Type.Object({
        deliveryId: Type.Integer(),
        title: Type.String(),
        acceptedOn: Type.String(),
        person: Type.String(),
        figures: Type.Array(Type.String()),
      }),
    ),
    /** Deliveries that wait, by state. */
    waiting: Type.Array(Type.Object({ deliveryId: Type.Integer(), title: Type.String(), state: Type.String() })),
    sentence: Text,
    /** How many indicators and deliveries the page stands on. */
    basis: Text,
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type Overview = Static<typeof overviewContract.output>;
