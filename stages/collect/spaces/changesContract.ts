import { type Static, Type } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { findingSchema } from "../findingSchema.ts";
import { Day, Id, orNull, Text, UploadedFile } from "./contractParts.ts";

const ImportChangesInput = Type.Object({
  /** Destatis list of changes, BBSR conversion keys or Berlin LOR matches; recognised by its layout. */
  file: UploadedFile,
  level: Id,
  /** Only changes whose old or new code starts with this: `01056`. */
  codesStartWith: Type.Optional(Type.String()),
  /** Only looks: nothing is stored. */
  dryRun: Type.Optional(Type.Boolean()),
});
const ImportChangesOutput = Type.Object({
  /** False when everything was there already, or with `dryRun`. */
  changed: Type.Boolean(),
  read: Type.Integer(),
  added: Type.Integer(),
  unchanged: Type.Integer(),
  findings: Type.Array(findingSchema),
  sentences: Type.Array(Type.String()),
  /** With `dryRun`: the first 500 events that are new, in the order of the file. */
  events: Type.Optional(
    Type.Array(
      Type.Object({
        on: Day,
        kind: Type.String(),
        from: Type.Object({ code: Type.String(), name: Type.String() }),
        to: Type.Object({ code: Type.String(), name: Type.String() }),
        sharePopulation: orNull(Type.Number()),
        shareArea: orNull(Type.Number()),
      }),
    ),
  ),
});
export type ImportChangesOutput = Static<typeof ImportChangesOutput>;

export const importChangesContract = {
  name: "collect.importChanges",
  method: "POST",
  path: "/api/areas/changes",
  summary: { de: "Gebietsänderungen und Umsteigeschlüssel übernehmen", en: "Import boundary changes" },
  policy: { action: "create", object: "division", as: "import" },
  input: ImportChangesInput,
  output: ImportChangesOutput,
} as const satisfies Contract<typeof ImportChangesInput, typeof ImportChangesOutput>;

const ConversionInput = Type.Object({
  level: Id,
  code: Type.String({ minLength: 1 }),
  /** Day on which the code was in force. */
  on: Day,
  /** Day of the boundaries asked for; today when left out. */
  to: Type.Optional(Day),
});
const ConversionOutput = Type.Object({
  code: Type.String(),
  on: Day,
  to: Day,
  quality: Type.Union([Type.Literal("exact"), Type.Literal("estimated"), Type.Literal("unknown")]),
  /** What did not go to the largest successor, 0 to 1. */
  shareMoved: Type.Number(),
  successors: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      share: Type.Number(),
      by: Type.Union([Type.Literal("whole"), Type.Literal("population"), Type.Literal("area")]),
    }),
  ),
  findings: Type.Array(findingSchema),
  sentences: Type.Array(Type.String()),
});

export const conversionContract = {
  name: "collect.conversion",
  method: "GET",
  path: "/api/areas/conversion",
  summary: { de: "Was aus einem früheren Schlüssel wurde, mit Anteilen", en: "What became of an earlier code" },
  policy: { action: "read", object: "division" },
  input: ConversionInput,
  output: ConversionOutput,
} as const satisfies Contract<typeof ConversionInput, typeof ConversionOutput>;

const DivisionSharesInput = Type.Object({
  /** Division that the values come from. */
  from: Id,
  /** Division that they are wanted for. */
  to: Id,
  on: Type.Optional(Day),
});
const DivisionSharesOutput = Type.Object({
  from: Type.String(),
  to: Type.String(),
  on: Day,
  /**
   * `blocks` where areas known in both divisions lie wholly in one of each, `addresses` where both have an address
   * list, `area` where only the drawing helps.
   */
  by: Type.Union([Type.Literal("blocks"), Type.Literal("addresses"), Type.Literal("area")]),
  /** How good that is, to stand beside every figure converted so: "exakt", "geschätzt (Adressanteil)". */
  label: Text,
  /** `exact` when every share is 1. */
  quality: Type.Union([Type.Literal("exact"), Type.Literal("estimated")]),
  rows: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), share: Type.Number() })),
  /** Areas of the first division that the second covers only in part, with the part. */
  coverage: Type.Array(Type.Object({ code: Type.String(), share: Type.Number() })),
});

export const divisionSharesContract = {
  name: "collect.divisionShares",
  method: "GET",
  path: "/api/divisions/shares",
  summary: {
    de: "Anteile, mit denen Werte zwischen zwei Gliederungen umgerechnet werden",
    en: "Shares between divisions",
  },
  policy: { action: "read", object: "division" },
  input: DivisionSharesInput,
  output: DivisionSharesOutput,
} as const satisfies Contract<typeof DivisionSharesInput, typeof DivisionSharesOutput>;
