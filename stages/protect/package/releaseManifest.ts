import { type Static, Type } from "typebox";
import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";

/**
 * What stands on the cover of a release package: content, recipient, date,
 * purpose, rule set and person, and the hash of every file inside. The signature
 * is made under this text, so nothing in the package can change unnoticed.
 */
export const ReleaseManifest = Type.Object(
  {
    format: Type.Literal("kreislauf-release-1"),
    title: Type.String({ minLength: 1 }),
    source: Type.Union([Type.String(), Type.Null()]),
    audience: Type.Union([Type.String(), Type.Null()]),
    recipient: Type.String({ minLength: 1 }),
    purpose: Type.String({ minLength: 1 }),
    /** Who released it. */
    person: Type.String({ minLength: 1 }),
    releasedOn: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    /** Base figure as formulas name it. */
    figure: Type.String({ pattern: "^[A-Z][A-Z0-9_]*$" }),
    /** Further base figures that stand in the same table: the cells with these codes, totals elsewhere. */
    alsoFigures: Type.Optional(
      Type.Array(
        Type.Object({
          figure: Type.String({ pattern: "^[A-Z][A-Z0-9_]*$" }),
          where: Type.Record(Type.String(), Type.String()),
          cells: Type.Integer({ minimum: 0 }),
        }),
      ),
    ),
    /** Period that the table speaks of: `2023`, `2023-Q1`. */
    period: Type.String({ minLength: 4 }),
    method: Type.Enum(["suppress", "round", "cellkey"]),
    /** Rule under which the platform guards the values from then on. */
    disclosure: Type.Enum([...disclosureRules]),
    rules: Type.Array(Type.Object({ inWords: Type.String(), setBy: Type.Union([Type.String(), Type.Null()]) })),
    cells: Type.Integer({ minimum: 0 }),
    withheld: Type.Integer({ minimum: 0 }),
    table: Type.Object({
      file: Type.String({ minLength: 1 }),
      /** Column with the areas, and whether they stand there as keys or names. */
      area: Type.Object({ column: Type.String(), match: Type.Enum(["code", "name"]) }),
      /** The other dimensions: column, name of the characteristic, code of the total, all other codes. */
      characteristics: Type.Array(
        Type.Object({
          column: Type.String(),
          label: Type.String(),
          total: Type.String(),
          codes: Type.Array(Type.String()),
        }),
      ),
    }),
    files: Type.Array(
      Type.Object({
        name: Type.String({ pattern: "^[a-z][a-z.-]*$" }),
        bytes: Type.Integer({ minimum: 0 }),
        sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
      }),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);
export type ReleaseManifest = Static<typeof ReleaseManifest>;

/** The file beside the manifest: who signed it. */
export const ReleaseSignature = Type.Object(
  { algorithm: Type.Literal("Ed25519"), publicKey: Type.String(), signature: Type.String() },
  { additionalProperties: false },
);

export const manifestFile = "manifest.json";
export const signatureFile = "signature.json";
