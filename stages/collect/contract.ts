import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";
import { findingSchema } from "./findingSchema.ts";
import { mappingSchema } from "./mapping.ts";

/** A file as it came over the wire, streamed to disk; the server fills it in. */
export interface DeliveredFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
}

const upload = Type.Unsafe<DeliveredFile>({ "x-upload": true });
const chosenSheets = Type.Optional(
  Type.Array(Type.String({ minLength: 1 }), {
    maxItems: 200,
    description: "Blätter der Mappe, die gelesen werden sollen; ohne Angabe alle, die zusammengehören",
  }),
);
const deliveryId = Type.Integer({ minimum: 1, description: "Nummer der Lieferung" });

const stateSchema = Type.Enum(["received", "read", "checked", "accepted", "rejected"]);

/** Where figures come from: what stands under every figure. */
export const sourceSchema = Type.Object({
  title: Type.Optional(Type.String()),
  publisher: Type.Optional(Type.String()),
  licence: Type.Optional(Type.String()),
  link: Type.Optional(Type.String()),
  /** Day or period the figures speak of, as the file says it. */
  referenceDate: Type.Optional(Type.String()),
  /** When the file was made or fetched, as the file says it. */
  asOf: Type.Optional(Type.String()),
  boundaries: Type.Optional(Type.String()),
});

const stepSchema = Type.Object({
  state: Type.String(),
  at: Type.String(),
  person: Type.String(),
  note: Type.String(),
});

export const deliverySummarySchema = Type.Object({
  id: deliveryId,
  fileName: Type.String(),
  fileHash: Type.String(),
  bytes: Type.Integer(),
  state: stateSchema,
  reader: Type.Union([Type.String(), Type.Null()]),
  /** German name of the reader, ready to show. */
  readerLabel: Type.Union([Type.String(), Type.Null()]),
  source: sourceSchema,
  supersedes: Type.Union([Type.Integer(), Type.Null()]),
  supersededBy: Type.Union([Type.Integer(), Type.Null()]),
  /** Raw until accepted: only what is `checked` shows in maps, profiles and reports (PM08-032). */
  standing: Type.Union([Type.Literal("raw"), Type.Literal("checked"), Type.Literal("rejected")]),
  receivedAt: Type.String(),
  lastStepAt: Type.String(),
  figures: Type.Integer(),
  values: Type.Integer(),
});
export type DeliverySummary = Static<typeof deliverySummarySchema>;

const sheetNote = Type.Object({ name: Type.String(), rows: Type.Integer(), columns: Type.Integer() });

/** What a column seems to hold, shown beside it in the wizard. */
const columnGuess = Type.Object({
  sheet: Type.String(),
  position: Type.Integer(),
  header: Type.String(),
  kind: Type.Enum(["areaCode", "areaName", "period", "number", "text", "empty"]),
  examples: Type.Array(Type.String()),
  /** Suggested base figure of the catalogue, for number columns. */
  figure: Type.Union([Type.String(), Type.Null()]),
});

const sourceFiguresSchema = Type.Array(
  Type.Object({
    source: Type.String(),
    /** Characteristics under which the file splits the figure: Geschlecht, Altersgruppe, … with their members. */
    dimensions: Type.Array(Type.Object({ name: Type.String(), members: Type.Array(Type.String()) })),
    values: Type.Integer(),
    figure: Type.Union([Type.String(), Type.Null()]),
  }),
);

