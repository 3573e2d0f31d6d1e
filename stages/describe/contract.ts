import { type Static, type TSchema, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import type { Value } from "../../kernel/value/value.ts";

/*
 * What the pages of this stage ask for and get. Figures travel as parallel arrays:
 * position n of `values`, `marks`, `lower`, … speaks of area n of `areas`.
 */

const Text = Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) });
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const numberOrNull = Type.Unsafe<number | null>({ type: ["number", "null"] });
const textOrNull = Type.Unsafe<string | null>({ type: ["string", "null"] });

/** A number, or why there is none: withheld, unknown, later, unreliable, senseless. */
const value = Type.Unsafe<Value>({ type: ["number", "string"] });
const values = Type.Array(value);
const numbers = Type.Array(numberOrNull);

const mark = Type.Unsafe<"unsafe" | "estimated" | "provisional" | "revised" | "approximate" | null>({
  type: ["string", "null"],
});
const marks = Type.Array(mark);

/**
 * Why there is no value, in more than one word: `partMissing` some areas inside did not deliver,
 * `notDelivered`, `notAggregatable`, `netOnly`, `withheld`, `rateOfWithheld`,
 * `dividedByZero`, `levelTooFine`, `notConverted`, `notDefined`. Its sentence stands in `reasonTexts`.
 */
const reasons = Type.Array(textOrNull);
const reasonTexts = Type.Record(Type.String(), Text);

const IndicatorHead = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  label: Text,
  topic: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: Type.Unsafe<"burden" | "competence" | "neutral">({ type: "string" }),
  lifePhase: Type.String(),
  lifeSituation: Type.String(),
});
export type IndicatorHead = Static<typeof IndicatorHead>;

const AreaHead = Type.Object({
  level: Type.String(),
  levelLabel: Text,
  code: Type.String(),
  name: Type.String(),
});
export type AreaHead = Static<typeof AreaHead>;

const Areas = Type.Object({
  codes: Type.Array(Type.String()),
  names: Type.Array(Type.String()),
});

/** What stands under every figure. */
const Source = Type.Object({
  title: Type.String(),
  publisher: Type.String(),
  licence: Type.String(),
  link: textOrNull,
  /** Reference date or time in words, as the base figure has it: `31.12.`, `Kalenderjahr`. */
  referenceDate: Type.String(),
  boundaryVersion: textOrNull,
  deliveryId: Type.Integer(),
  fileName: Type.String(),
  acceptedOn: textOrNull,
});
export type Source = Static<typeof Source>;

/** `unsafe`: the last interval covers the whole range; `tooShort`: fewer than four points; `broken`: a break lies inside. */
const trendLabel = Type.Unsafe<"rising" | "falling" | "stable" | "unsafe" | "tooShort" | "broken">({ type: "string" });
const judgement = Type.Unsafe<"favourable" | "unfavourable" | null>({ type: ["string", "null"] });

const Trend = Type.Object({
  /** Units per year. */
  slope: numberOrNull,
  percentOfMean: numberOrNull,
  label: trendLabel,
  judgement,
  points: Type.Integer(),
});
export type TrendAnswer = Static<typeof Trend>;

/** Dispersion over the areas (PM08-005): population standard deviation, coefficient of variation, largest : smallest. */
const Statistics = Type.Object({
  count: Type.Integer(),
  min: Type.Number(),
  q1: Type.Number(),
  median: Type.Number(),
  q3: Type.Number(),
  max: Type.Number(),
  range: Type.Number(),
  mean: Type.Number(),
  deviation: Type.Number(),
  variation: numberOrNull,
  ratio: numberOrNull,
});
export type StatisticsAnswer = Static<typeof Statistics>;

const classMethod = Type.Unsafe<"quantile" | "equal" | "jenks" | "deviation" | "manual">({
  type: "string",
  enum: ["quantile", "equal", "jenks", "deviation", "manual"],
});

const Classes = Type.Object({
  method: classMethod,
  /** Inner limits, ascending: a value belongs to the class whose number is how many limits are ≤ it. */
  limits: Type.Array(Type.Number()),
  /** Areas per class, one more than limits. */
  counts: Type.Array(Type.Integer()),
  /** Class of each area, or -1 without a value. */
  classOf: Type.Array(Type.Integer()),
  /** Whether somebody fixed them for this indicator and level; else they are computed for this period. */
  stored: Type.Boolean(),
});

