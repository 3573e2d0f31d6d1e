import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";
import { numberOrNull } from "./text.ts";

export const facilitiesContract = {
  name: "describe.facilities",
  method: "GET",
  path: "/api/facilities",
  summary: { de: "Einrichtungen als Punkte", en: "Facilities as points" },
  policy: { action: "read", object: "service" },
  input: Type.Object({ kind: Type.Optional(Type.String()) }),
  output: Type.Object({
    kinds: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer() })),
    facilities: Type.Array(
      Type.Object({
        id: Type.Integer(),
        kind: Type.String(),
        name: Type.String(),
        provider: Type.String(),
        address: Type.String(),
        longitude: numberOrNull,
        latitude: numberOrNull,
        capacity: numberOrNull,
        /** Whether everybody sees it. */
        published: Type.Boolean(),
        version: Type.Integer(),
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;

/** Says whether everybody sees a facility of the register. */
export const publishFacilityContract = {
  name: "describe.publishFacility",
  method: "PUT",
  path: "/api/facilities/:id/published",
  summary: {
    de: "Zeigt eine Einrichtung allen oder nur der Verwaltung",
    en: "Shows a facility to all or to the administration only",
  },
  policy: { action: "release", object: "service" },
  input: Type.Object({ id: Type.Integer({ minimum: 1 }), published: Type.Boolean(), ...editing }),
  output: Type.Object({ id: Type.Integer(), published: Type.Boolean(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;

export type Facilities = Static<typeof facilitiesContract.output>;
