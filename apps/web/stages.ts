import { stage as history } from "../../offices/history/web/stage.ts";
import { stage as people } from "../../offices/people/web/stage.ts";
import { stage as readers } from "../../offices/readers/web/stage.ts";
import { stage as running } from "../../offices/running/web/stage.ts";
import type { WebStage } from "../../runtime/ui/webStage.ts";
import { stage as collect } from "../../stages/collect/web/stage.ts";
import { stage as combine } from "../../stages/combine/web/stage.ts";
import { stage as describe } from "../../stages/describe/web/stage.ts";
import { stage as plan } from "../../stages/plan/web/stage.ts";
import { stage as protect } from "../../stages/protect/web/stage.ts";
import { stage as report } from "../../stages/report/web/stage.ts";

/** The stages whose pages the web shows, as data flows through them, then the offices. */
export const webStages: readonly WebStage[] = [
  collect,
  protect,
  describe,
  combine,
  plan,
  report,
  people,
  history,
  running,
  readers,
];
