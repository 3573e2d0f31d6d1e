import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { AreaHead, IndicatorHead } from "./heads.ts";
import { ProfileRow } from "./profile.ts";
import { Source } from "./source.ts";
import { Text, textOrNull } from "./text.ts";
import { marks, numbers, reasons, reasonTexts, value, values } from "./value.ts";

export const comparisonContract = {
  name: "describe.comparison",
  method: "GET",
  path: "/api/comparison",
  summary: { de: "Bis zu sechs Gebiete nebeneinander", en: "Up to six areas side by side" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    /** `EBENE:code`, parted by commas; levels may be mixed. */
    areas: Type.String(),
    /** Ids parted by commas. */
    indicators: Type.String(),
    period: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    areas: Type.Array(AreaHead),
    rows: Type.Array(
      Type.Object({
        indicator: IndicatorHead,
        period: textOrNull,
        /** One per area. */
        values,
        marks,
        lower: numbers,
        upper: numbers,
        reasons,
        county: value,
        /** Of all areas on the level of the first area. */
        range: ProfileRow.properties.range,
        series: Type.Object({ periods: Type.Array(Type.String()), values: Type.Array(values), county: values }),
        sentence: Text,
        /** Whether a whole is the sum of its parts, as with residents: the county then always stands far above its areas. */
        isSum: Type.Boolean(),
        sources: Type.Array(Source),
      }),
    ),
    reasonTexts,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type Comparison = Static<typeof comparisonContract.output>;
