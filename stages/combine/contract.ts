import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { nullable, numberOrNull, sourceSchema, textSchema, valueSchema } from "../describe/describe.ts";

/** How far the sentence should alarm: an `error` makes the index worthless, a `warning` asks for a look, a `note` informs. */
const check = Type.Object({
  code: Type.String(),
  severity: Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("note")]),
  sentence: Type.String(),
  /** What the sentence is made of, to say it in another language. */
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});

/** One component of the index as the definition has it, with what the data made of it. */
const component = Type.Object({
  id: Type.String(),
  label: textSchema,
  unit: Type.String(),
  decimals: Type.Integer(),
  /** +1: high raises the index; -1: high lowers it. */
  polarity: Type.Union([Type.Literal(1), Type.Literal(-1)]),
  /** As given, and what it comes to in the whole index (they add to 1). */
  weight: Type.Number(),
  effectiveWeight: Type.Number(),
  /** Over the areas with a value. `senseless` when there are none. */
  mean: valueSchema,
  deviation: valueSchema,
  minimum: valueSchema,
  maximum: valueSchema,
});

const indexedArea = Type.Object({
  code: Type.String(),
  name: Type.String(),
  index: valueSchema,
  /** 1 is the highest index; equal values share the smaller rank. Null without an index. */
  rank: nullable(Type.Integer()),
  /** Position in `classes`, from 0 (lowest index). Null without an index. */
  class: nullable(Type.Integer()),
  /** One per component, in the order of `components`. */
  values: Type.Array(valueSchema),
  normalised: Type.Array(valueSchema),
  /** Share of the index that comes from the component; they add up to the index. */
  contributions: Type.Array(valueSchema),
  /** Ids of components without a value here. */
  missing: Type.Array(Type.String()),
  /** Share of the weight that is present, 0 to 1. */
  presentWeight: Type.Number(),
  /** 95 % interval of the index itself from those of its components; null without draws or without errors. */
  indexLow: numberOrNull,
  indexHigh: numberOrNull,
  /** Ranks from 5 % to 95 % of the draws, and whether the class held in 90 % of them; null where no draws were asked for. */
  rankLow: numberOrNull,
  rankHigh: numberOrNull,
  classCertain: nullable(Type.Boolean()),
});

const indexClass = Type.Object({
  label: textSchema,
  /** Values from `from` up to, but without, `to`; the last class includes `to`. */
  from: Type.Number(),
  to: Type.Number(),
  count: Type.Integer(),
});

const normalisation = Type.Union([Type.Literal("z"), Type.Literal("minmax")]);

const indexInput = Type.Object({
  id: Type.String({ description: "Id of the index definition, e. g. sozialformel" }),
  level: Type.String({ description: "Area level, e. g. GEM" }),
  period: Type.Optional(Type.String({ description: "Newest common period when left out" })),
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: "Of an index of the county's own; newest when left out" }),
  ),
  index: Type.Optional(Type.String({ description: "Which index of the definition; the first when left out" })),
  normalisation: Type.Optional(normalisation),
  draws: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10000,
      description: "Draws of weights, methods and uncertain values, for intervals of the ranks; none when left out",
    }),
  ),
});

const indexOutput = Type.Object({
  id: Type.String(),
  label: textSchema,
  description: textSchema,
  version: Type.Integer(),
  /** Which index of the definition this is, and which there are: burden and competence, or the only one. */
  part: Type.String(),
  parts: Type.Array(Type.Object({ id: Type.String(), label: textSchema })),
  level: Type.String(),
  period: Type.String(),
  /** Periods in which at least one area gets an index, newest first. */
  periods: Type.Array(Type.String()),
  normalisation,
  /** What the components enter as: z-score, percentile rank; a general word where they differ. */
  entering: textSchema,
  /** The answer first: who is highest and lowest, how many areas have no index. German. */
  sentence: Type.String(),
  components: Type.Array(component),
  areas: Type.Array(indexedArea),
  classes: Type.Array(indexClass),
  dispersion: Type.Union([
    Type.Object({
      count: Type.Integer(),
      minimum: Type.Number(),
      quartile1: Type.Number(),
      median: Type.Number(),
      quartile3: Type.Number(),
      maximum: Type.Number(),
      mean: Type.Number(),
      deviation: Type.Number(),
    }),
    Type.Null(),
  ]),
  checks: Type.Array(check),
  sources: Type.Array(sourceSchema),
  /** The rules in words, for the method sheet. German. */
  method: Type.Object({
    normalisation: Type.String(),
    weights: Type.String(),
    aggregation: Type.String(),
    missing: Type.String(),
    classes: Type.String(),
  }),
});

export type IndexAnswer = Static<typeof indexOutput>;
export type IndexedArea = Static<typeof indexedArea>;

/** A composite index over all areas of a level: the Sozialformel at `/api/index/sozialformel?level=GEM`. */
export const indexContract: Contract<typeof indexInput, typeof indexOutput> = {
  name: "combine.index",
  method: "GET",
  path: "/api/index/:id",
  summary: {
    de: "Zusammengesetzter Index über alle Räume einer Ebene",
    en: "Composite index over all areas of a level",
  },
  policy: { action: "read", object: "index" },
  input: indexInput,
  output: indexOutput,
};

const simulationInput = Type.Object({
  id: Type.String(),
  level: Type.String(),
  period: Type.Optional(Type.String()),
  normalisation: Type.Optional(normalisation),
  draws: Type.Integer({ minimum: 1, maximum: 100_000 }),
});

const simulationOutput = Type.Object({ job: Type.Integer() });

/** Intervals of an index out of many draws, in the background; the job's file is the answer of `combine.index`. */
export const startSimulationContract: Contract<typeof simulationInput, typeof simulationOutput> = {
  name: "combine.startSimulation",
  method: "POST",
  path: "/api/index/:id/simulation",
  summary: {
    de: "Unsicherheit eines Index im Hintergrund berechnen",
    en: "Work out the uncertainty of an index in the background",
  },
  policy: { action: "read", object: "index" },
  input: simulationInput,
  output: simulationOutput,
};

const indicesInput = Type.Object({});

const indicesOutput = Type.Object({
  indices: Type.Array(
    Type.Object({
      id: Type.String(),
      label: textSchema,
      description: textSchema,
      version: Type.Integer(),
      components: Type.Array(Type.Object({ id: Type.String(), label: textSchema })),
      /** Shipped with the catalogue, made by the county, or frozen by a round. */
      origin: Type.Union([Type.Literal("shipped"), Type.Literal("own"), Type.Literal("round")]),
      frozenAt: Type.Union([Type.String(), Type.Null()]),
      /** Levels at which every component is defined. */
      levels: Type.Array(Type.String()),
      normalisations: Type.Array(normalisation),
    }),
  ),
});

/** The indices that the catalogue ships, and the county's own in their newest version. */
export const indicesContract: Contract<typeof indicesInput, typeof indicesOutput> = {
  name: "combine.indices",
  method: "GET",
  path: "/api/indices",
  summary: { de: "Verfügbare Indizes", en: "Indices on offer" },
  policy: { action: "read", object: "index" },
  input: indicesInput,
  output: indicesOutput,
};
