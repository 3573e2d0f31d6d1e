/** Door of the server side: the operations of reports, for the command line and examples. */
export { compareReport } from "./compareReport.ts";
export { createReport } from "./createReport.ts";
export { downloadPdf } from "./downloadPdf.ts";
export { releaseReport } from "./releaseReport.ts";
export { showReport } from "./showReport.ts";
