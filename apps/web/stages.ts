import type { WebStage } from "../../runtime/ui/webStage.ts";
import { stage as combine } from "../../stages/combine/web/stage.ts";
import { stage as describe } from "../../stages/describe/web/stage.ts";

/** The stages whose pages the web shows, as data flows through them. */
export const webStages: readonly WebStage[] = [describe, combine];
