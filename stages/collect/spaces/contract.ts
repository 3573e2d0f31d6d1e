import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { editing } from "../../../kernel/contract/editing.ts";
import { findingSchema } from "../findingSchema.ts";
import { Day, Id, orNull, Text, UploadedFile } from "./contractParts.ts";

const Purpose = Type.Union([
  Type.Literal("data"),
  Type.Literal("burden"),
  Type.Literal("resources"),
  Type.Literal("planning"),
  Type.Literal("participation"),
  Type.Literal("workStructure"),
  Type.Literal("cooperation"),
]);

const DivisionKind = Type.Union([
  Type.Literal("administrative"),
  Type.Literal("statistical"),
  Type.Literal("planning"),
  Type.Literal("action"),
]);

const BoundaryVersion = Type.Object({
  id: Type.String(),
  validOn: Day,
  source: Type.String(),
  licence: Type.String(),
});

const AreaKey = Type.Object({ level: Id, code: Type.String({ minLength: 1 }) });

// Reading ------------------------------------------------------------------------------------

const LevelsInput = Type.Object({});
const LevelsOutput = Type.Object({
  /** Coarse first, by rank and then by name. */
  levels: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Text,
      rank: Type.Integer(),
      purposes: Type.Array(Purpose),
      /** Areas valid today. */
      areas: Type.Integer(),
      /** Whether at least one of them can be drawn on a map. */
      hasGeometry: Type.Boolean(),
      /** False where figures are not made by default: a level with nothing but Handlungsräume (SE-016). */
      hasFigures: Type.Boolean(),
      version: Type.Integer(),
    }),
  ),
});
export type LevelsOutput = Static<typeof LevelsOutput>;

export const levelsContract = {
  name: "collect.levels",
  method: "GET",
  path: "/api/levels",
  summary: { de: "Raumebenen mit ihren Zwecken und der Zahl ihrer Raumeinheiten", en: "Levels of areas" },
  policy: { action: "read", object: "division" },
  input: LevelsInput,
  output: LevelsOutput,
} as const satisfies Contract<typeof LevelsInput, typeof LevelsOutput>;

const AreasInput = Type.Object({
  level: Id,
  /** Areas valid on this day; today when left out. */
  on: Type.Optional(Day),
  /** Only the areas of one division. */
  division: Type.Optional(Id),
});
const AreasOutput = Type.Object({
  level: Type.String(),
  on: Day,
  /** By code. */
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      level: Type.String(),
      division: Type.String(),
      validFrom: orNull(Day),
      validTo: orNull(Day),
      hasGeometry: Type.Boolean(),
      /** Square metres on the boundary version of the day; null without geometry. */
      groundSquareMetres: orNull(Type.Number()),
      /** Every larger area it belongs to, in all parallel hierarchies; share 1 when wholly. */
      wholes: Type.Array(
        Type.Object({ level: Type.String(), code: Type.String(), name: Type.String(), share: Type.Number() }),
      ),
    }),
  ),
});
export type AreasOutput = Static<typeof AreasOutput>;

export const areasContract = {
  name: "collect.areas",
  method: "GET",
  path: "/api/areas",
  summary: { de: "Raumeinheiten einer Ebene an einem Tag", en: "Areas of a level on a day" },
  policy: { action: "read", object: "division" },
  input: AreasInput,
  output: AreasOutput,
} as const satisfies Contract<typeof AreasInput, typeof AreasOutput>;

const Position = Type.Array(Type.Number(), { minItems: 2 });
const PolygonRings = Type.Array(Type.Array(Position));
const ScreenGeometry = Type.Union([
  Type.Object({ type: Type.Literal("Polygon"), coordinates: PolygonRings }),
  Type.Object({ type: Type.Literal("MultiPolygon"), coordinates: Type.Array(PolygonRings) }),
]);

