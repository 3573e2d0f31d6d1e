import { type Static, Type } from "typebox";
import { type DisclosureRule, disclosureRules } from "../../kernel/indicator/baseFigure.ts";

/** A column by the text of its head, or by its position from 1. Position wins when two heads read the same. */
const columnSchema = Type.Union([Type.String({ minLength: 1 }), Type.Integer({ minimum: 1 })]);

/** A word of the file and the absence it means: `{ "*": "withheld" }`. */
const absenceWords = Type.Record(
  Type.String(),
  Type.Union([
    Type.Literal("withheld"),
    Type.Literal("unknown"),
    Type.Literal("later"),
    Type.Literal("unreliable"),
    Type.Literal("senseless"),
    Type.Literal("zero"),
  ]),
);

/** How a plain table lies in its sheet; only the `table` reader needs it. */
export const tableSchema = Type.Object({
  /** Name of the sheet; the first one with cells when left out. */
  sheet: Type.Optional(Type.String()),
  /** Further sheets that lie like the first: one per year, town or figure. What the sheet itself stands for is said here. */
  sheets: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1 }),
        /** Its time, where the first sheet has one time for all its values. */
        period: Type.Optional(Type.String({ minLength: 4 })),
        /** Its area, where the first sheet speaks of one area. */
        area: Type.Optional(Type.String({ minLength: 1 })),
        /** Its figure, where the first sheet has one figure. */
        figure: Type.Optional(Type.String({ minLength: 1 })),
      }),
      { maxItems: 200 },
    ),
  ),
  /** Rows that hold the heads, from 1; several are joined, merged ones are filled. */
  headerRows: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 20 }),
  /** First and last row with values, from 1; up to the end when `lastRow` is left out. */
  firstRow: Type.Integer({ minimum: 1 }),
  lastRow: Type.Optional(Type.Integer({ minimum: 1 })),
  area: Type.Union([
    Type.Object({
      by: Type.Literal("column"),
      column: columnSchema,
      /** `code` compares keys, `name` names. */
      match: Type.Union([Type.Literal("code"), Type.Literal("name")]),
      /** Pads keys whose leading zeros were lost to this length. */
      codeLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
    }),
    /** The value columns are areas; their heads are names or codes. */
    Type.Object({ by: Type.Literal("header"), match: Type.Union([Type.Literal("code"), Type.Literal("name")]) }),
    /** The whole file speaks of one area. */
    Type.Object({ by: Type.Literal("constant"), code: Type.String({ minLength: 1 }) }),
  ]),
  period: Type.Union([
    Type.Object({
      by: Type.Literal("column"),
      column: columnSchema,
      /** A second column with the month or quarter, where the first has the year only. */
      within: Type.Optional(columnSchema),
    }),
    /** The heads of the value columns name the period. */
    Type.Object({ by: Type.Literal("header") }),
    Type.Object({
      by: Type.Literal("constant"),
      /** `????` while nobody has said it: such a delivery cannot be accepted. */
      period: Type.String({ minLength: 4 }),
      /** The text that the period was only guessed from, a title or the name of the file; left out once a person has said it. */
      guessedFrom: Type.Optional(Type.String()),
    }),
  ]),
  values: Type.Union([
    /** Wide: each column is a figure, a period or an area. Without a list, every numeric column counts. */
    Type.Object({
      by: Type.Literal("columns"),
      columns: Type.Optional(
        Type.Array(
          Type.Object({
            column: columnSchema,
            /** Name of the figure; the head of the column when left out. */
            figure: Type.Optional(Type.String()),
            /** Characteristics that the head stands for: `{ "Geschlecht": "weiblich" }`. */
            breakdown: Type.Optional(Type.Record(Type.String(), Type.String())),
          }),
        ),
      ),
      /** The one figure of a table whose heads are periods or areas. */
      figure: Type.Optional(Type.String()),
      /** Columns that name the figure of each row, where the heads are areas. */
      figureColumns: Type.Optional(Type.Array(columnSchema)),
    }),
    /** Long: one value per row, its figure named in other columns or constant. */
    Type.Object({
      by: Type.Literal("rows"),
      column: columnSchema,
      figureColumns: Type.Optional(Type.Array(columnSchema)),
      figure: Type.Optional(Type.String()),
    }),
  ]),
  /** Columns that split the figure: sex, age group. */
  breakdowns: Type.Optional(Type.Array(Type.Object({ column: columnSchema, name: Type.String({ minLength: 1 }) }))),
  decimal: Type.Optional(Type.Union([Type.Literal("comma"), Type.Literal("point")])),
  absences: Type.Optional(absenceWords),
  /** What an empty cell means; `unknown` when left out. */
  blank: Type.Optional(Type.Union([Type.Literal("unknown"), Type.Literal("withheld"), Type.Literal("zero")])),
  /** Only rows with one of these texts in the column. */
  onlyRows: Type.Optional(Type.Array(Type.Object({ column: columnSchema, texts: Type.Array(Type.String()) }))),
});
export type TableMapping = Static<typeof tableSchema>;

