import { operation } from "../../../runtime/http/operation.ts";
import { reportContract } from "../contract.ts";
import { figuresOf } from "../figuresOf.ts";
import { reportHtml } from "../html.ts";
import { dataState, headOf, materialOf, storedReport, templateOf } from "./storedReport.ts";

/** A report made from the figures that it keeps, never from the live ones. */
export const showReport = operation(reportContract, async (context, { id }) => {
  const report = await storedReport(context, id);
  const material = { ...materialOf(report), draft: report.state === "draft" };
  return {
    report: headOf(report, await dataState(context)),
    html: reportHtml(templateOf(report.template).make(material, report.title)),
    figures: figuresOf(material).length,
  };
});
