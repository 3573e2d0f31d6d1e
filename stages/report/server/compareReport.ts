import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { compareFigures } from "../compareFigures.ts";
import { compareReportContract } from "../contract.ts";
import { figuresOf } from "../figuresOf.ts";
import { gatherMaterial, type ReportParameters } from "./gatherMaterial.ts";
import { asReaders } from "./readersOf.ts";
import { materialOf, storedReport, templateOf } from "./storedReport.ts";

/** Asks the same questions again, for the periods of the report, and lists what came out differently. */
async function changesOf(context: ReachingContext, { id }: { id: number }) {
  const report = await storedReport(context, id);
  const kept = materialOf(report);
  const asked = asReaders(context, report.circle);
  const today = await gatherMaterial(asked, templateOf(report.template), report.parameters as ReportParameters, kept);
  const { changed, same, missing } = compareFigures(figuresOf(kept), figuresOf(today));
  return {
    changed: changed.length,
    same,
    missing,
    list: changed.slice(0, 500).map(({ before, after }) => ({
      indicator: before.indicator,
      label: before.label,
      area: before.area,
      period: before.period,
      before: before.value,
      after: after.value,
    })),
  };
}

export const compareReport = operation(compareReportContract, changesOf, { narrows: ["own"] });