export const proposalSchema = Type.Object({
  reader: Type.Union([Type.String(), Type.Null()]),
  readerLabel: Type.Union([Type.String(), Type.Null()]),
  /** 0 to 1. */
  certainty: Type.Number(),
  mapping: mappingSchema,
  /** "wie bei der Lieferung vom 12.03. erkannt", or null when nothing like it came before. */
  learnedFrom: Type.Union([
    Type.Object({
      deliveryId: Type.Integer(),
      on: Type.String(),
      sentence: Type.String(),
      /** The period that a person gave for the last file, where the file itself does not tell; never taken over. */
      lastPeriod: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  sheets: Type.Array(sheetNote),
  columns: Type.Array(columnGuess),
  /** The source's own figure names found in the file, with a suggestion from the catalogue. */
  sourceFigures: sourceFiguresSchema,
  source: sourceSchema,
  findings: Type.Array(findingSchema),
});
export type Proposal = Static<typeof proposalSchema>;

const changedValue = Type.Object({
  figure: Type.String(),
  breakdown: Type.String(),
  areaCode: Type.String(),
  areaName: Type.String(),
  period: Type.String(),
  before: Type.Union([Type.Number(), Type.String()]),
  after: Type.Union([Type.Number(), Type.String()]),
  sheet: Type.String(),
  row: Type.Integer(),
  column: Type.Integer(),
});

export const checkResultSchema = Type.Object({
  /** Whether it can be accepted as it is. */
  acceptable: Type.Boolean(),
  reader: Type.String(),
  rowsRead: Type.Integer(),
  valuesRead: Type.Integer(),
  /** Values that will be stored when accepted. */
  valuesKept: Type.Integer(),
  absences: Type.Record(Type.String(), Type.Integer()),
  areas: Type.Object({
    matched: Type.Integer(),
    unmatched: Type.Integer(),
    /** Areas of a larger file that lie outside the county, or that the mapping leaves out. */
    outside: Type.Integer(),
    /** Rows of the file by whether their area is known; the share decides (TR-009). */
    rowsMatched: Type.Integer(),
    rowsUnmatched: Type.Integer(),
    unmatchedPercent: Type.Number(),
    limitPercent: Type.Number(),
    list: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        sheet: Type.String(),
        row: Type.Integer(),
        column: Type.Integer(),
        suggestions: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), level: Type.String() })),
      }),
    ),
    byLevel: Type.Record(Type.String(), Type.Integer()),
  }),
  figures: Type.Array(
    Type.Object({
      figure: Type.String(),
      label: Type.String(),
      sources: Type.Array(Type.String()),
      breakdowns: Type.Integer(),
      values: Type.Integer(),
    }),
  ),
  /** Figures of the file that the mapping leaves out. */
  unmappedFigures: Type.Array(Type.String()),
  periods: Type.Array(Type.String()),
  changes: Type.Object({
    /** Values that were not there before. */
    added: Type.Integer(),
    same: Type.Integer(),
    changed: Type.Integer(),
    /** The largest changes, at most 200. */
    list: Type.Array(changedValue),
  }),
  /** Values far from the area's own earlier ones, at most 200. */
  jumps: Type.Array(changedValue),
  facilities: Type.Integer(),
  source: sourceSchema,
  findings: Type.Array(findingSchema),
  /** The findings as German sentences, place in front, in the same order. */
  sentences: Type.Array(Type.String()),
});
export type CheckResult = Static<typeof checkResultSchema>;

