import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";
import type { Value } from "../../kernel/value/value.ts";
import type { IndexDefinition } from "./definition.ts";
import type { MethodSheet } from "./round/methodSheet.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const value = Type.Unsafe<Value>({
  anyOf: [{ type: "number" }, { enum: ["withheld", "unknown", "later", "unreliable", "senseless"] }],
});
const text = Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) });
const source = Type.Object({
  title: Type.String(),
  publisher: Type.String(),
  licence: Type.String(),
  link: nullable(Type.String()),
  referenceDate: Type.String(),
  boundaryVersion: nullable(Type.String()),
  deliveryId: Type.Integer(),
  fileName: Type.String(),
  acceptedOn: nullable(Type.String()),
});

const workbenchInput = Type.Object({
  id: Type.String({ description: "Index, own index or runde-<number> for the round as it stands" }),
  level: Type.String(),
  period: Type.Optional(Type.String()),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
});

const workbenchOutput = Type.Object({
  id: Type.String(),
  label: text,
  description: text,
  version: Type.Integer(),
  /** Versions that there are, oldest first; empty for what the catalogue ships. */
  versions: Type.Array(
    Type.Object({ version: Type.Integer(), madeAt: Type.String(), reason: Type.String(), frozen: Type.Boolean() }),
  ),
  level: Type.String(),
  levelLabel: Type.String(),
  period: Type.String(),
  periods: Type.Array(Type.String()),
  definition: Type.Unsafe<IndexDefinition>({ type: "object" }),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  columns: Type.Array(
    Type.Object({
      id: Type.String(),
      label: text,
      unit: Type.String(),
      decimals: Type.Integer(),
      values: Type.Array(value),
      /** Standard errors behind the 95 % intervals; null where none is known. */
      errors: Type.Array(nullable(Type.Number())),
      baseFigures: Type.Array(Type.String()),
    }),
  ),
  /** What the definition asks for beside its indicators, such as the heads that small areas are left out by. */
  further: Type.Array(Type.Object({ id: Type.String(), values: Type.Array(value) })),
  /** By what a sum may be spread beside need: residents, children. */
  sizes: Type.Array(Type.Object({ id: Type.String(), label: text, values: Type.Array(value) })),
  sources: Type.Array(source),
});
export type Workbench = Static<typeof workbenchOutput>;

/**
 * Everything that an index is computed from, released: so that the browser can move weights, draw thousands of
 * rankings and spread money with the very engine of the server, at once.
 */
export const workbenchContract: Contract<typeof workbenchInput, typeof workbenchOutput> = {
  name: "combine.workbench",
  method: "GET",
  path: "/api/index/:id/workbench",
  summary: { de: "Definition und Werte eines Index zum Nachrechnen", en: "Definition and values of an index" },
  policy: { action: "read", object: "index" },
  input: workbenchInput,
  output: workbenchOutput,
};

const saveIndexInput = Type.Object({
  definition: Type.String({ maxLength: 200_000, description: "Definition as YAML or JSON, format kreislauf-index/1" }),
  reason: Type.String({ maxLength: 4000 }),
  basedOn: editing.basedOn,
});
const saveIndexOutput = Type.Object({ index: Type.String(), version: Type.Integer() });

export const saveIndexContract: Contract<typeof saveIndexInput, typeof saveIndexOutput> = {
  name: "combine.saveIndex",
  method: "POST",
  path: "/api/indices",
  summary: { de: "Einen eigenen Index anlegen oder neu fassen", en: "Make an index of one's own, or a new version" },
  policy: { action: "create", object: "index" },
  input: saveIndexInput,
  output: saveIndexOutput,
};

const sheetInput = Type.Object({ id: Type.String(), version: Type.Integer({ minimum: 1 }) });

/** Results of a frozen version as they were, with the values that they were computed from. */
const frozenResult = Type.Object({
  level: Type.String(),
  period: Type.String(),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  indices: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      values: Type.Array(value),
      ranks: Type.Array(nullable(Type.Integer())),
      classes: Type.Array(nullable(Type.Integer())),
    }),
  ),
  columns: Type.Array(Type.Object({ id: Type.String(), values: Type.Array(value) })),
});
export type FrozenResult = Static<typeof frozenResult>;

const sheetOutput = Type.Object({
  index: Type.String(),
  version: Type.Integer(),
  frozenAt: Type.String(),
  round: nullable(Type.Integer()),
  definition: Type.Unsafe<IndexDefinition>({ type: "object" }),
  sheet: Type.Unsafe<MethodSheet>({ type: "object" }),
  result: frozenResult,
});
export type FrozenIndex = Static<typeof sheetOutput>;

export const sheetContract: Contract<typeof sheetInput, typeof sheetOutput> = {
  name: "combine.methodSheet",
  method: "GET",
  path: "/api/index/:id/versions/:version",
  summary: { de: "Methodenblatt und Ergebnis einer festgelegten Fassung", en: "Method sheet of a frozen version" },
  policy: { action: "read", object: "index" },
  input: sheetInput,
  output: sheetOutput,
};
