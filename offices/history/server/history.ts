/** Front door of the office's server part: what the command line calls. */
export { exportAudit } from "./exportAudit.ts";
export { processingRecord } from "./processingRecord.ts";
export { showTrail } from "./showTrail.ts";
export { verifyAudit } from "./verifyAudit.ts";
