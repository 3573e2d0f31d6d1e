import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { reportPdfContract } from "../contract.ts";
import { compilePdf } from "../pdf/compilePdf.ts";
import { documentFor } from "./documentFor.ts";
import { storedReport } from "./storedReport.ts";

/** The PDF of a report: the kept one when it is released and the reader may see all of it, else a fresh one. */
async function pdfOf(context: ReachingContext, { id }: { id: number }) {
  const report = await storedReport(context, id);
  const { seen, isWhole } = documentFor(context, report);
  return {
    name: `${report.title.replace(/[^\p{L}\p{N}._ -]/gu, "").trim()}.pdf`,
    mediaType: "application/pdf",
    content: (await keptPdf()) ?? compilePdf(seen),
  };

  async function keptPdf(): Promise<Uint8Array | null> {
    if (report.state === "draft" || !isWhole) return null;
    const kept = await context.db.selectFrom("report").select("pdf").where("id", "=", id).executeTakeFirst();
    return kept?.pdf ?? null;
  }
}

export const downloadPdf = operation(reportPdfContract, pdfOf, { narrows: ["own", "published"] });
