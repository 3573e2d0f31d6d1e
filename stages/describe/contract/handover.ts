import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";

const summary = {
  level: Type.String(),
  figures: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), periods: Type.Array(Type.String()) })),
  values: Type.Integer(),
  withheld: Type.Integer(),
  /** Deliveries that the figures came from, by file. */
  sources: Type.Array(Type.Object({ file: Type.String(), hash: Type.String() })),
};
export type HandoverSummary = Static<ReturnType<typeof Type.Object<typeof summary>>>;

const Handover = Type.Object({
  id: Type.Integer(),
  from: Type.Object({ slug: Type.String(), name: Type.String() }),
  to: Type.Object({ slug: Type.String(), name: Type.String() }),
  title: Type.String(),
  releasedAt: Type.String(),
  releasedBy: Type.String(),
  takenAt: Type.Union([Type.String(), Type.Null()]),
  /** Number of the delivery at the county, once it was taken. */
  delivery: Type.Union([Type.Integer(), Type.Null()]),
  /** Whether it came here rather than went from here. */
  incoming: Type.Boolean(),
  ...summary,
});
export type Handover = Static<typeof Handover>;

/** Releases figures of a municipality to its county: protected, as a file that the county takes as a delivery (PI-019). */
export const handOverContract = {
  name: "describe.handOver",
  method: "POST",
  path: "/api/handovers",
  summary: { de: "Gibt Grundzahlen an den Kreis frei", en: "Releases base figures to the county" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({
    title: Type.String({ minLength: 1, maxLength: 200 }),
    figures: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }),
    level: Type.String({ minLength: 1, maxLength: 40 }),
    frequency: Type.Unsafe<"year" | "halfYear" | "quarter" | "month">({
      type: "string",
      enum: ["year", "halfYear", "quarter", "month"],
    }),
  }),
  output: Type.Object({ id: Type.Integer(), values: Type.Integer(), withheld: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;

export const handoversContract = {
  name: "describe.handovers",
  method: "GET",
  path: "/api/handovers",
  summary: { de: "Übergaben zwischen Gemeinden und Kreis", en: "Handovers between municipalities and county" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({}),
  output: Type.Object({
    handovers: Type.Array(Handover),
    /** The county to which this tenant may release; null for a county. */
    county: Type.Union([Type.Object({ slug: Type.String(), name: Type.String() }), Type.Null()]),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export const takeHandoverContract = {
  name: "describe.takeHandover",
  method: "POST",
  path: "/api/handovers/:id/take",
  summary: { de: "Nimmt eine Übergabe als Lieferung an sich", en: "Takes a handover as a delivery" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  output: Type.Object({ delivery: Type.Integer(), state: Type.String(), findings: Type.Array(Type.String()) }),
} as const satisfies Contract<TSchema, TSchema>;
