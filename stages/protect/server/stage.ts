import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { agreeToNotice } from "./agreeToNotice.ts";
import { consentProcessing } from "./consentProcessing.ts";
import { demandPackage } from "./demandPackage.ts";
import { protectFigures } from "./protectFigures.ts";
import { receiveReleasePackage } from "./receiveReleasePackage.ts";
import { releaseKeys } from "./releaseKeys.ts";
import { protectWishes } from "./renewPatterns.ts";
import { restoreKey } from "./restoreKey.ts";
import { setDisclosureRule } from "./setDisclosureRule.ts";
import { setSmallestLevel } from "./setSmallestLevel.ts";
import { showNotice } from "./showNotice.ts";
import { showProfiles } from "./showProfiles.ts";
import { renewalJob, startRenewal } from "./startRenewal.ts";
import { transferReport } from "./transferReport.ts";
import { transfers } from "./transfers.ts";
import { trustReleaseKey } from "./trustReleaseKey.ts";
import { withdrawReleaseKey } from "./withdrawReleaseKey.ts";

export const stage: ServerStage = {
  operations: [
    releaseKeys,
    trustReleaseKey,
    withdrawReleaseKey,
    receiveReleasePackage,
    transfers,
    transferReport,
    startRenewal,
    showProfiles,
    setSmallestLevel,
    setDisclosureRule,
    showNotice,
    agreeToNotice,
  ],
  processing: [consentProcessing],
  restores: { releaseKey: restoreKey },
  jobs: [renewalJob],
  phrases,
  afterAcceptance: async (context, db, figures) => {
    await demandPackage(db, context.catalogue);
    await protectFigures(db, figures, protectWishes(context));
  },
};