const AreaGeometryOutput = Type.Object({
  level: Type.String(),
  /** Null when no area of the level has a geometry; the first of `boundaryVersions` otherwise. */
  boundaryVersion: orNull(BoundaryVersion),
  /** One per division that the features come from. */
  boundaryVersions: Type.Array(BoundaryVersion),
  /** West, south, east, north in degrees; null without features. */
  bounds: orNull(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
  /** WGS 84, simplified for the screen with shared borders kept; feature id is the code. */
  features: Type.Object({
    type: Type.Literal("FeatureCollection"),
    features: Type.Array(
      Type.Object({
        type: Type.Literal("Feature"),
        id: Type.String(),
        properties: Type.Object({ code: Type.String(), name: Type.String() }),
        geometry: ScreenGeometry,
      }),
    ),
  }),
});
export type AreaGeometryOutput = Static<typeof AreaGeometryOutput>;

const AreaGeometryInput = Type.Object({
  ...AreasInput.properties,
  /** As coarse as a picture of the whole needs it, where the map itself comes in tiles or is small. */
  detail: Type.Optional(Type.Literal("picture")),
});

export const areaGeometryContract = {
  name: "collect.areaGeometry",
  method: "GET",
  path: "/api/areas/geometry",
  summary: {
    de: "Grenzen der Raumeinheiten einer Ebene, für den Bildschirm vereinfacht",
    en: "Boundaries for the screen",
  },
  policy: { action: "read", object: "division" },
  input: AreaGeometryInput,
  output: AreaGeometryOutput,
} as const satisfies Contract<typeof AreaGeometryInput, typeof AreaGeometryOutput>;

const DivisionsInput = Type.Object({ level: Type.Optional(Id) });
const DivisionFacts = {
  id: Id,
  label: Text,
  kind: DivisionKind,
  /** Whether it is meant to cover its ground without gap or overlap. */
  partition: Type.Boolean(),
  /** Who drew the line, what for, by which criteria, since when, approved by whom (TR-002). */
  author: Type.String({ minLength: 1 }),
  purpose: Type.String({ minLength: 1 }),
  criteria: Type.String({ minLength: 1 }),
  decidedOn: orNull(Day),
  approval: Type.String(),
};
const DivisionsOutput = Type.Object({
  divisions: Type.Array(
    Type.Object({
      ...DivisionFacts,
      level: Type.String(),
      /** As they are today. */
      areas: Type.Integer(),
      /** False for Handlungsräume, unless their level has the purpose `data`. */
      hasFigures: Type.Boolean(),
      /** Newest first. */
      boundaryVersions: Type.Array(BoundaryVersion),
    }),
  ),
});
export type DivisionsOutput = Static<typeof DivisionsOutput>;

export const divisionsContract = {
  name: "collect.divisions",
  method: "GET",
  path: "/api/divisions",
  summary: { de: "Gliederungen: wer die Grenze zog, wofür, wonach und seit wann", en: "Divisions and who drew them" },
  policy: { action: "read", object: "division" },
  input: DivisionsInput,
  output: DivisionsOutput,
} as const satisfies Contract<typeof DivisionsInput, typeof DivisionsOutput>;

// Importing ----------------------------------------------------------------------------------

const LevelChoice = Type.Object({
  id: Id,
  /** Needed when the level is not there yet. */
  label: Type.Optional(Text),
  rank: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
  purposes: Type.Optional(Type.Array(Purpose)),
});

const DivisionChoice = Type.Object({
  id: Id,
  /** The rest is needed when the division is not there yet. */
  label: Type.Optional(Text),
  kind: Type.Optional(DivisionKind),
  partition: Type.Optional(Type.Boolean()),
  author: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  criteria: Type.Optional(Type.String()),
  decidedOn: Type.Optional(orNull(Day)),
  approval: Type.Optional(Type.String()),
});

/** Where a code or name stands: an attribute, several joined, or the first characters of one. */
const Column = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object({
    /** Joined without anything between. */
    attributes: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    /** Only the first characters: 5 of a municipal code name the Kreis. */
    first: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Characters from this one on, counted from 1. */
    from: Type.Optional(Type.Integer({ minimum: 1 })),
    /** The municipal key (AGS, 8 digits) that a regional key (ARS, 12 digits) holds. */
    key: Type.Optional(Type.Literal("ags")),
    /** Zeros in front up to this length, for files that lost them. */
    digits: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  }),
]);

