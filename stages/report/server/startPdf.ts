import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import type { JobKind } from "../../../runtime/jobs/jobKind.ts";
import { startPdfContract } from "../contract.ts";
import { downloadPdf } from "./downloadPdf.ts";
import { showReport } from "./showReport.ts";

/** The PDF of a report, made in the background and kept with the job for whoever asked. */
export const pdfJob: JobKind<{ readonly id: number }> = {
  name: "report.pdf",
  label: { de: "PDF eines Berichts", en: "PDF of a report" },
  work: async (context, { id }) => {
    const { name, mediaType, content } = await downloadPdf.run(context, { id });
    return { result: { report: id, bytes: content.length }, file: { name, mediaType, content } };
  },
};

/** Refuses at once what the person may not read, rather than later in the background. */
export const startPdf = operation(
  startPdfContract,
  async (context, { id }) => {
    await showReport.run(context, { id });
    return { job: await enqueueJob(context, context.db, pdfJob, { id }) };
  },
  { narrows: ["own", "published"] },
);
