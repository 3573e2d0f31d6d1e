import { type Static, Type } from "typebox";
import { disclosureRules } from "../kernel/indicator/baseFigure.ts";
import { AreaMapping } from "../stages/collect/collect.ts";
import { mappingSchema } from "../stages/collect/mapping.ts";

const text = Type.String({ minLength: 1 });
const label = Type.Object({ de: text, en: Type.Optional(text) });
const word = <Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>({ type: "string", enum: [...words] });
const disclosure = word(disclosureRules);

const baseFigure = Type.Object(
  {
    id: Type.String({ pattern: "^[A-Z][A-Z0-9_]*$" }),
    label: Type.Optional(label),
    unit: Type.Optional(text),
    kind: Type.Optional(word(["stock", "flow", "amount", "median", "mean", "projection", "estimate"] as const)),
    additive: Type.Optional(word(["yes", "no", "net_only"] as const)),
    topic: Type.Optional(text),
    levelMin: Type.Optional(text),
    access: Type.Optional(word(["open", "on_request", "own_register", "protected_zone"] as const)),
    disclosure: Type.Optional(disclosure),
    reference: Type.Optional(text),
    source: Type.Optional(text),
    fileFormat: Type.Optional(text),
  },
  { additionalProperties: false },
);

const indicator = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z][a-z0-9_-]*$" }),
    label,
    topic: text,
    formula: text,
    unit: Type.String(),
    decimals: Type.Integer({ minimum: 0, maximum: 6 }),
    direction: word(["burden", "competence", "neutral"] as const),
    lifePhase: text,
    lifeSituation: text,
    levels: Type.Array(text, { minItems: 1 }),
    aggregation: word(["sum", "recompute", "recompute_approx", "not_aggregatable"] as const),
    disclosure,
    source: text,
    note: Type.String(),
  },
  { additionalProperties: false },
);

const column = AreaMapping.properties.code;

/** A list that says which area belongs to which larger one: rows of two kinds, members and names. */
const lookUp = Type.Object(
  {
    level: text,
    file: text,
    sheet: Type.Optional(text),
    /** Column that tells the kinds of rows apart, and the columns of the larger area's code. */
    rowKind: column,
    whole: column,
    members: Type.Object({ equals: text, code: column }),
    names: Type.Object({ equals: text, name: column }),
  },
  { additionalProperties: false },
);

const areaFile = Type.Object(
  {
    file: text,
    mapping: AreaMapping,
    lookUps: Type.Optional(Type.Array(lookUp)),
    /** Mends invalid drawings of the source; each mended one is named. */
    repair: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type AreaFileEntry = Static<typeof areaFile>;

/**
 * A county made of files: boundaries, own definitions, deliveries with their
 * mapping, source, licence and protection rule. Paths are those below the folder
 * of open data; nothing of it is part of the product.
 */
export const manifestSchema = Type.Object(
  {
    county: Type.Object({ name: text }),
    baseFigures: Type.Optional(Type.Array(baseFigure)),
    indicators: Type.Optional(Type.Array(indicator)),
    areas: Type.Array(areaFile, { minItems: 1 }),
    deliveries: Type.Array(
      Type.Object(
        {
          file: text,
          mapping: mappingSchema,
          /** Said when it is accepted. */
          note: Type.Optional(text),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Manifest = Static<typeof manifestSchema>;
