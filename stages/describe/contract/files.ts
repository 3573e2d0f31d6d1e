import { type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";

export const exportContract = {
  name: "describe.export",
  method: "GET",
  path: "/api/export",
  summary: {
    de: "Zahlen einer Seite als Datei: CSV oder XLSX für Excel, JSON-stat, SDMX-CSV",
    en: "A page's figures as CSV, XLSX, JSON-stat or SDMX-CSV",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    what: Type.Unsafe<"map" | "trend" | "profile" | "pyramid" | "comparison">({
      type: "string",
      enum: ["map", "trend", "profile", "pyramid", "comparison"],
    }),
    format: Type.Unsafe<"csv" | "xlsx" | "json-stat" | "sdmx-csv">({
      type: "string",
      enum: ["csv", "xlsx", "json-stat", "sdmx-csv"],
    }),
    indicator: Type.Optional(Type.String()),
    indicators: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
    areas: Type.Optional(Type.String()),
    period: Type.Optional(Type.String()),
    division: Type.Optional(Type.String()),
    peers: Type.Optional(Type.String()),
    language: Type.Optional(Type.Unsafe<"de" | "en">({ type: "string", enum: ["de", "en"] })),
  }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
    "x-file": "application/octet-stream",
  }),
} as const satisfies Contract<TSchema, TSchema>;
