import { type Static, Type } from "typebox";

/*
 * What an index definition may say, as it stands in a YAML or JSON file. The schema checks it, types it and
 * documents it: `catalogue/indices/index-definition.schema.json` is generated from here.
 * Explained for users in docs/methods/index-definition.md.
 */

const closed = { additionalProperties: false } as const;

const label = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object({ de: Type.String({ minLength: 1 }), en: Type.Optional(Type.String()) }, closed),
]);

const divisor = Type.Enum(["population", "sample"], {
  description: "Divisor of the variance: n (the areas are all there are) or n - 1",
});

const classCount = Type.Integer({ minimum: 2, maximum: 100 });

const limitRules = [
  Type.Object(
    {
      method: Type.Literal("quantile"),
      count: classCount,
      type: Type.Optional(Type.Enum([1, 2, 3, 4, 5, 6, 7, 8, 9], { description: "Hyndman and Fan; 7 unless told" })),
      labels: Type.Optional(Type.Array(label)),
    },
    closed,
  ),
  Type.Object(
    { method: Type.Literal("equalWidth"), count: classCount, labels: Type.Optional(Type.Array(label)) },
    closed,
  ),
  Type.Object(
    { method: Type.Literal("naturalBreaks"), count: classCount, labels: Type.Optional(Type.Array(label)) },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("deviation"),
      limits: Type.Optional(
        Type.Array(Type.Number(), { minItems: 1, description: "In standard deviations; -1, 0, 1 unless told" }),
      ),
      limitBelongs: Type.Optional(Type.Enum(["above", "below"])),
      labels: Type.Optional(Type.Array(label)),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("manual"),
      limits: Type.Array(Type.Number(), { minItems: 1 }),
      limitBelongs: Type.Optional(Type.Enum(["above", "below"])),
      labels: Type.Optional(Type.Array(label)),
    },
    closed,
  ),
] as const;

/** Classes whose limits are values, so that one can say from where to where each goes. */
const limitRule = Type.Union([...limitRules]);

const classRule = Type.Union([
  ...limitRules,
  Type.Object(
    {
      method: Type.Literal("rankShare", { description: "Class 1 holds the highest ranks, as the English deciles" }),
      count: classCount,
      labels: Type.Optional(Type.Array(label)),
    },
    closed,
  ),
]);

const normalisationNames = [
  "z",
  "minmax",
  "goalposts",
  "rank",
  "percentileRank",
  "borda",
  "distanceToTarget",
  "distanceToMaximum",
  "fractionOfMaximum",
  "classPoints",
  "exponential",
  "none",
] as const;

const ties = Type.Enum(["smallest", "mean"], { description: "What areas that agree share; smallest unless told" });
const scale = { from: Type.Optional(Type.Number()), to: Type.Optional(Type.Number()) };

const normalisation = Type.Union([
  Type.Enum([...normalisationNames]),
  Type.Object({ method: Type.Literal("z"), divisor: Type.Optional(divisor) }, closed),
  Type.Object({ method: Type.Literal("minmax"), ...scale }, closed),
  Type.Object({ method: Type.Literal("goalposts"), ...scale }, closed),
  Type.Object({ method: Type.Literal("rank"), ties: Type.Optional(ties) }, closed),
  Type.Object({ method: Type.Literal("percentileRank") }, closed),
  Type.Object({ method: Type.Literal("borda"), ties: Type.Optional(ties) }, closed),
  Type.Object({ method: Type.Literal("distanceToTarget"), cap: Type.Optional(Type.Boolean()) }, closed),
  Type.Object({ method: Type.Literal("distanceToMaximum") }, closed),
  Type.Object({ method: Type.Literal("fractionOfMaximum") }, closed),
  Type.Object({ method: Type.Literal("classPoints"), classes: Type.Optional(limitRule) }, closed),
  Type.Object(
    { method: Type.Literal("exponential"), scale: Type.Optional(Type.Number({ exclusiveMinimum: 0 })) },
    closed,
  ),
  Type.Object({ method: Type.Literal("none") }, closed),
]);

const winsorising = {
  skewness: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  kurtosis: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  points: Type.Optional(Type.Integer({ minimum: 0, description: "Most values moved in; 5 unless told" })),
};

