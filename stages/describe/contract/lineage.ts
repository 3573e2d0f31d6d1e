import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { BaseFigure } from "./baseFigures.ts";
import { AreaHead, IndicatorHead } from "./heads.ts";
import { Nullable, numberOrNull, Text, textOrNull } from "./text.ts";
import { mark, value } from "./value.ts";

const LineageCell = Type.Object({
  area: AreaHead,
  /** Share of this area that counts, 1 for the whole. */
  share: Type.Number(),
  value,
  /** What the source printed beside the number, `12p` or `(12)`; null where nothing or where there is no number. */
  mark,
  delivery: Nullable(
    Type.Object({
      id: Type.Integer(),
      fileName: Type.String(),
      fileHash: Type.String(),
      sheet: Type.String(),
      row: numberOrNull,
      column: numberOrNull,
      reader: textOrNull,
      acceptedBy: textOrNull,
      acceptedAt: textOrNull,
      title: Type.String(),
      publisher: Type.String(),
      licence: Type.String(),
      boundaryVersion: textOrNull,
    }),
  ),
  /** How the value came over from other boundaries, in words; null when it did not. */
  conversion: Nullable(Text),
});

export const lineageContract = {
  name: "describe.lineage",
  method: "GET",
  path: "/api/lineage",
  summary: {
    de: "Woher ein Wert kommt, bis zur Zeile der Datei",
    en: "Where a value comes from, down to the row of the file",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    code: Type.String(),
    period: Type.String(),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    area: AreaHead,
    period: Type.String(),
    value,
    mark,
    reason: textOrNull,
    definition: Type.Object({
      version: Type.Integer(),
      formula: Type.String(),
      changedAt: textOrNull,
      person: textOrNull,
      aggregation: Type.String(),
      source: Type.String(),
      note: Type.String(),
    }),
    parts: Type.Array(
      Type.Object({
        baseFigure: BaseFigure,
        /** Differs from the value's period under LAG. */
        period: Type.String(),
        value,
        /** `delivered` for this very area; `summed` over smaller ones; `converted` from older boundaries; `weighted` mean; `none`. */
        how: Type.Unsafe<"delivered" | "summed" | "converted" | "weighted" | "none">({ type: "string" }),
        /** A sum of the parts that lost against the delivered value, for comparison. */
        sumOfParts: Nullable(value),
        cells: Type.Array(LineageCell),
      }),
    ),
    /** The same as a story from source to shown number: source, delivery, boundaries, aggregation, formula, protection. */
    steps: Type.Array(
      Type.Object({
        kind: Type.Unsafe<"source" | "delivery" | "boundary" | "aggregation" | "formula" | "protection">({
          type: "string",
        }),
        title: Text,
        sentence: Text,
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type Lineage = Static<typeof lineageContract.output>;