/** Stands for a period that the file does not tell and nobody has said yet. */
export const unknownPeriod = "????";

/** One figure of the file and the base figure of the catalogue that it is. */
export const figureRuleSchema = Type.Object({
  /** The source's own name, as the reader gives it. */
  source: Type.String({ minLength: 1 }),
  /** Only cells with these characteristics: `{ "Geschlecht": "weiblich" }`. */
  where: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]))),
  /** Base figure as formulas name it. */
  figure: Type.String({ minLength: 1 }),
  /** Characteristics that stay as breakdown; those neither in `where` nor here must have one member only. */
  keep: Type.Optional(Type.Array(Type.String())),
  /** Multiplies every number: 1000 for thousands, 0.01 for ar to hectare. */
  factor: Type.Optional(Type.Number()),
  /** Adds several cells of the file into one value (ages under 1 to under 6). */
  sum: Type.Optional(Type.Boolean()),
  /** What an empty cell of this figure means, where the source says it: nothing there, or kept secret; `unknown` when left out. */
  blank: Type.Optional(Type.Union([Type.Literal("withheld"), Type.Literal("zero")])),
  /** Broken numbers that the check named: they count as unknown, and the reason stays with the delivery. */
  leaveOut: Type.Optional(
    Type.Array(Type.Object({ area: Type.String({ minLength: 1 }), reason: Type.String({ minLength: 1 }) })),
  ),
});
export type FigureRule = Static<typeof figureRuleSchema>;

/**
 * How a file becomes figures: which reader understands it, which of its figures
 * are which base figures, and for plain tables where everything stands.
 *
 * Learned once per shape of file and suggested again for the next one. It is
 * JSON: a new source goes live by writing one, without code (PI-040).
 */
export const mappingSchema = Type.Object({
  /** `table`, `genesisTable`, `inkar`, …, see `formats.ts`. */
  reader: Type.String({ minLength: 1 }),
  /** Level of the areas when codes or names do not tell. */
  level: Type.Optional(Type.String()),
  /** Only areas of this division. */
  division: Type.Optional(Type.String()),
  /** State of the boundaries that the codes belong to. */
  boundaryVersion: Type.Optional(Type.String()),
  figures: Type.Array(figureRuleSchema),
  table: Type.Optional(tableSchema),
  /** Period for files that do not name theirs. */
  period: Type.Optional(Type.String()),
  /** How cells of a grid get to areas: whole to the one that holds their middle (as when left out), or to each by its share of the cell's ground. */
  cells: Type.Optional(Type.Union([Type.Literal("centre"), Type.Literal("share")])),
  /** The one area of files that name none. */
  area: Type.Optional(Type.String()),
  /** Codes of the file that are other areas here: answers to suggestions. */
  areas: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Codes outside the county that are left out without a word: `["DG", "01"]`; `*` at the end stands for any rest. */
  ignoreAreas: Type.Optional(Type.Array(Type.String())),
  /** Kind of the facilities in a list of places: `kita`, `schule`. */
  facilityKind: Type.Optional(Type.String()),
  /** Protection rule of the source; the catalogue's when left out. */
  disclosure: Type.Optional(Type.Unsafe<DisclosureRule>({ type: "string", enum: [...disclosureRules] })),
  source: Type.Optional(
    Type.Object({
      title: Type.Optional(Type.String()),
      publisher: Type.Optional(Type.String()),
      licence: Type.Optional(Type.String()),
      link: Type.Optional(Type.String()),
      referenceDate: Type.Optional(Type.String()),
    }),
  ),
});
export type Mapping = Static<typeof mappingSchema>;