export const AreaMapping = Type.Object({
  level: LevelChoice,
  division: DivisionChoice,
  /** Left out for lists without geometry. */
  boundaryVersion: Type.Optional(
    Type.Object({ id: Type.Optional(Id), validOn: Day, source: Type.String(), licence: Type.String() }),
  ),
  code: Column,
  name: Type.Optional(Column),
  validFrom: Type.Optional(Type.Union([Day, Type.Object({ attribute: Type.String() })])),
  validTo: Type.Optional(Type.Union([Day, Type.Object({ attribute: Type.String() })])),
  /** Only features or rows that meet all conditions. */
  filter: Type.Optional(
    Type.Array(
      Type.Object({
        column: Column,
        startsWith: Type.Optional(Type.String()),
        equals: Type.Optional(Type.String()),
      }),
    ),
  ),
  /** Larger areas to which each belongs: any number of hierarchies side by side. */
  wholes: Type.Optional(
    Type.Array(
      Type.Object({
        level: LevelChoice,
        /** With it, larger areas that are not there yet are made; their geometry is the union of their parts. */
        division: Type.Optional(DivisionChoice),
        code: Column,
        name: Type.Optional(Column),
        /** Names by code, where the file has none. */
        names: Type.Optional(Type.Record(Type.String(), Type.String())),
        /** Code of the whole by code of the part, where the file does not say. */
        members: Type.Optional(Type.Record(Type.String(), Type.String())),
        /** Levels of this same list in which these larger areas lie themselves, whole: where all their parts say they do. */
        inside: Type.Optional(Type.Array(Id)),
      }),
    ),
  ),
  /** `EPSG:25832`, for files that name no projection. */
  projection: Type.Optional(Type.String({ pattern: "^EPSG:\\d{4,6}$" })),
  /** Layer of a GeoPackage, member of a zip, sheet of a workbook; the first when left out. */
  layer: Type.Optional(Type.String()),
  /** Row with the column titles in a list, from 1. */
  headerRow: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type AreaMapping = Static<typeof AreaMapping>;

const ImportAreasInput = Type.Object({
  file: UploadedFile,
  mapping: AreaMapping,
  /** Invalid geometry is mended, and each mended feature named. Without it such a file is refused. */
  repair: Type.Optional(Type.Boolean()),
  /** Only looks: nothing is stored. */
  dryRun: Type.Optional(Type.Boolean()),
  /** With `dryRun`: tells what would become of each area, and draws them. */
  preview: Type.Optional(Type.Boolean()),
});

const AreaPreview = Type.Object({
  /** By code; at the end those that were drawn before and that the file leaves out. */
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      state: Type.Union([
        Type.Literal("new"),
        Type.Literal("changed"),
        Type.Literal("known"),
        Type.Literal("gone"),
        Type.Literal("taken"),
      ]),
      /** The name until now, where it is another. */
      before: orNull(Type.String()),
      /** Against the newest drawing that is there: `faulty` is not taken as it is. */
      border: Type.Union([
        Type.Literal("none"),
        Type.Literal("new"),
        Type.Literal("changed"),
        Type.Literal("same"),
        Type.Literal("faulty"),
      ]),
      squareKilometres: orNull(Type.Number()),
      /** Names of the larger areas, by level. */
      wholes: Type.Record(Type.String(), Type.String()),
    }),
  ),
  /** The larger areas that the file names. */
  wholes: Type.Array(
    Type.Object({
      level: Type.String(),
      code: Type.String(),
      name: Type.String(),
      state: Type.Union([Type.Literal("there"), Type.Literal("new"), Type.Literal("missing")]),
      parts: Type.Integer(),
    }),
  ),
  /** Null where nothing is drawn, or more than a still picture can show. */
  picture: orNull(
    Type.Object({
      type: Type.Literal("FeatureCollection"),
      features: Type.Array(
        Type.Object({
          type: Type.Literal("Feature"),
          id: Type.String(),
          properties: Type.Object({ code: Type.String(), name: Type.String() }),
          geometry: ScreenGeometry,
        }),
      ),
    }),
  ),
});
export type AreaPreview = Static<typeof AreaPreview>;

