import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { listIndices } from "./listIndices.ts";
import { showIndex } from "./showIndex.ts";

/** What the server offers of composite indices. */
export const stage: ServerStage = { operations: [showIndex, listIndices], phrases };
