import { type Selectable, sql } from "kysely";
import { audiences } from "../../../kernel/contract/audience.ts";
import { circles, reachesOut } from "../../../kernel/contract/circle.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { audiencesOf } from "../../../runtime/people/audience.ts";
import { circleOf } from "../../../runtime/people/circleOf.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { ownerUnit } from "../../../runtime/people/unitNames.ts";
import type { ReportTable } from "../../../runtime/store/database.ts";
import type { ReportHead } from "../contract.ts";
import type { Material } from "../material.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { type Template, templates } from "../templates/templates.ts";

/** A report as it lies in the store, without its PDF. */
export type StoredReport = Omit<Selectable<ReportTable>, "pdf">;

const columns = [
  "id",
  "template",
  "title",
  "parameters",
  "state",
  "snapshot",
  "data_state",
  "created_at",
  "created_by",
  "released_at",
  "released_by",
  "made_by",
  "owner",
  "audiences",
  "internal_blocks",
  "summary",
  "circle",
] as const;

/** The report with this number, or a refusal that says there is none; one that is not for this person is none. */
export async function storedReport(context: ReachingContext, id: number): Promise<StoredReport> {
  const report = await context.db
    .selectFrom("report")
    .select(columns)
    .where("id", "=", id)
    .where(reportsWithin(context))
    .executeTakeFirst();
  if (report === undefined) throw new Refusal("report.unknownReport", { id }, { kind: "missing" });
  return report;
}

/**
 * The reports that a person's right reaches: one's own, and released ones for an audience to which one belongs;
 * never one that holds more than the person's circle of readers may see.
 */
export function reportsWithin({ reach, person }: Pick<ReachingContext, "reach" | "person">) {
  const own = audiencesOf(person);
  const mine = circleOf(person);
  const open = circles.filter((circle) => reachesOut(circle, mine));
  const right = withinReach(reach, "report", sql`(report.state = 'released' and report.audiences && ${own}::text[])`);
  return sql<boolean>`(${right} and report.circle = any(${open}::text[]))`;
}

/** What the author of a report should know before it is released: it is for citizens, and nobody has said it in plain words. */
export function warningsOf(report: Pick<StoredReport, "summary" | "audiences">): { code: string; sentence: string }[] {
  if (!report.audiences.includes("citizens") || report.summary !== "") return [];
  return [{ code: "report.noPlainSummary", sentence: phrases.noPlainSummary }];
}

/** The figures that the report keeps. */
export function materialOf(report: StoredReport): Material {
  return report.snapshot as Material;
}

/** The template that a report is made from. Refuses a name that is none, and lists those that there are. */
export function templateOf(id: string): Template {
  const template = templates.find((t) => t.id === id);
  if (template === undefined) {
    throw new Refusal("report.unknownTemplate", { template: id, known: templates.map((t) => t.id).join(", ") });
  }
  return template;
}

/** Number of the newest acceptance: reports made before it may hold older figures. */
export async function dataState(context: Context): Promise<number> {
  const newest = await context.db
    .selectFrom("delivery")
    .select((query) => query.fn.max("accepted_order").as("newest"))
    .executeTakeFirst();
  return Number(newest?.newest ?? 0);
}

/** What lists and pages say of a report. */
export function headOf(
  report: Omit<StoredReport, "snapshot" | "parameters" | "internal_blocks" | "made_by" | "summary">,
  newestState: number,
  unitName: (unit: number, day: string) => string | null,
): ReportHead {
  return {
    id: report.id,
    template: report.template,
    templateLabel: templateOf(report.template).label,
    title: report.title,
    state: report.state,
    createdAt: report.created_at.toISOString(),
    createdBy: report.created_by,
    releasedAt: report.released_at === null ? null : report.released_at.toISOString(),
    releasedBy: report.released_by,
    newerDataExist: newestState > report.data_state,
    unit: ownerUnit(unitName, report.owner, localDay(report.created_at)),
    audiences: knownAudiences(report.audiences),
    circle: report.circle,
  };
}

function knownAudiences(stored: readonly string[]): ReportHead["audiences"] {
  return audiences.filter((audience) => stored.includes(audience));
}
