import { operation } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { createGoalContract, goalsContract } from "../contract.ts";
import { inTreeOrder } from "../goalLevels.ts";
import { treeSentence } from "../goalSentence.ts";
import { goalHeads } from "./goalHeads.ts";
import { seenGoals, today } from "./goalStore.ts";
import { unitsOn } from "./unitsOn.ts";

/** The goal tree as the asking person may see it. */
export const listGoals = operation(
  goalsContract,
  async (context, { setAside = false }) => {
    const seen = (await seenGoals(context)).filter(({ row }) => setAside || !row.set_aside);
    const heads = await goalHeads(context, seen);
    const order = inTreeOrder(seen.map(({ row, content }) => ({ id: row.id, parent: content.parent })));
    const counts = { reached: 0, onCourse: 0, behind: 0, farBehind: 0, unmeasured: 0 };
    for (const { level, setAside: isOut, progress } of heads.values())
      if (level === "operational" && !isOut) counts[progress?.course ?? "unmeasured"] += 1;
    const mayWrite = mayI(context.person, createGoalContract.policy, ["own"]);
    return {
      goals: order.flatMap(({ id, depth }) => {
        const head = heads.get(id);
        return head === undefined ? [] : [{ ...head, depth }];
      }),
      counts,
      sentence: treeSentence(counts),
      units: mayWrite ? await unitsOn(context.db, today(context)) : [],
    };
  },
  { narrows: ["own", "published"] },
);
