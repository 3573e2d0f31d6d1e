import type { ServerStage } from "../../runtime/http/operation.ts";

/** What the server offers, stage by stage as data flows; the name is the first part of the codes of its refusals. */
export const serverStages: ReadonlyMap<string, ServerStage> = new Map([]);
