import type { Context } from "../../../../runtime/http/operation.ts";
import { reachOf } from "../../../../runtime/people/policy.ts";
import { type Interpretation, knowledgeContract } from "../../contract/interpretations.ts";
import { interpretationsFor } from "./storedInterpretation.ts";

/** The interpretations with these numbers, as far as the person may read them: for a report that carries them. */
export function chosenInterpretations(context: Context, ids: readonly number[]): Promise<Interpretation[]> {
  return interpretationsFor({ ...context, reach: reachOf(context.person, knowledgeContract.policy) }, { ids });
}
