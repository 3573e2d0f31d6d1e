import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { AreaHead, IndicatorHead } from "./heads.ts";
import { Source } from "./source.ts";
import { Text } from "./text.ts";
import { mark, value } from "./value.ts";

export const myPlaceContract = {
  name: "describe.myPlace",
  method: "GET",
  path: "/api/my-place",
  summary: {
    de: "Mein Ort: zehn Zahlen in einfachen Worten, jede mit Vergleich und Quelle",
    en: "My place: ten figures in plain words, each with comparison and source",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ level: Type.String(), code: Type.String() }),
  output: Type.Object({
    area: AreaHead,
    /** Name of the county, which every figure is compared with. */
    county: Type.String(),
    figures: Type.Array(
      Type.Object({
        indicator: IndicatorHead,
        period: Type.String(),
        value,
        mark,
        countyValue: value,
        /** What the figure says of the place. */
        sentence: Text,
        /** How that is beside the whole county. */
        comparison: Text,
        /** Below, at or above the county, as far as the printed numbers tell them apart. */
        standing: Type.Unsafe<"less" | "same" | "more" | "part">({ type: "string" }),
        source: Source,
      }),
    ),
    /** Figures about this place that are withheld, and for which others stand here. */
    withheld: Type.Integer(),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type MyPlace = Static<typeof myPlaceContract.output>;