const ImportAreasOutput = Type.Object({
  /** False when everything was there already, or with `dryRun`, or when errors kept it from being stored. */
  changed: Type.Boolean(),
  level: Type.String(),
  boundaryVersion: orNull(Type.String()),
  /** Features or rows that met the filter. */
  read: Type.Integer(),
  added: Type.Integer(),
  renamed: Type.Integer(),
  unchanged: Type.Integer(),
  geometries: Type.Integer(),
  /** Larger areas added by level. */
  wholesAdded: Type.Record(Type.String(), Type.Integer()),
  findings: Type.Array(findingSchema),
  /** The findings as German sentences, same order. */
  sentences: Type.Array(Type.String()),
  /** Only where it was asked for. */
  preview: Type.Optional(AreaPreview),
});
export type ImportAreasOutput = Static<typeof ImportAreasOutput>;

export const importAreasContract = {
  name: "collect.importAreas",
  method: "POST",
  path: "/api/areas/import",
  summary: {
    de: "Raumeinheiten aus GeoJSON, Shapefile, GeoPackage oder einer Liste übernehmen",
    en: "Import areas",
  },
  policy: { action: "create", object: "division", as: "import" },
  input: ImportAreasInput,
  output: ImportAreasOutput,
} as const satisfies Contract<typeof ImportAreasInput, typeof ImportAreasOutput>;

// Drawing and settings -----------------------------------------------------------------------

const DrawDivisionInput = Type.Object({
  level: LevelChoice,
  division: Type.Object({
    ...DivisionFacts,
    kind: Type.Union([Type.Literal("planning"), Type.Literal("action")]),
  }),
  /** State of the boundaries that the parts are taken from; today when left out. */
  on: Type.Optional(Day),
  areas: Type.Array(
    Type.Object({
      code: Type.String({ minLength: 1 }),
      name: Type.String({ minLength: 1 }),
      /** Areas it is built of; its geometry is their union. */
      parts: Type.Optional(Type.Array(AreaKey, { minItems: 1 })),
      /** Or drawn by hand, WGS 84. */
      geometry: Type.Optional(ScreenGeometry),
    }),
    { minItems: 1 },
  ),
});
const DrawDivisionOutput = Type.Object({
  division: Type.String(),
  areas: Type.Integer(),
  hasFigures: Type.Boolean(),
  findings: Type.Array(findingSchema),
  sentences: Type.Array(Type.String()),
});

export const drawDivisionContract = {
  name: "collect.drawDivision",
  method: "POST",
  path: "/api/divisions",
  summary: { de: "Planungsraum oder Handlungsraum anlegen", en: "Draw a planning or action space" },
  policy: { action: "create", object: "division" },
  input: DrawDivisionInput,
  output: DrawDivisionOutput,
} as const satisfies Contract<typeof DrawDivisionInput, typeof DrawDivisionOutput>;

const ChangeLevelInput = Type.Object({
  id: Id,
  label: Type.Optional(Text),
  rank: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
  purposes: Type.Optional(Type.Array(Purpose)),
  ...editing,
});
const ChangeLevelOutput = Type.Object({
  id: Type.String(),
  label: Text,
  rank: Type.Integer(),
  purposes: Type.Array(Purpose),
  version: Type.Integer(),
});

export const changeLevelContract = {
  name: "collect.changeLevel",
  method: "PUT",
  path: "/api/levels/:id",
  summary: { de: "Bezeichnung, Rang und Zwecke einer Raumebene ändern", en: "Change a level" },
  policy: { action: "change", object: "division" },
  input: ChangeLevelInput,
  output: ChangeLevelOutput,
} as const satisfies Contract<typeof ChangeLevelInput, typeof ChangeLevelOutput>;
