import type { Workbench } from "../../indexContract.ts";
import type { BenchIndex } from "./benchIndex.ts";

/** What every sheet of the index page gets. */
export interface BenchProps {
  readonly bench: Workbench;
  readonly index: BenchIndex;
  /** Id of the index that is looked at: burden, competence, or the only one. */
  readonly root: string;
}
