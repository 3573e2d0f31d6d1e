import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { findingSchema } from "../findingSchema.ts";
import { AreaMapping } from "./contract.ts";
import { Day, orNull, UploadedFile } from "./contractParts.ts";

const ProposeAreasInput = Type.Object({
  file: UploadedFile,
  /** Layer of a GeoPackage, member of a zip, sheet of a workbook; the likeliest when left out. */
  layer: Type.Optional(Type.String()),
  /** Row with the column titles of a list, from 1; the likeliest when left out. */
  headerRow: Type.Optional(Type.Integer({ minimum: 1 })),
});

export const AreaField = Type.Object({
  /** As a mapping names it. */
  id: Type.String(),
  /** As a person finds it: with the letter of its column in a list. */
  label: Type.String(),
  /** How many features or rows say something. */
  filled: Type.Integer(),
  distinct: Type.Integer(),
  /** The first few that differ. */
  examples: Type.Array(Type.String()),
});
export type AreaField = Static<typeof AreaField>;

const ProposeAreasOutput = Type.Object({
  /** A map or list of areas, or what a file says about how areas changed. */
  kind: Type.Union([Type.Literal("areas"), Type.Literal("changes")]),
  format: Type.Union([
    Type.Literal("geoJson"),
    Type.Literal("shapefile"),
    Type.Literal("geoPackage"),
    Type.Literal("list"),
  ]),
  /** Layers or sheets to choose from; empty where there is only one. */
  layers: Type.Array(Type.String()),
  layer: orNull(Type.String()),
  headerRow: orNull(Type.Integer()),
  /** Features or rows. */
  features: Type.Integer(),
  /** Of them with a ground. */
  drawn: Type.Integer(),
  /** Null where nothing is drawn. */
  projection: orNull(
    Type.Object({
      /** As the file declares it, or the one that would put it into Germany. */
      name: Type.String(),
      /** False where the file is silent and the name is only a guess. */
      declared: Type.Boolean(),
      /** False where nobody could tell coordinates from it. */
      known: Type.Boolean(),
    }),
  ),
  fields: Type.Array(AreaField),
  /** The Kreise of official codes, where there are several: a county needs one of them. */
  groups: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), areas: Type.Integer() })),
  /** What the file itself suggests; what it does not tell is left out. */
  mapping: Type.Partial(Type.Omit(AreaMapping, ["boundaryVersion"])),
  /** What is known of the state of the boundaries; null where nothing is drawn. */
  boundaryVersion: orNull(Type.Object({ validOn: orNull(Day), source: Type.String(), licence: Type.String() })),
  /** For `changes`: which layout, how many rows of it, and which level and codes they would be taken for. */
  changes: orNull(
    Type.Object({
      layout: Type.Union([Type.Literal("destatis"), Type.Literal("bbsr"), Type.Literal("matches")]),
      read: Type.Integer(),
      level: orNull(Type.String()),
      codesStartWith: Type.String(),
    }),
  ),
  findings: Type.Array(findingSchema),
  /** The findings as German sentences, same order. */
  sentences: Type.Array(Type.String()),
});
export type ProposeAreasOutput = Static<typeof ProposeAreasOutput>;

export const proposeAreasContract = {
  name: "collect.proposeAreas",
  method: "POST",
  path: "/api/areas/proposed",
  summary: {
    de: "Merkmale einer Karte oder Gebietsliste lesen und eine Zuordnung vorschlagen; nichts wird gespeichert",
    en: "Read the fields of a map or list of areas and propose a mapping",
  },
  policy: { action: "create", object: "division", as: "import" },
  input: ProposeAreasInput,
  output: ProposeAreasOutput,
} as const satisfies Contract<typeof ProposeAreasInput, typeof ProposeAreasOutput>;