const treatment = Type.Union([
  Type.Enum(["none", "winsorise", "winsoriseThenLog", "log"]),
  Type.Object({ method: Type.Literal("none") }, closed),
  Type.Object({ method: Type.Literal("winsorise"), ...winsorising }, closed),
  Type.Object(
    {
      method: Type.Literal("winsoriseThenLog"),
      ...winsorising,
      log: Type.Optional(Type.Enum(["shifted", "shiftedByOne", "natural", "none"])),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("log", { description: "In any case, not only when the distribution is skewed" }),
      log: Type.Optional(Type.Enum(["shifted", "shiftedByOne", "natural"])),
    },
    closed,
  ),
]);

const plainAggregation = Type.Enum(["arithmetic", "geometric", "harmonic", "copeland", "sum"]);

const aggregation = Type.Union([
  plainAggregation,
  Type.Object({ method: plainAggregation }, closed),
  Type.Object({ method: Type.Literal("generalised"), power: Type.Number() }, closed),
]);

const weights = Type.Union([
  Type.Enum(["equal", "given", "grades", "importance"]),
  Type.Object({ method: Type.Literal("equal") }, closed),
  Type.Object(
    {
      method: Type.Literal("given"),
      rescale: Type.Optional(
        Type.Boolean({ description: "false: weights stay as they are, even if they do not add to 1 (IMD)" }),
      ),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("grades"),
      table: Type.Optional(
        Type.Union([
          Type.Enum(["1-2-3-4", "1-2-4-8"]),
          Type.Array(Type.Number({ minimum: 0, maximum: 1e9 }), { minItems: 4, maxItems: 4 }),
        ]),
      ),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("budget"),
      allocations: Type.Array(
        Type.Object(
          {
            by: Type.String(),
            group: Type.Optional(Type.String()),
            points: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1e9 })),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("pairs", { description: "Analytic hierarchy process" }),
      comparisons: Type.Array(
        Type.Object(
          {
            more: Type.String(),
            less: Type.String(),
            times: Type.Number({ exclusiveMinimum: 0, description: "How many times `more` matters as much as `less`" }),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      method: Type.Literal("order", {
        description: "Rank-order centroid: who says what matters more, but not how much",
      }),
      orders: Type.Array(
        Type.Object(
          { by: Type.String(), order: Type.Array(Type.String(), { minItems: 1, description: "Most important first" }) },
          closed,
        ),
        { minItems: 1 },
      ),
    },
    closed,
  ),
  Type.Object({ method: Type.Literal("importance") }, closed),
]);

const missing = Type.Object(
  {
    minimumWeight: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: "Share of the weight that must be present; 0.8 unless told" }),
    ),
  },
  closed,
);

/** What holds for everything below, unless said otherwise there. */
const inherited = {
  normalisation: Type.Optional(normalisation),
  treatment: Type.Optional(treatment),
  aggregation: Type.Optional(aggregation),
  weights: Type.Optional(weights),
  missing: Type.Optional(missing),
};

const grade = Type.Enum(["gering", "mittel", "hoch", "sehr_hoch"]);
const polarity = Type.Enum([1, -1], { description: "1: high raises the index, -1: high lowers it" });

const component = {
  weight: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
  grade: Type.Optional(grade),
  importance: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
  label: Type.Optional(label),
};

const indicatorComponent = Type.Object(
  {
    indicator: Type.String({ minLength: 1, description: "Id of the indicator, also the name of its column" }),
    ...component,
    polarity: Type.Optional(polarity),
    unit: Type.Optional(Type.String()),
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    denominator: Type.Optional(Type.String({ description: "Column that the values are divided by" })),
    factor: Type.Optional(Type.Number()),
    treatment: Type.Optional(treatment),
    normalisation: Type.Optional(normalisation),
    target: Type.Optional(Type.Number()),
    goalposts: Type.Optional(
      Type.Object({ lower: Type.Number(), upper: Type.Number() }, { ...closed, description: "Fixed over time" }),
    ),
    standardError: Type.Optional(Type.String({ description: "Column with the standard error of the value" })),
    cases: Type.Optional(Type.String({ description: "Column with the cases of a share, for its interval" })),
    base: Type.Optional(Type.String({ description: "Column with the persons that a share refers to" })),
    partOf: Type.Optional(Type.Array(Type.String(), { description: "Indicators that contain this one" })),
    baseFigures: Type.Optional(Type.Array(Type.String())),
    note: Type.Optional(Type.String()),
  },
  closed,
);

