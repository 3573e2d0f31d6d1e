import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";
import { Nullable, Text, textOrNull } from "./text.ts";

const BaseMap = Type.Object({
  kind: Type.Unsafe<"tiles" | "wms">({ type: "string", enum: ["tiles", "wms"] }),
  /** `https://…/{z}/{x}/{y}.png` for tiles, the address of the service with its layers for a WMS. */
  url: Type.String({ minLength: 8, maxLength: 1000 }),
  /** Whose map it is; stands in its corner. */
  attribution: Type.String({ minLength: 2, maxLength: 300 }),
});

export const countyContract = {
  name: "describe.county",
  method: "GET",
  path: "/api/county",
  summary: {
    de: "Der Kreis: Name, Ebenen, Zeiträume, Stand der Daten",
    en: "The county: name, levels, periods, state of data",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Object({
    name: Type.String(),
    fictional: Type.Boolean(),
    /** Tried out, or in daily use with figures that count: switched by whoever looks after the platform (FL-013). */
    mode: Type.Unsafe<"trial" | "regular">({ type: "string", enum: ["trial", "regular"] }),
    /** A sentence to show everywhere, such as that the demo county is invented. */
    notice: Nullable(Text),
    /** The levels that the asking person may see; others are not named. */
    levels: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Text,
        rank: Type.Integer(),
        purposes: Type.Array(Type.String()),
        areaCount: Type.Integer(),
        divisions: Type.Array(Type.Object({ id: Type.String(), label: Text, areaCount: Type.Integer() })),
        /** It opens once the asking person has agreed to the notice against re-identification. */
        asksNotice: Type.Boolean(),
      }),
    ),
    /** The finest level that covers the county and for which most figures exist. */
    defaultLevel: textOrNull,
    periods: Type.Array(Type.String()),
    latestPeriod: textOrNull,
    indicatorCount: Type.Integer(),
    indicatorsWithData: Type.Integer(),
    baseFigureCount: Type.Integer(),
    baseFiguresWithData: Type.Integer(),
    deliveryCount: Type.Integer(),
    /** Deliveries that wait for somebody to check or accept them. */
    deliveriesOpen: Type.Integer(),
    facilityCount: Type.Integer(),
    /** Address of a tile or WMS base map, only if the administrator set one. */
    baseMap: Nullable(BaseMap),
    /** Version of that setting; 0 while it was never set. */
    baseMapVersion: Type.Integer(),
    /** Raised with every acceptance; pages that show an older one are stale. */
    dataState: Type.Integer(),
    version: Type.String(),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export type County = Static<typeof countyContract.output>;

/** The one request that leaves the county's network, and only if its administrator says so. */
export const setBaseMapContract = {
  name: "describe.setBaseMap",
  method: "PUT",
  path: "/api/base-map",
  summary: { de: "Setzt die Hintergrundkarte oder nimmt sie weg", en: "Sets the base map or takes it away" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    /** Null takes it away. */
    baseMap: Nullable(BaseMap),
    ...editing,
  }),
  output: Type.Object({ baseMap: Nullable(BaseMap), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;
