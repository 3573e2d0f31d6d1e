import { type Static, Type } from "typebox";
import { type Audience, audiences } from "../../kernel/contract/audience.ts";
import { type Circle, circles } from "../../kernel/contract/circle.ts";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";
import { textOrNull, textSchema, valueSchema } from "../describe/describe.ts";
import { resolutionFields } from "../plan/plan.ts";

const reportId = Type.Integer({ minimum: 1, description: "Nummer des Berichts" });

const AudienceName = Type.Unsafe<Audience>({ type: "string", enum: [...audiences] });
const CircleName = Type.Unsafe<Circle>({ type: "string", enum: [...circles] });
const Audiences = Type.Array(AudienceName, { maxItems: audiences.length, description: "Für wen der Bericht ist" });

const Warning = Type.Object({ code: Type.String(), sentence: Type.String() });

const Head = Type.Object({
  id: reportId,
  template: Type.String(),
  templateLabel: textSchema,
  title: Type.String(),
  state: Type.Unsafe<"draft" | "released">({ type: "string", enum: ["draft", "released"] }),
  createdAt: Type.String(),
  createdBy: Type.String(),
  releasedAt: textOrNull,
  releasedBy: textOrNull,
  /** Data were accepted after the report was made. */
  newerDataExist: Type.Boolean(),
  /** Unit whose it is, by the name that it bore when the report was made; null where it is nobody's in particular. */
  unit: textOrNull,
  /** Who sees it once it is released; a draft is seen by those whose it is. */
  audiences: Audiences,
  /** The circle of readers whose figures it holds; nobody further outside may be among its audiences. */
  circle: CircleName,
});
export type ReportHead = Static<typeof Head>;

