import { audiences as allAudiences } from "../../../kernel/contract/audience.ts";
import { type Circle, circles, outermostCircle, reachesOut } from "../../../kernel/contract/circle.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { circleOf } from "../../../runtime/people/circleOf.ts";
import { countyAnswer } from "../../describe/server/describe.ts";

/** The surroundings in which a report for a circle of readers is made: it sees what these see, and never more than its maker. */
export function asReaders<C extends Context>(context: C, readers: Circle): C {
  return { ...context, person: { ...context.person, readsAs: readers } };
}

/**
 * For which circle of readers a report is made: the one asked for, else the outermost that sees its
 * levels. What is for everybody needs no second thought when it is released.
 */
export async function readersOf(
  context: Context,
  { readers, level, profileLevel }: { readers?: Circle; level?: string; profileLevel?: string },
): Promise<Circle> {
  const own = circleOf(context.person);
  if (readers !== undefined) return reachesOut(readers, own) ? readers : own;
  for (const circle of [...circles].reverse()) {
    if (!reachesOut(circle, own)) continue;
    const { levels } = await countyAnswer(asReaders(context, circle));
    const sees = (id: string | undefined) => id === undefined || levels.some((one) => one.id === id);
    if (sees(level) && sees(profileLevel)) return circle;
  }
  return own;
}

/** Refuses audiences that see less than a report holds. */
export function demandReaders(
  report: { readonly title: string; readonly circle: Circle },
  audiences: readonly string[],
): void {
  const chosen = allAudiences.filter((audience) => audiences.includes(audience));
  if (reachesOut(report.circle, outermostCircle(chosen))) return;
  throw new Refusal("report.notForReaders", { title: report.title }, { kind: "conflict" });
}
