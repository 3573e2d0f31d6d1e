import { createHash } from "node:crypto";
import { type Audience, isInside } from "../../../kernel/contract/audience.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { ReachingContext } from "../../../runtime/http/operation.ts";
import { audiencesOf } from "../../../runtime/people/audience.ts";
import { reaches } from "../../../runtime/people/reach.ts";
import type { Document } from "../document.ts";
import { withoutInternal } from "../seenBlocks.ts";
import { withSummary } from "../withSummary.ts";
import { materialOf, type StoredReport, templateOf } from "./storedReport.ts";

/** The document of a report as its reader may see it, and whether that is all of it. */
export interface SeenDocument {
  readonly whole: Document;
  readonly seen: Document;
  readonly isWhole: boolean;
  /** How many parts are left out. */
  readonly hidden: number;
}

/**
 * A report for the asking person: parts that stay inside the administration are left
 * out for everybody to whom it came from outside.
 *
 * @param audience a preview: as this audience would see it, never more than the person does
 */
export function documentFor(
  { reach, person }: Pick<ReachingContext, "reach" | "person">,
  report: StoredReport,
  audience?: Audience,
): SeenDocument {
  const material = { ...materialOf(report), draft: report.state === "draft" };
  const whole = templateOf(report.template).make(material, report.title);
  const belonging = { madeBy: report.made_by, owner: report.owner, published: false };
  const isOurs =
    reaches(reach, belonging) || audiencesOf(person).some((one) => isInside(one) && report.audiences.includes(one));
  if (isOurs && (audience === undefined || isInside(audience)))
    return { whole, seen: inPlainWords(whole), isWhole: true, hidden: 0 };
  const seen = withoutInternal(whole, report.internal_blocks, blockHash);
  if (seen === undefined) throw new Refusal("report.marksOutdated", { title: report.title }, { kind: "conflict" });
  const hidden = whole.blocks.length - seen.blocks.length;
  return { whole, seen: inPlainWords(seen), isWhole: hidden === 0, hidden };

  // Not one of the parts that may be kept inside: who sees the report sees what it says in short.
  function inPlainWords(document: Document): Document {
    return withSummary(document, report.summary);
  }
}

/** Mark of a text: the first 16 digits of its SHA-256. */
export function blockHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