// County -----------------------------------------------------------------------------------

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
    /** A sentence to show everywhere, such as that the demo county is invented. */
    notice: Nullable(Text),
    levels: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Text,
        rank: Type.Integer(),
        purposes: Type.Array(Type.String()),
        areaCount: Type.Integer(),
        divisions: Type.Array(Type.Object({ id: Type.String(), label: Text, areaCount: Type.Integer() })),
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
    baseMap: Nullable(
      Type.Object({
        kind: Type.Unsafe<"tiles" | "wms">({ type: "string" }),
        url: Type.String(),
        attribution: Type.String(),
      }),
    ),
    /** Raised with every acceptance; pages that show an older one are stale. */
    dataState: Type.Integer(),
    version: Type.String(),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type County = Static<typeof countyContract.output>;

// Catalogue --------------------------------------------------------------------------------

export const vocabularyContract = {
  name: "describe.vocabulary",
  method: "GET",
  path: "/api/vocabulary",
  summary: {
    de: "Themen, Lebensphasen und Lebenslagen mit ihren Namen",
    en: "Themes, life phases and life situations by name",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    topics: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    lifePhases: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    lifeSituations: Type.Array(Type.Object({ id: Type.String(), label: Text })),
    facilityKinds: Type.Array(Type.Object({ id: Type.String(), label: Text })),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Vocabulary = Static<typeof vocabularyContract.output>;

export const indicatorsContract = {
  name: "describe.indicators",
  method: "GET",
  path: "/api/indicators",
  summary: { de: "Alle Kennzahlen und Indikatoren, von A bis Z", en: "All indicators, A to Z" },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    indicators: Type.Array(
      Type.Object({
        ...IndicatorHead.properties,
        levels: Type.Array(Type.String()),
        /** Newest period in which any area has a value; null without data. */
        latestPeriod: textOrNull,
        hasData: Type.Boolean(),
        /** Added or changed by the county rather than shipped. */
        own: Type.Boolean(),
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type IndicatorList = Static<typeof indicatorsContract.output>;

const BaseFigure = Type.Object({
  id: Type.String(),
  label: Text,
  unit: Type.String(),
  kind: Type.Unsafe<"stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate">({ type: "string" }),
  additive: Type.Unsafe<"yes" | "no" | "net_only">({ type: "string" }),
  topic: Type.String(),
  levelMin: Type.String(),
  access: Type.Unsafe<"open" | "on_request" | "own_register" | "protected_zone">({ type: "string" }),
  disclosure: Type.Unsafe<"none" | "ckm" | "round5" | "money" | "min3" | "min5">({ type: "string" }),
  reference: Type.String(),
  source: Type.String(),
  fileFormat: Type.String(),
});

const IndicatorVersion = Type.Object({
  ...IndicatorHead.properties,
  formula: Type.String(),
  defaultSubindex: Type.Unsafe<"belastung" | "kompetenz" | null>({ type: ["string", "null"] }),
  levels: Type.Array(Type.String()),
  aggregation: Type.Unsafe<"sum" | "recompute" | "recompute_approx" | "not_aggregatable">({ type: "string" }),
  disclosure: BaseFigure.properties.disclosure,
  source: Type.String(),
  note: Type.String(),
});

export const indicatorContract = {
  name: "describe.indicator",
  method: "GET",
  path: "/api/indicators/:id",
  summary: {
    de: "Steckbrief einer Kennzahl mit allen Fassungen",
    en: "Method sheet of an indicator with all versions",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ id: Type.String() }),
  output: Type.Object({
    indicator: IndicatorVersion,
    /** All versions, newest first; the shipped one has no person. */
    versions: Type.Array(
      Type.Object({
        version: Type.Integer(),
        changedAt: textOrNull,
        person: textOrNull,
        reason: Type.String(),
        definition: IndicatorVersion,
      }),
    ),
    baseFigures: Type.Array(Type.Object({ ...BaseFigure.properties, hasData: Type.Boolean() })),
    /** Which level has values in which periods. */
    periods: Type.Array(Type.Object({ level: Type.String(), periods: Type.Array(Type.String()) })),
    /** Breakdowns for which all base figures exist, `""` is the whole. */
    breakdowns: Type.Array(Type.String()),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type IndicatorSheet = Static<typeof indicatorContract.output>;

export const saveIndicatorContract = {
  name: "describe.saveIndicator",
  method: "POST",
  path: "/api/indicators",
  summary: {
    de: "Legt eine Kennzahl an oder eine neue Fassung davon, mit Grund",
    en: "Adds an indicator or a new version of one, with reason",
  },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String({ pattern: "^[a-z][a-z0-9_-]*$", maxLength: 80 }),
    label: Text,
    topic: Type.String(),
    formula: Type.String({ minLength: 1, maxLength: 2000 }),
    unit: Type.String({ maxLength: 60 }),
    decimals: Type.Integer({ minimum: 0, maximum: 6 }),
    direction: Type.Unsafe<"burden" | "competence" | "neutral">({
      type: "string",
      enum: ["burden", "competence", "neutral"],
    }),
    lifePhase: Type.String(),
    lifeSituation: Type.String(),
    levels: Type.Array(Type.String(), { minItems: 1 }),
    aggregation: Type.Unsafe<"sum" | "recompute" | "recompute_approx" | "not_aggregatable">({
      type: "string",
      enum: ["sum", "recompute", "recompute_approx", "not_aggregatable"],
    }),
    disclosure: Type.Unsafe<"none" | "ckm" | "round5" | "money" | "min3" | "min5">({
      type: "string",
      enum: ["none", "ckm", "round5", "money", "min3", "min5"],
    }),
    source: Type.String(),
    note: Type.String(),
    /** Why it is added or changed; stands in the history. */
    reason: Type.String({ minLength: 1 }),
  }),
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;

/** A place in a formula: character from 1, how many, and what is wrong there. */
const FormulaFinding = Type.Object({
  code: Type.String(),
  severity: Type.Unsafe<"error" | "warning" | "note">({ type: "string" }),
  character: Type.Integer(),
  length: Type.Integer(),
  sentence: Type.String(),
  suggestions: Type.Array(Type.String()),
});
export type FormulaFindingAnswer = Static<typeof FormulaFinding>;

export const checkFormulaContract = {
  name: "describe.checkFormula",
  method: "POST",
  path: "/api/formula/check",
  summary: {
    de: "Prüft eine Formel und zeigt Fehler am Zeichen",
    en: "Checks a formula and shows errors at the character",
  },
  policy: { action: "read", object: "definition" },
  input: Type.Object({ formula: Type.String({ maxLength: 2000 }) }),
  output: Type.Object({
    accepted: Type.Boolean(),
    findings: Type.Array(FormulaFinding),
    baseFigures: Type.Array(Type.String()),
    /** Unit that follows from the parts, where it can be told; levels down to which all parts exist. */
    unit: textOrNull,
    levels: Type.Array(Type.String()),
    aggregation: Type.String(),
  }),
} as const satisfies Contract<TSchema, TSchema>;

export const baseFiguresContract = {
  name: "describe.baseFigures",
  method: "GET",
  path: "/api/base-figures",
  summary: { de: "Alle Grundzahlen", en: "All base figures" },
  policy: { action: "read", object: "definition" },
  input: Type.Object({}),
  output: Type.Object({
    baseFigures: Type.Array(
      Type.Object({ ...BaseFigure.properties, hasData: Type.Boolean(), latestPeriod: textOrNull, own: Type.Boolean() }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type BaseFigureList = Static<typeof baseFiguresContract.output>;

export const saveBaseFigureContract = {
  name: "describe.saveBaseFigure",
  method: "POST",
  path: "/api/base-figures",
  summary: {
    de: "Legt eine Grundzahl an oder eine neue Fassung davon",
    en: "Adds a base figure or a new version of one",
  },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", maxLength: 80 }),
    label: Text,
    unit: Type.String({ minLength: 1 }),
    kind: Type.Unsafe<"stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate">({
      type: "string",
      enum: ["stock", "flow", "amount", "median", "mean", "projection", "estimate"],
    }),
    additive: Type.Unsafe<"yes" | "no" | "net_only">({ type: "string", enum: ["yes", "no", "net_only"] }),
    topic: Type.String(),
    levelMin: Type.String(),
    access: Type.Unsafe<"open" | "on_request" | "own_register" | "protected_zone">({
      type: "string",
      enum: ["open", "on_request", "own_register", "protected_zone"],
    }),
    disclosure: Type.Unsafe<"none" | "ckm" | "round5" | "money" | "min3" | "min5">({
      type: "string",
      enum: ["none", "ckm", "round5", "money", "min3", "min5"],
    }),
    reference: Type.String(),
    source: Type.String(),
    fileFormat: Type.String(),
    reason: Type.String({ minLength: 1 }),
  }),
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
} as const satisfies Contract<TSchema, TSchema>;

// Figures ----------------------------------------------------------------------------------

export const mapContract = {
  name: "describe.map",
  method: "GET",
  path: "/api/map",
  summary: {
    de: "Eine Kennzahl in einem Zeitraum für alle Gebiete einer Ebene",
    en: "One indicator, one period, all areas of a level",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    /** Without it the newest period with values. */
    period: Type.Optional(Type.String()),
    /** Where a level has several divisions; else the first. */
    division: Type.Optional(Type.String()),
    /** Years put together for small numbers: 1 is one period. */
    pooledYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    /** Shows a population-weighted mean where nothing can be summed, marked `approximate`. */
    approximate: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    level: Type.String(),
    levelLabel: Text,
    division: textOrNull,
    period: textOrNull,
    periods: Type.Array(Type.String()),
    previousPeriod: textOrNull,
    areas: Areas,
    values,
    marks,
    reasons,
    reasonTexts,
    /** 95 % interval: Wilson for shares, Byar for other rates of counts; null where there is none. */
    lower: numbers,
    upper: numbers,
    numerator: Nullable(values),
    denominator: Nullable(values),
    previous: values,
    county: Type.Object({
      name: Type.String(),
      value,
      mark,
      lower: numberOrNull,
      upper: numberOrNull,
      previous: value,
    }),
    statistics: Nullable(Statistics),
    statisticsBefore: Nullable(Statistics),
    /** Whether the areas have come closer to each other since the previous period (by coefficient of variation). */
    disparity: Type.Unsafe<"decreasing" | "increasing" | "unchanged" | null>({ type: ["string", "null"] }),
    classes: Nullable(Classes),
    pooledYears: Type.Integer(),
    sentence: Text,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type MapAnswer = Static<typeof mapContract.output>;

export const setClassesContract = {
  name: "describe.setClasses",
  method: "PUT",
  path: "/api/indicators/:id/classes",
  summary: { de: "Legt die Klassen einer Karte fest", en: "Fixes the classes of a map" },
  policy: { action: "change", object: "definition" },
  input: Type.Object({
    id: Type.String(),
    level: Type.String(),
    method: classMethod,
    count: Type.Integer({ minimum: 2, maximum: 9 }),
    /** Inner limits for `manual` or to hold computed ones fixed; null computes them per period. */
    limits: Nullable(Type.Array(Type.Number())),
  }),
  output: Type.Object({ stored: Type.Boolean() }),
} as const satisfies Contract<TSchema, TSchema>;

export const trendContract = {
  name: "describe.trend",
  method: "GET",
  path: "/api/trend",
  summary: { de: "Eine Kennzahl über alle Zeiträume", en: "One indicator over all periods" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    /** Codes of the level, or `EBENE:code` of any level, parted by commas; without it all areas of the level. */
    areas: Type.Optional(Type.String()),
    division: Type.Optional(Type.String()),
    /** Computes trends although a break lies inside. */
    acrossBreaks: Type.Optional(Type.Boolean()),
    approximate: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    level: Type.String(),
    periods: Type.Array(Type.String()),
    areas: Type.Object({
      levels: Type.Array(Type.String()),
      codes: Type.Array(Type.String()),
      names: Type.Array(Type.String()),
    }),
    /** Row n is area n, column m is period m; so are `marks` (null: no mark anywhere). */
    values: Type.Array(values),
    marks: Nullable(Type.Array(marks)),
    county: Type.Object({ name: Type.String(), values, marks, trend: Trend }),
    /** Where a line must not be drawn through; `areas` null means all. The gap lies before `period`. */
    breaks: Type.Array(
      Type.Object({
        period: Type.String(),
        kind: Type.Unsafe<"boundary" | "method" | "gap">({ type: "string" }),
        note: Text,
        areas: Nullable(Type.Array(Type.String())),
      }),
    ),
    /** Values brought over from older boundaries. */
    converted: Type.Array(
      Type.Object({
        code: Type.String(),
        periods: Type.Array(Type.String()),
        method: Type.String(),
        from: Type.Array(Type.String()),
        note: Text,
      }),
    ),
    /** One per area. */
    trends: Type.Array(Trend),
    sentence: Text,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type TrendSeriesAnswer = Static<typeof trendContract.output>;

/** Residents by age, men and women; `total` is everybody, also those of withheld age groups. */
const Sexes = Type.Object({ male: values, female: values, total: value });

const ProfileRow = Type.Object({
  indicator: IndicatorHead,
  period: Type.String(),
  value,
  mark,
  reason: textOrNull,
  lower: numberOrNull,
  upper: numberOrNull,
  sparkline: Type.Object({ periods: Type.Array(Type.String()), values }),
  trend: Trend,
  /** Of all comparable areas: those of the same division. */
  range: Nullable(
    Type.Object({
      count: Type.Integer(),
      min: Type.Number(),
      q1: Type.Number(),
      median: Type.Number(),
      q3: Type.Number(),
      max: Type.Number(),
    }),
  ),
  county: value,
  peer: Nullable(value),
  /** Share of comparable areas that lie lower, 0 to 1; null without value. */
  position: numberOrNull,
});
export type ProfileRow = Static<typeof ProfileRow>;

export const profileContract = {
  name: "describe.profile",
  method: "GET",
  path: "/api/profile",
  summary: { de: "Ein Gebiet mit allen Kennzahlen", en: "One area with all indicators" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    level: Type.String(),
    code: Type.String(),
    /** Without it each indicator shows its newest period. */
    period: Type.Optional(Type.String()),
    /** Codes of the same level that make the peer group, parted by commas. */
    peers: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    area: AreaHead,
    parents: Type.Array(AreaHead),
    children: Type.Array(AreaHead),
    peers: Type.Array(AreaHead),
    /** How many areas the ranges are made of. */
    comparable: Type.Integer(),
    facts: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Text,
        value,
        unit: Type.String(),
        decimals: Type.Integer(),
        period: Type.String(),
      }),
    ),
    /** Residents by age and sex, youngest first; null without such data. */
    pyramid: Nullable(
      Type.Object({
        period: Type.String(),
        /** Age groups in the words of their source, and the ages that they mean (`to` excluded, null is open). */
        bands: Type.Array(Type.String()),
        ages: Type.Array(Type.Object({ from: Type.Integer(), to: numberOrNull })),
        ...Sexes.properties,
        /** The same of the whole county; null where the area is the county. */
        county: Nullable(Sexes),
        sentence: Text,
        sources: Type.Array(Source),
      }),
    ),
    groups: Type.Array(Type.Object({ id: Type.String(), label: Text, rows: Type.Array(ProfileRow) })),
    /** Ids of indicators, by position among comparable areas and direction; neutral ones never. */
    strongest: Type.Array(Type.String()),
    weakest: Type.Array(Type.String()),
    facilities: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer() })),
    reasonTexts,
    sentence: Text,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Profile = Static<typeof profileContract.output>;

export const comparisonContract = {
  name: "describe.comparison",
  method: "GET",
  path: "/api/comparison",
  summary: { de: "Bis zu sechs Gebiete nebeneinander", en: "Up to six areas side by side" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    /** `EBENE:code`, parted by commas; levels may be mixed. */
    areas: Type.String(),
    /** Ids parted by commas. */
    indicators: Type.String(),
    period: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    areas: Type.Array(AreaHead),
    rows: Type.Array(
      Type.Object({
        indicator: IndicatorHead,
        period: textOrNull,
        /** One per area. */
        values,
        marks,
        lower: numbers,
        upper: numbers,
        reasons,
        county: value,
        /** Of all areas on the level of the first area. */
        range: ProfileRow.properties.range,
        series: Type.Object({ periods: Type.Array(Type.String()), values: Type.Array(values), county: values }),
        sentence: Text,
      }),
    ),
    reasonTexts,
    notes: Type.Array(Text),
    sources: Type.Array(Source),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Comparison = Static<typeof comparisonContract.output>;

export const overviewContract = {
  name: "describe.overview",
  method: "GET",
  path: "/api/overview",
  summary: {
    de: "Der Kreis auf einen Blick: höchstens zwölf Kacheln",
    en: "The county at a glance: at most twelve tiles",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    /** Ids parted by commas; without it the county's own choice, else one or two of each life situation. */
    indicators: Type.Optional(Type.String()),
  }),
  output: Type.Object({
    name: Type.String(),
    tiles: Type.Array(
      Type.Object({
        indicator: IndicatorHead,
        period: Type.String(),
        value,
        mark,
        sentence: Text,
        sparkline: Type.Object({ periods: Type.Array(Type.String()), values }),
        trend: Trend,
        source: Source,
      }),
    ),
    news: Type.Array(
      Type.Object({
        deliveryId: Type.Integer(),
        title: Type.String(),
        acceptedOn: Type.String(),
        person: Type.String(),
        figures: Type.Array(Type.String()),
      }),
    ),
    /** Deliveries that wait, by state. */
    waiting: Type.Array(Type.Object({ deliveryId: Type.Integer(), title: Type.String(), state: Type.String() })),
    sentence: Text,
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Overview = Static<typeof overviewContract.output>;

// Lineage ----------------------------------------------------------------------------------

const LineageCell = Type.Object({
  area: AreaHead,
  /** Share of this area that counts, 1 for the whole. */
  share: Type.Number(),
  value,
  /** What the source printed beside the number, `12p` or `(12)`; null where nothing or where there is no number. */
  mark,
  delivery: Nullable(
    Type.Object({
      id: Type.Integer(),
      fileName: Type.String(),
      fileHash: Type.String(),
      sheet: Type.String(),
      row: numberOrNull,
      column: numberOrNull,
      reader: textOrNull,
      acceptedBy: textOrNull,
      acceptedAt: textOrNull,
      title: Type.String(),
      publisher: Type.String(),
      licence: Type.String(),
      boundaryVersion: textOrNull,
    }),
  ),
  /** How the value came over from other boundaries, in words; null when it did not. */
  conversion: Nullable(Text),
});

export const lineageContract = {
  name: "describe.lineage",
  method: "GET",
  path: "/api/lineage",
  summary: {
    de: "Woher ein Wert kommt, bis zur Zeile der Datei",
    en: "Where a value comes from, down to the row of the file",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    indicator: Type.String(),
    level: Type.String(),
    code: Type.String(),
    period: Type.String(),
  }),
  output: Type.Object({
    indicator: IndicatorHead,
    area: AreaHead,
    period: Type.String(),
    value,
    mark,
    reason: textOrNull,
    definition: Type.Object({
      version: Type.Integer(),
      formula: Type.String(),
      changedAt: textOrNull,
      person: textOrNull,
      aggregation: Type.String(),
      source: Type.String(),
      note: Type.String(),
    }),
    parts: Type.Array(
      Type.Object({
        baseFigure: BaseFigure,
        /** Differs from the value's period under LAG. */
        period: Type.String(),
        value,
        /** `delivered` for this very area; `summed` over smaller ones; `converted` from older boundaries; `weighted` mean; `none`. */
        how: Type.Unsafe<"delivered" | "summed" | "converted" | "weighted" | "none">({ type: "string" }),
        /** A sum of the parts that lost against the delivered value, for comparison. */
        sumOfParts: Nullable(value),
        cells: Type.Array(LineageCell),
      }),
    ),
    /** The same as a story from source to shown number: source, delivery, boundaries, aggregation, formula, protection. */
    steps: Type.Array(
      Type.Object({
        kind: Type.Unsafe<"source" | "delivery" | "boundary" | "aggregation" | "formula" | "protection">({
          type: "string",
        }),
        title: Text,
        sentence: Text,
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Lineage = Static<typeof lineageContract.output>;

// Files and places -------------------------------------------------------------------------

export const exportContract = {
  name: "describe.export",
  method: "GET",
  path: "/api/export",
  summary: {
    de: "Zahlen einer Seite als Datei: CSV oder XLSX für Excel, JSON-stat",
    en: "A page's figures as CSV, XLSX or JSON-stat",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({
    what: Type.Unsafe<"map" | "trend" | "profile" | "pyramid" | "comparison">({
      type: "string",
      enum: ["map", "trend", "profile", "pyramid", "comparison"],
    }),
    format: Type.Unsafe<"csv" | "xlsx" | "json-stat">({ type: "string", enum: ["csv", "xlsx", "json-stat"] }),
    indicator: Type.Optional(Type.String()),
    indicators: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
    areas: Type.Optional(Type.String()),
    period: Type.Optional(Type.String()),
    division: Type.Optional(Type.String()),
    peers: Type.Optional(Type.String()),
    language: Type.Optional(Type.Unsafe<"de" | "en">({ type: "string", enum: ["de", "en"] })),
  }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({
    "x-file": "application/octet-stream",
  }),
} as const satisfies Contract<TSchema, TSchema>;

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
      }),
    ),
  }),
} as const satisfies Contract<TSchema, TSchema>;
export type Facilities = Static<typeof facilitiesContract.output>;