export const templatesContract = {
  name: "report.templates",
  method: "GET",
  path: "/api/report-templates",
  summary: { de: "Vorlagen für Berichte", en: "Templates of reports" },
  policy: { action: "read", object: "report" },
  input: Type.Object({}),
  output: Type.Object({
    templates: Type.Array(
      Type.Object({
        id: Type.String(),
        label: textSchema,
        description: textSchema,
        /** Indices that it carries unless others are chosen. */
        indices: Type.Array(Type.String()),
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;

export const reportsContract = {
  name: "report.reports",
  method: "GET",
  path: "/api/reports",
  summary: { de: "Alle Berichte, neueste zuerst", en: "All reports, newest first" },
  policy: { action: "read", object: "report" },
  input: Type.Object({}),
  output: Type.Object({ reports: Type.Array(Head) }),
} as const satisfies Contract<unknown, unknown>;

/** Makes a draft from a template and the figures of this moment. */
export const createReportContract = {
  name: "report.createReport",
  method: "POST",
  path: "/api/reports",
  summary: {
    de: "Erstellt einen Bericht aus einer Vorlage und den heutigen Zahlen",
    en: "Makes a report from a template and today's figures",
  },
  policy: { action: "create", object: "report" },
  input: Type.Object({
    template: Type.String(),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    /** Level of maps and tables; the county's default level when left out. */
    level: Type.Optional(Type.String()),
    /** Level of the profiles; the coarsest below the county when left out. */
    profileLevel: Type.Optional(Type.String()),
    /** Ids parted by commas; without them the county's main indicators. */
    indicators: Type.Optional(Type.String()),
    /** Ids of the indices that it carries, parted by commas, a certain version as `id@2`; empty: none; without it those of the template. */
    indices: Type.Optional(Type.String()),
    /** Codes of areas to profile, parted by commas; all of the profile level when left out. */
    areas: Type.Optional(Type.String()),
    period: Type.Optional(Type.String()),
    /** Numbers of interpretations and findings that it carries, parted by commas. */
    interpretations: Type.Optional(Type.String()),
    /** For which circle of readers; it holds what these may see. The outermost that sees its levels, when left out. */
    readers: Type.Optional(CircleName),
  }),
  output: Type.Object({ id: reportId, figures: Type.Integer(), circle: CircleName }),
} as const satisfies Contract<unknown, unknown>;

export const reportContract = {
  name: "report.report",
  method: "GET",
  path: "/api/reports/:id",
  summary: { de: "Ein Bericht als Artikel", en: "A report as an article" },
  policy: { action: "read", object: "report" },
  input: Type.Object({
    id: reportId,
    /** Shows it as this audience would see it; never more than the asking person sees. */
    audience: Type.Optional(AudienceName),
  }),
  output: Type.Object({
    report: Head,
    /** The article: our own markup, every word escaped. */
    html: Type.String(),
    figures: Type.Integer(),
    /** Parts that are left out because only the administration sees them. */
    hiddenBlocks: Type.Integer(),
    version: Type.Integer(),
    /** The report in plain words; empty while nobody has written them. */
    summary: Type.String(),
    /** What its author should know before it is released: `report.noPlainSummary` for a public report without plain words. */
    warnings: Type.Array(Warning),
    /** Whether the audience that was asked for would find the report at all; true without a preview. */
    addressed: Type.Boolean(),
    /** The parts with their marks, for those who may say who sees them. */
    blocks: Type.Array(
      Type.Object({ mark: Type.String(), kind: Type.String(), title: Type.String(), internal: Type.Boolean() }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;

export type ReportAnswer = Static<typeof reportContract.output>;

/** Says for whom a report is, and which of its parts stay inside the administration (PM08-019). */
export const addressReportContract = {
  name: "report.addressReport",
  method: "PUT",
  path: "/api/reports/:id/audience",
  summary: { de: "Legt fest, wer einen Bericht sieht", en: "Says who sees a report" },
  policy: { action: "change", object: "report" },
  input: Type.Object({
    id: reportId,
    audiences: Audiences,
    /** Marks of the parts that only the administration sees. */
    internalBlocks: Type.Array(Type.String({ pattern: "^[0-9a-f]{16}$" }), { maxItems: 500 }),
    ...editing,
  }),
  output: Type.Object({ id: reportId, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

/** Writes what a report says in plain words. */
export const summariseReportContract = {
  name: "report.summariseReport",
  method: "PUT",
  path: "/api/reports/:id/summary",
  summary: { de: "Schreibt die Zusammenfassung in einfachen Worten", en: "Writes the summary in plain words" },
  policy: { action: "change", object: "report" },
  input: Type.Object({
    id: reportId,
    /** Paragraphs parted by line breaks; empty takes it away. */
    summary: Type.String({ maxLength: 3000 }),
    ...editing,
  }),
  output: Type.Object({ id: reportId, version: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

/** Records what a body decided about a released report; planning cannot (PM08-012). */
export const recordResolutionContract = {
  name: "report.recordResolution",
  method: "POST",
  path: "/api/reports/:id/resolutions",
  summary: { de: "Hält fest, was ein Gremium beschlossen hat", en: "Records what a body has decided" },
  policy: { action: "decide", object: "resolution" },
  input: Type.Object({ id: reportId, ...resolutionFields }),
  output: Type.Object({ id: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const resolutionsContract = {
  name: "report.resolutions",
  method: "GET",
  path: "/api/resolutions",
  summary: { de: "Beschlüsse zu freigegebenen Berichten", en: "Resolutions on released reports" },
  policy: { action: "read", object: "resolution" },
  input: Type.Object({ report: Type.Optional(reportId) }),
  output: Type.Object({
    resolutions: Type.Array(
      Type.Object({
        id: Type.Integer(),
        report: reportId,
        title: Type.String(),
        ...resolutionFields,
        reference: Type.String(),
        note: Type.String(),
        recordedBy: Type.String(),
        recordedAt: Type.String(),
      }),
    ),
    /** Released reports about which something may be recorded; for those who record. */
    open: Type.Array(Type.Object({ id: reportId, title: Type.String() })),
  }),
} as const satisfies Contract<unknown, unknown>;
export type Resolution = Static<typeof resolutionsContract.output>["resolutions"][number];

/** What a refresh would change: every figure of the report against today's data (PM10-030). */
export const compareReportContract = {
  name: "report.compareReport",
  method: "GET",
  path: "/api/reports/:id/changes",
  summary: { de: "Was sich seit dem Bericht geändert hat", en: "What has changed since the report" },
  policy: { action: "read", object: "report" },
  input: Type.Object({ id: reportId }),
  output: Type.Object({
    changed: Type.Integer(),
    same: Type.Integer(),
    missing: Type.Integer(),
    list: Type.Array(
      Type.Object({
        indicator: Type.String(),
        label: textSchema,
        area: Type.String(),
        period: Type.String(),
        before: valueSchema,
        after: valueSchema,
      }),
    ),
  }),
} as const satisfies Contract<unknown, unknown>;

/** Freezes a draft: from now on it keeps its figures and its PDF for good. */
export const releaseReportContract = {
  name: "report.releaseReport",
  method: "POST",
  path: "/api/reports/:id/release",
  summary: { de: "Gibt einen Bericht frei", en: "Releases a report" },
  policy: { action: "release", object: "report" },
  input: Type.Object({
    id: reportId,
    /** For whom it is from now on; as chosen before, when left out. */
    audiences: Type.Optional(Audiences),
  }),
  output: Type.Object({
    id: reportId,
    releasedAt: Type.String(),
    /** As the report warned before: what was released nevertheless. */
    warnings: Type.Array(Warning),
  }),
} as const satisfies Contract<unknown, unknown>;

/** The same in the background; the job's file is the PDF. For long reports. */
export const startPdfContract = {
  name: "report.startPdf",
  method: "POST",
  path: "/api/reports/:id/pdf",
  summary: { de: "PDF im Hintergrund erstellen", en: "Make the PDF in the background" },
  policy: { action: "read", object: "report" },
  input: Type.Object({ id: reportId }),
  output: Type.Object({ job: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const reportPdfContract = {
  name: "report.reportPdf",
  method: "GET",
  path: "/api/reports/:id/pdf",
  summary: { de: "Ein Bericht als barrierefreies PDF", en: "A report as accessible PDF" },
  policy: { action: "read", object: "report" },
  input: Type.Object({ id: reportId }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({ "x-file": "application/pdf" }),
} as const satisfies Contract<unknown, unknown>;

export const transferPdfContract = {
  name: "report.transferPdf",
  method: "GET",
  path: "/api/transfers/:id/pdf",
  summary: {
    de: "Schutzbericht einer Übergabe als barrierefreies PDF",
    en: "Protection report of a transfer as accessible PDF",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  output: Type.Unsafe<{ name: string; mediaType: string; content: Uint8Array }>({ "x-file": "application/pdf" }),
} as const satisfies Contract<unknown, unknown>;
