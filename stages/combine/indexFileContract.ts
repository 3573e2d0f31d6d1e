import { type TSchema, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { indexContract } from "./contract.ts";

const { draws: _, ...asked } = indexContract.input.properties;

/** The answer of `combine.index` as a file for Excel: one row per area, the parts beside each other. */
export const indexFileContract = {
  name: "combine.indexFile",
  method: "GET",
  path: "/api/index/:id/file",
  summary: {
    de: "Zusammengesetzter Index als CSV oder XLSX für Excel",
    en: "Composite index as CSV or XLSX for Excel",
  },
  policy: indexContract.policy,
  input: Type.Object({
    ...asked,
    format: Type.Unsafe<"csv" | "xlsx">({ type: "string", enum: ["csv", "xlsx"] }),
    language: Type.Optional(Type.Unsafe<"de" | "en">({ type: "string", enum: ["de", "en"] })),
  }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
    "x-file": "application/octet-stream",
  }),
} as const satisfies Contract<TSchema, TSchema>;
