import type { Static } from "typebox";
import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { unitNames } from "../../../runtime/people/unitNames.ts";
import { addressReportContract, reportContract } from "../contract.ts";
import { figuresOf } from "../figuresOf.ts";
import { reportHtml } from "../html.ts";
import { blockMarks, blockTitle } from "../seenBlocks.ts";
import { blockHash, documentFor } from "./documentFor.ts";
import { dataState, headOf, materialOf, storedReport, warningsOf } from "./storedReport.ts";

type Input = Static<typeof reportContract.input>;

/** A report made from the figures that it keeps, never from the live ones, as its reader may see it. */
async function reportAnswer(context: ReachingContext, { id, audience }: Input) {
  const report = await storedReport(context, id);
  const { whole, seen, hidden } = documentFor(context, report, audience);
  const marks = blockMarks(whole, blockHash);
  const mayAddress = audience === undefined && mayI(context.person, addressReportContract.policy, ["own"]);
  return {
    report: headOf(report, await dataState(context), await unitNames(context.db)),
    html: reportHtml(seen),
    figures: figuresOf(materialOf(report)).length,
    hiddenBlocks: hidden,
    version: await versionInForce(context.db, { kind: "report", id: String(id) }),
    summary: report.summary,
    warnings: report.state === "draft" ? warningsOf(report) : [],
    addressed: audience === undefined || report.audiences.includes(audience),
    blocks: mayAddress
      ? whole.blocks.flatMap((block, at) => {
          const mark = marks[at] ?? "";
          if (block.kind === "pageBreak") return [];
          const internal = report.internal_blocks.includes(mark);
          return [{ mark, kind: block.kind, title: blockTitle(block), internal }];
        })
      : [],
  };
}

export const showReport = operation(reportContract, reportAnswer, { narrows: ["own", "published"] });
