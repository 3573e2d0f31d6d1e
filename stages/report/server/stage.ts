import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { addressReport } from "./addressReport.ts";
import { compareReport } from "./compareReport.ts";
import { createReport } from "./createReport.ts";
import { downloadPdf } from "./downloadPdf.ts";
import { listReports } from "./listReports.ts";
import { listResolutions } from "./listResolutions.ts";
import { listTemplates } from "./listTemplates.ts";
import { recordResolution } from "./recordResolution.ts";
import { releaseReport } from "./releaseReport.ts";
import { restoreReport } from "./restoreReport.ts";
import { showReport } from "./showReport.ts";
import { pdfJob, startPdf } from "./startPdf.ts";
import { summariseReport } from "./summariseReport.ts";
import { transferPdf } from "./transferPdf.ts";

export const stage: ServerStage = {
  operations: [
    listTemplates,
    listReports,
    createReport,
    showReport,
    compareReport,
    releaseReport,
    downloadPdf,
    startPdf,
    addressReport,
    summariseReport,
    recordResolution,
    listResolutions,
    transferPdf,
  ],
  restores: { report: restoreReport },
  jobs: [pdfJob],
  phrases,
};
