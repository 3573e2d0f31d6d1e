import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { simpleShares } from "../simpleShares.ts";
import { protectFigures } from "./protectFigures.ts";

export const stage: ServerStage = {
  operations: [],
  phrases,
  afterAcceptance: async (context, db, figures) => {
    await protectFigures(db, figures, {
      catalogue: context.catalogue,
      shares: simpleShares(context.catalogue.indicators.values()),
    });
  },
};
