import { type TSchema, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { keyBy, MOST_FURTHER_KEYS } from "./distributionKeys.ts";

/** A sum spread by an index and a size, as a file for the council paper: who gets what, beside other keys. */
export const distributionContract = {
  name: "combine.distribution",
  method: "GET",
  path: "/api/index/:id/distribution",
  summary: { de: "Verteilung einer Summe nach Index und Größe als Datei", en: "A sum spread by an index, as a file" },
  policy: { action: "read", object: "index" },
  input: Type.Object({
    id: Type.String(),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    level: Type.String(),
    period: Type.Optional(Type.String()),
    index: Type.Optional(Type.String({ description: "Which index of the definition; the first when left out" })),
    size: Type.String({ description: "Indicator that counts heads, e. g. einwohnerzahl" }),
    by: Type.Optional(keyBy),
    total: Type.Number({ description: "In the smallest unit, such as euros or tenths of posts" }),
    baseShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    floor: Type.Optional(Type.Number({ minimum: 0 })),
    cap: Type.Optional(Type.Number({ minimum: 0 })),
    keys: Type.Optional(
      Type.String({
        maxLength: 2000,
        description: `Up to ${MOST_FURTHER_KEYS} keys to compare with, a list in JSON of by, index, size, baseShare, floor, cap; heads alone when left out`,
      }),
    ),
    format: Type.Unsafe<"csv" | "xlsx">({ type: "string", enum: ["csv", "xlsx"] }),
  }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
    "x-file": "application/octet-stream",
  }),
} as const satisfies Contract<TSchema, TSchema>;
