import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import spacePhrases from "../spaces/messages.de.json" with { type: "json" };
import { acceptDelivery } from "./acceptDelivery.ts";
import { agreements } from "./agreements/agreements.ts";
import { deliveryProcessing } from "./agreements/deliveryProcessing.ts";
import { saveAgreement } from "./agreements/saveAgreement.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { deliverAgain } from "./deliverAgain.ts";
import { listDeliveries } from "./listDeliveries.ts";
import { listFormats } from "./listFormats.ts";
import { previewFile } from "./previewFile.ts";
import { proposeMapping } from "./proposeMapping.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { rejectDelivery } from "./rejectDelivery.ts";
import { restoreMapping } from "./restoreMapping.ts";
import { showDelivery } from "./showDelivery.ts";
import { showSheet } from "./showSheet.ts";
import { restoreArea } from "./spaces/restoreArea.ts";
import { spaceOperations } from "./spaces/spaces.ts";
import { whatIsMissing } from "./whatIsMissing.ts";

export const stage: ServerStage = {
  operations: [
    receiveDelivery,
    deliverAgain,
    previewFile,
    proposeMapping,
    checkDelivery,
    acceptDelivery,
    rejectDelivery,
    listDeliveries,
    showDelivery,
    showSheet,
    whatIsMissing,
    listFormats,
    agreements,
    saveAgreement,
    ...spaceOperations,
  ],
  restores: { delivery: restoreMapping, area: restoreArea },
  phrases: { ...spacePhrases, ...phrases },
  processing: [deliveryProcessing],
};
