import { type Static, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";

const Text = Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) });
const textOrNull = Type.Unsafe<string | null>({ type: ["string", "null"] });
const reportId = Type.Integer({ minimum: 1, description: "Nummer des Berichts" });

const Head = Type.Object({
  id: reportId,
  template: Type.String(),
  templateLabel: Text,
  title: Type.String(),
  state: Type.Unsafe<"draft" | "released">({ type: "string", enum: ["draft", "released"] }),
  createdAt: Type.String(),
  createdBy: Type.String(),
  releasedAt: textOrNull,
  releasedBy: textOrNull,
  /** Data were accepted after the report was made. */
  newerDataExist: Type.Boolean(),
});
export type ReportHead = Static<typeof Head>;

export const templatesContract = {
  name: "report.templates",
  method: "GET",
  path: "/api/report-templates",
  summary: { de: "Vorlagen für Berichte", en: "Templates of reports" },
  policy: { action: "read", object: "report" },
  input: Type.Object({}),
  output: Type.Object({ templates: Type.Array(Type.Object({ id: Type.String(), label: Text, description: Text })) }),
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
    /** Codes of areas to profile, parted by commas; all of the profile level when left out. */
    areas: Type.Optional(Type.String()),
    period: Type.Optional(Type.String()),
  }),
  output: Type.Object({ id: reportId, figures: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;

export const reportContract = {
  name: "report.report",
  method: "GET",
  path: "/api/reports/:id",
  summary: { de: "Ein Bericht als Artikel", en: "A report as an article" },
  policy: { action: "read", object: "report" },
  input: Type.Object({ id: reportId }),
  output: Type.Object({
    report: Head,
    /** The article: our own markup, every word escaped. */
    html: Type.String(),
    figures: Type.Integer(),
  }),
} as const satisfies Contract<unknown, unknown>;

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
        label: Text,
        area: Type.String(),
        period: Type.String(),
        before: Type.Unsafe<number | string>({ type: ["number", "string"] }),
        after: Type.Unsafe<number | string>({ type: ["number", "string"] }),
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
  input: Type.Object({ id: reportId }),
  output: Type.Object({ id: reportId, releasedAt: Type.String() }),
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
