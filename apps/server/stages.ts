import { stage as history } from "../../offices/history/server/stage.ts";
import { stage as people } from "../../offices/people/server/stage.ts";
import { stage as readers } from "../../offices/readers/server/stage.ts";
import { stage as running } from "../../offices/running/server/stage.ts";
import type { ServerStage } from "../../runtime/http/operation.ts";
import { stage as collect } from "../../stages/collect/server/stage.ts";
import { stage as combine } from "../../stages/combine/server/stage.ts";
import { stage as describe } from "../../stages/describe/server/stage.ts";
import { stage as plan } from "../../stages/plan/server/stage.ts";
import { stage as protect } from "../../stages/protect/server/stage.ts";
import { stage as report } from "../../stages/report/server/stage.ts";

/** What the server offers, stage by stage as data flows, then the offices beside them; the name is the first part of the codes of its refusals. */
export const serverStages: ReadonlyMap<string, ServerStage> = new Map([
  ["collect", collect],
  ["protect", protect],
  ["describe", describe],
  ["combine", combine],
  ["plan", plan],
  ["report", report],
  ["history", history],
  ["running", running],
  ["people", people],
  ["readers", readers],
]);
