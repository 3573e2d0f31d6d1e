import { type Static, Type } from "typebox";

/**
 * What a table is made of and how it is protected, in one file that a statistics
 * office writes and keeps beside the table (YAML). The format is explained for
 * people in `docs/methods/table-specification.md`.
 */
export const Specification = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    source: Type.Optional(Type.String()),
    /** For whom the protected table is made. */
    audience: Type.Optional(Type.String()),
    dimensions: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1 }),
          /** Column of the file; the id, unless said otherwise. */
          column: Type.Optional(Type.String({ minLength: 1 })),
          label: Type.Optional(Type.String()),
          /** Code under which the total stands. */
          total: Type.Optional(Type.String({ minLength: 1 })),
          /** The finest codes; without them, those of the hierarchies, else those found in the file. */
          codes: Type.Optional(Type.Array(Type.String())),
          hierarchies: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  id: Type.String({ minLength: 1 }),
                  label: Type.Optional(Type.String()),
                  /** Every whole with its parts. */
                  parts: Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 })),
                },
                { additionalProperties: false },
              ),
            ),
          ),
          /** Groups of numbers for records: `[0, 3, 6]` makes 0–2, 3–5, 6 and more. */
          bands: Type.Optional(Type.Array(Type.Number(), { minItems: 1 })),
          /** Largest number that a record may bear here; what is above is impossible, like an age of 999. */
          largest: Type.Optional(Type.Number()),
          /** The column holds dates of birth; meant is the age in completed years on this day, `2023-12-31`. */
          ageOn: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
          /** Codes of the records and the codes that they become: `{ "1": m, "2": w }`. */
          recode: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 1 }))),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    /** Columns of the table file. */
    value: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
    /** Columns with the largest single contributions to a sum, largest first. */
    contributions: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /** Column with the number of cases, where the value is a sum of something else. */
    cases: Type.Optional(Type.String()),
    /** Which crossings are shown; without it, all dimensions crossed with all their margins. */
    crossings: Type.Optional(Type.Array(Type.Array(Type.String()), { minItems: 1 })),
    rules: Type.Array(
      Type.Union([
        Type.Object(
          {
            kind: Type.Literal("minimumCount"),
            minimum: Type.Integer({ minimum: 1 }),
            /** Whether "nobody" is a secret as well. */
            zeros: Type.Optional(Type.Union([Type.Literal("shown"), Type.Literal("withheld")])),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            kind: Type.Literal("dominance"),
            n: Type.Integer({ minimum: 1 }),
            k: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            kind: Type.Literal("pPercent"),
            p: Type.Number({ exclusiveMinimum: 0 }),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            kind: Type.Literal("pq"),
            p: Type.Number({ exclusiveMinimum: 0 }),
            q: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            kind: Type.Literal("group"),
            /** All of a group, or nobody, in one category of this dimension tells something about everyone. */
            dimension: Type.String(),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            /** Where a part leaves only a handful of its whole, the part is a secret: its share tells the rest. */
            kind: Type.Literal("share"),
            dimension: Type.String(),
            /** Code of the whole; the total, unless said otherwise. */
            base: Type.Optional(Type.String({ minLength: 1 })),
            minimum: Type.Integer({ minimum: 1 }),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            /** Only what the file's status column already withholds. */
            kind: Type.Literal("given"),
            setBy: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
      ]),
      { minItems: 1 },
    ),
    /** Columns with shares in percent: each row of the whole that stands in the same dimension. */
    shares: Type.Optional(
      Type.Array(
        Type.Object(
          {
            column: Type.String({ minLength: 1 }),
            /** Dimension in which part and whole stand. */
            of: Type.String({ minLength: 1 }),
            /** Code of the whole; the total, unless said otherwise. */
            base: Type.Optional(Type.String({ minLength: 1 })),
            /** Digits behind the point; 1, unless said otherwise. */
            decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
          },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
    ),
    /** How far from its true value an attacker must be kept, downwards and upwards. */
    protection: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Whether one person who knows their own case must learn nothing of others; yes unless said otherwise. */
    singletons: Type.Optional(Type.Boolean()),
    /** Cases that must be hidden together in one sum; 0 asks for none. */
    hiddenTogether: Type.Optional(Type.Integer({ minimum: 0 })),
    method: Type.Optional(
      Type.Union([
        Type.Literal("auto"),
        Type.Literal("gauss"),
        Type.Literal("optimal"),
        Type.Literal("cellkey"),
        Type.Literal("round"),
      ]),
    ),
    /** Tables that are out already; what they show cannot be withheld any more. */
    publishedBefore: Type.Optional(
      Type.Array(
        Type.Object(
          {
            file: Type.String({ minLength: 1 }),
            title: Type.Optional(Type.String()),
            value: Type.Optional(Type.String()),
            status: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    rounding: Type.Optional(
      Type.Object(
        { base: Type.Union([Type.Literal(3), Type.Literal(5), Type.Literal(10)]) },
        { additionalProperties: false },
      ),
    ),
    cellKey: Type.Optional(
      Type.Object(
        {
          /** Perturbation table in the τ-ARGUS text form; without it, one is made from the three numbers. */
          table: Type.Optional(Type.String()),
          /** Column of the table file with the cell key, of the records with the record key. */
          key: Type.Optional(Type.String()),
          largestChange: Type.Optional(Type.Integer({ minimum: 1 })),
          variance: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
          forbiddenUpTo: Type.Optional(Type.Integer({ minimum: 0 })),
        },
        { additionalProperties: false },
      ),
    ),
    records: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(
            Type.Union([Type.Literal("utf-8"), Type.Literal("windows-1252"), Type.Literal("iso-8859-1")]),
          ),
          delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
          /** Sheet of a workbook; needed where it has several. */
          sheet: Type.Optional(Type.String({ minLength: 1 })),
          /** Line of the file in which the names of the columns stand; the first one with anything in it, unless said otherwise. */
          headLine: Type.Optional(Type.Integer({ minimum: 1 })),
          /** Which records are meant: each column named here holds one of these codes. */
          only: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 }))),
          /** Column whose amounts are summed; without it, records are counted. */
          sum: Type.Optional(Type.String()),
          /** Column that must be different in every record. */
          unique: Type.Optional(Type.String()),
          /** How a record finds its area where it bears an address or a block instead. */
          area: Type.Optional(
            Type.Object(
              {
                /** Dimension that the area belongs to. */
                dimension: Type.String({ minLength: 1 }),
                by: Type.Union([
                  Type.Literal("streetRanges"),
                  Type.Literal("addressList"),
                  Type.Literal("block"),
                  Type.Literal("coordinates"),
                ]),
                /** File with the directory, its path counted from the specification. */
                directory: Type.String({ minLength: 1 }),
                /** Columns of the records. */
                street: Type.Optional(Type.String()),
                number: Type.Optional(Type.String()),
                place: Type.Optional(Type.String()),
                block: Type.Optional(Type.String()),
                east: Type.Optional(Type.String()),
                north: Type.Optional(Type.String()),
                /** Columns of the directory; of polygons, `area` is the property with the code. */
                columns: Type.Optional(
                  Type.Object(
                    {
                      place: Type.Optional(Type.String()),
                      street: Type.Optional(Type.String()),
                      from: Type.Optional(Type.String()),
                      to: Type.Optional(Type.String()),
                      side: Type.Optional(Type.String()),
                      number: Type.Optional(Type.String()),
                      block: Type.Optional(Type.String()),
                      area: Type.Optional(Type.String()),
                    },
                    { additionalProperties: false },
                  ),
                ),
              },
              { additionalProperties: false },
            ),
          ),
          /** What happens with a record that cannot be placed: left out and reported, or the run ends. */
          badRecords: Type.Optional(Type.Union([Type.Literal("leaveOut"), Type.Literal("stop")])),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

export type Specification = Static<typeof Specification>;
export type DimensionSpecification = Specification["dimensions"][number];
export type Rule = Specification["rules"][number];

/** Code of the total where the specification names none. */
export const usualTotal = "Insgesamt";
