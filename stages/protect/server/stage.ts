import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { simpleShares } from "../simpleShares.ts";
import { protectFigures } from "./protectFigures.ts";
import { receiveReleasePackage } from "./receiveReleasePackage.ts";
import { releaseKeys } from "./releaseKeys.ts";
import { transfers } from "./transfers.ts";
import { trustReleaseKey } from "./trustReleaseKey.ts";
import { withdrawReleaseKey } from "./withdrawReleaseKey.ts";

export const stage: ServerStage = {
  operations: [releaseKeys, trustReleaseKey, withdrawReleaseKey, receiveReleasePackage, transfers],
  phrases,
  afterAcceptance: async (context, db, figures) => {
    await protectFigures(db, figures, {
      catalogue: context.catalogue,
      day: context.now().toISOString().slice(0, 10),
      shares: simpleShares(context.catalogue.indicators.values()),
    });
  },
};