const groupComponent = Type.Object(
  {
    id: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_-]*$" }),
    ...component,
    description: Type.Optional(label),
    components: Type.Array(Type.Union([indicatorComponent, Type.Ref("Group")]), { minItems: 1 }),
    ...inherited,
    // Written twice, the second time for the result of the group.
    afterwards: Type.Optional(normalisation),
    polarity: Type.Optional(polarity),
    classes: Type.Optional(classRule),
  },
  closed,
);

const Group = Type.Cyclic({ Group: groupComponent }, "Group");

export const indexDefinition = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "Where editors find this schema, in JSON files" })),
    format: Type.Literal("kreislauf-index/1"),
    id: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_-]*$" }),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    label,
    description: Type.Optional(label),
    source: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    areas: Type.Optional(
      Type.Object(
        {
          known: Type.Optional(Type.Array(Type.String(), { description: "Codes that may occur; others are refused" })),
          exclude: Type.Optional(
            Type.Object(
              {
                below: Type.Optional(Type.Object({ column: Type.String(), minimum: Type.Number() }, { ...closed })),
                codes: Type.Optional(Type.Array(Type.String())),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    imputation: Type.Optional(
      Type.Object(
        {
          method: Type.Enum(["mean", "median"]),
          within: Type.Optional(Type.String({ description: "Column that groups the areas" })),
        },
        closed,
      ),
    ),
    screening: Type.Optional(Type.Object({ minimumShare: Type.Number({ minimum: 0, maximum: 1 }) }, { ...closed })),
    ...inherited,
    indices: Type.Array(Group, { minItems: 1 }),
    matrix: Type.Optional(
      Type.Object({ status: Type.String(), dynamics: Type.String() }, { ...closed, description: "Status × dynamics" }),
    ),
    axes: Type.Optional(
      Type.Object(
        {
          burden: Type.String(),
          competence: Type.String(),
          limits: Type.Optional(
            Type.Object(
              { burden: Type.Number(), competence: Type.Number() },
              { ...closed, description: "0 unless told" },
            ),
          ),
        },
        closed,
      ),
    ),
    higherLevels: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String(),
            column: Type.String({ description: "Column with the code of the higher area" }),
            population: Type.String({ description: "Column with the residents" }),
            index: Type.Optional(Type.String()),
            afterwards: Type.Optional(normalisation),
            classes: Type.Optional(Type.Array(classRule)),
          },
          closed,
        ),
      ),
    ),
    uncertainty: Type.Optional(
      Type.Object(
        {
          weights: Type.Optional(
            Type.Union([
              Type.Enum(["fixed", "free"]),
              Type.Object({ noise: Type.Number({ minimum: 0, maximum: 1 }) }, { ...closed }),
            ]),
          ),
          normalisation: Type.Optional(Type.Array(normalisation, { minItems: 1 })),
          aggregation: Type.Optional(Type.Array(aggregation, { minItems: 1 })),
          treatment: Type.Optional(Type.Array(treatment, { minItems: 1 })),
          smallNumbers: Type.Optional(Type.Boolean()),
          priority: Type.Optional(
            Type.Union([
              Type.Object({ topShare: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) }, { ...closed }),
              Type.Object({ classes: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1 }) }, { ...closed }),
            ]),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** An index definition as written by a person; `readDefinition` gives the `IndexPlan` that the engine runs. */
export type IndexDefinition = Static<typeof indexDefinition>;
export type GroupDefinition = Static<typeof Group>;
export type IndicatorDefinition = Static<typeof indicatorComponent>;
export type NormalisationSetting = Static<typeof normalisation>;
export type TreatmentSetting = Static<typeof treatment>;
export type AggregationSetting = Static<typeof aggregation>;
export type WeightSetting = Static<typeof weights>;
export type ClassSetting = Static<typeof classRule>;
export type LabelSetting = Static<typeof label>;