/** Keeps a file as a delivery. The same content again changes nothing and says so; files about single persons are stopped. */
export const receiveDelivery = {
  name: "collect.receiveDelivery",
  method: "POST",
  path: "/api/deliveries",
  summary: { de: "Datei entgegennehmen", en: "Receive a file" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({ file: upload, mapping: Type.Optional(mappingSchema), sheets: chosenSheets }),
  output: Type.Object({
    id: deliveryId,
    alreadyThere: Type.Boolean(),
    /** German sentence: what happened, and since when the file is there. */
    message: Type.String(),
    proposal: proposalSchema,
  }),
} as const satisfies Contract<unknown, unknown>;

/** Takes up an earlier accepted delivery again, as a new one that is still to be checked and accepted. */
export const deliverAgain = {
  name: "collect.deliverAgain",
  method: "POST",
  path: "/api/deliveries/:id/again",
  summary: { de: "Frühere Lieferung noch einmal vorlegen", en: "Submit an earlier delivery again" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({ id: deliveryId, reason: Type.String({ minLength: 3, maxLength: 500 }) }),
  output: Type.Object({ id: deliveryId }),
} as const satisfies Contract<unknown, unknown>;

/** Reads the kept file again and proposes how to understand it. Changes nothing. */
export const proposeMapping = {
  name: "collect.proposeMapping",
  method: "GET",
  path: "/api/deliveries/:id/proposal",
  summary: { de: "Zuordnung vorschlagen", en: "Propose a mapping" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({
    id: deliveryId,
    sheet: Type.Optional(Type.String({ minLength: 1, description: "Blatt, das für sich gelesen werden soll" })),
  }),
  output: proposalSchema,
} as const satisfies Contract<unknown, unknown>;

/** Dry run with a mapping: shows everything that accepting would do. Keeps mapping and findings with the delivery. */
export const checkDelivery = {
  name: "collect.checkDelivery",
  method: "POST",
  path: "/api/deliveries/:id/check",
  summary: { de: "Probelauf", en: "Dry run" },
  policy: { action: "change", object: "delivery" },
  input: Type.Object({ id: deliveryId, mapping: mappingSchema, ...editing }),
  output: Type.Intersect([
    checkResultSchema,
    Type.Object({
      version: Type.Integer(),
      /** What the file calls its figures when it is read with this mapping. */
      sourceFigures: sourceFiguresSchema,
    }),
  ]),
} as const satisfies Contract<unknown, unknown>;

/** Dry run of a file that is not kept: nothing is stored, whatever comes out. */
export const previewFile = {
  name: "collect.previewFile",
  method: "POST",
  path: "/api/deliveries/preview",
  summary: { de: "Probelauf ohne Speichern", en: "Dry run without keeping" },
  policy: { action: "create", object: "delivery" },
  input: Type.Object({ file: upload, mapping: Type.Optional(mappingSchema), sheets: chosenSheets }),
  output: Type.Object({ proposal: proposalSchema, check: Type.Union([checkResultSchema, Type.Null()]) }),
} as const satisfies Contract<unknown, unknown>;

/** Takes the checked values into the store, all or none. */
export const acceptDelivery = {
  name: "collect.acceptDelivery",
  method: "POST",
  path: "/api/deliveries/:id/accept",
  summary: { de: "Lieferung annehmen", en: "Accept a delivery" },
  policy: { action: "change", object: "delivery" },
  input: Type.Object({
    id: deliveryId,
    note: Type.Optional(Type.String()),
    /** Earlier delivery that this one corrects: none of its values counts any more. Found by itself when this one covers it wholly. */
    supersedes: Type.Optional(Type.Integer()),
    basedOn: editing.basedOn,
  }),
  output: Type.Object({
    id: deliveryId,
    alreadyAccepted: Type.Boolean(),
    values: Type.Integer(),
    slices: Type.Integer(),
    figures: Type.Array(Type.String()),
    /** Facilities taken into the inventory. */
    facilities: Type.Integer(),
    supersedes: Type.Array(Type.Integer()),
    /** Position of this acceptance; reports remember it as their state of data. */
    acceptedOrder: Type.Integer(),
  }),
} as const satisfies Contract<unknown, unknown>;

export const rejectDelivery = {
  name: "collect.rejectDelivery",
  method: "POST",
  path: "/api/deliveries/:id/reject",
  summary: { de: "Lieferung zurückweisen", en: "Reject a delivery" },
  policy: { action: "change", object: "delivery" },
  input: Type.Object({
    id: deliveryId,
    reason: Type.String({ minLength: 1 }),
    basedOn: editing.basedOn,
  }),
  output: Type.Object({ id: deliveryId, state: stateSchema }),
} as const satisfies Contract<unknown, unknown>;

export const listDeliveries = {
  name: "collect.listDeliveries",
  method: "GET",
  path: "/api/deliveries",
  summary: { de: "Lieferungen", en: "Deliveries" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({
    state: Type.Optional(stateSchema),
    /** Only deliveries that give values of this base figure. */
    figure: Type.Optional(Type.String()),
  }),
  output: Type.Object({ deliveries: Type.Array(deliverySummarySchema) }),
} as const satisfies Contract<unknown, unknown>;

export const showDelivery = {
  name: "collect.showDelivery",
  method: "GET",
  path: "/api/deliveries/:id",
  summary: { de: "Lieferung", en: "Delivery" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({ id: deliveryId }),
  output: Type.Object({
    delivery: deliverySummarySchema,
    mapping: Type.Union([mappingSchema, Type.Null()]),
    version: Type.Integer(),
    steps: Type.Array(stepSchema),
    findings: Type.Array(findingSchema),
    sentences: Type.Array(Type.String()),
    contents: Type.Array(
      Type.Object({
        figure: Type.String(),
        label: Type.String(),
        breakdowns: Type.Integer(),
        firstPeriod: Type.String(),
        lastPeriod: Type.String(),
        values: Type.Integer(),
      }),
    ),
    /** Who uses what this delivery gives (PM08-036). */
    usedBy: Type.Object({
      indicators: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
      reports: Type.Array(
        Type.Object({ id: Type.Integer(), title: Type.String(), state: Type.String(), outdated: Type.Boolean() }),
      ),
    }),
  }),
} as const satisfies Contract<unknown, unknown>;

/** A page of the file as it lies there: to look at the very cell that a figure came from. */
export const showSheet = {
  name: "collect.showSheet",
  method: "GET",
  path: "/api/deliveries/:id/sheet",
  summary: { de: "Ausschnitt der Datei", en: "Part of the file" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({
    id: deliveryId,
    /** Name of the sheet; the first one when left out. */
    sheet: Type.Optional(Type.String()),
    /** First row, from 1. */
    row: Type.Optional(Type.Integer({ minimum: 1 })),
    rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    column: Type.Optional(Type.Integer({ minimum: 1 })),
    columns: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  output: Type.Object({
    sheet: Type.String(),
    sheets: Type.Array(sheetNote),
    row: Type.Integer(),
    column: Type.Integer(),
    cells: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()]))),
  }),
} as const satisfies Contract<unknown, unknown>;

/** What indicators need and nobody has delivered: base figure × level × period. */
export const whatIsMissing = {
  name: "collect.whatIsMissing",
  method: "GET",
  path: "/api/missing",
  summary: { de: "Was fehlt", en: "What is missing" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({
    level: Type.Optional(Type.String()),
    /** Only what this indicator needs. */
    indicator: Type.Optional(Type.String()),
    /** False: only which figures are needed, each once under its finest level, and nothing is counted. */
    counted: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({
    /** Years looked at: those of any accepted figure. */
    periods: Type.Array(Type.String()),
    figures: Type.Array(
      Type.Object({
        figure: Type.String(),
        label: Type.String(),
        source: Type.String(),
        access: Type.String(),
        level: Type.String(),
        /** Indicators that need it. */
        indicators: Type.Array(Type.String()),
        areas: Type.Integer(),
        /** Areas with a number, one per entry of `periods`. */
        covered: Type.Array(Type.Integer()),
        newest: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;

/** The formats that are understood, for the help page of the wizard. */
export const listFormats = {
  name: "collect.listFormats",
  method: "GET",
  path: "/api/formats",
  summary: { de: "Lesbare Formate", en: "Formats that can be read" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({}),
  output: Type.Object({
    formats: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), hint: Type.String() })),
  }),
} as const satisfies Contract<unknown, unknown>;
