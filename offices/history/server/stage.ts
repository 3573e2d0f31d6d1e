import type { ServerStage } from "../../../runtime/http/operation.ts";
import { groups } from "../contract.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { auditProcessing } from "./auditProcessing.ts";
import { exportAudit } from "./exportAudit.ts";
import { keepNamesFor } from "./keepNamesFor.ts";
import { nameController } from "./nameController.ts";
import { processingRecord } from "./processingRecord.ts";
import { restoreVersion } from "./restoreVersion.ts";
import { showChanges } from "./showChanges.ts";
import { showTrail } from "./showTrail.ts";
import { showVersions } from "./showVersions.ts";
import { verifyAudit } from "./verifyAudit.ts";

export const stage: ServerStage = {
  operations: [
    ...groups.flatMap((group) => [showChanges(group), showVersions(group)]),
    ...groups.map(restoreVersion),
    showTrail,
    verifyAudit,
    exportAudit,
    keepNamesFor,
    processingRecord,
    nameController,
  ],
  phrases,
  processing: [auditProcessing],
};
