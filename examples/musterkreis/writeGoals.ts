import { localDay } from "../../kernel/time/localDay.ts";
import type { Context } from "../../runtime/http/operation.ts";
import { createGoal, recordGoalResolution, releaseGoal } from "../../stages/plan/server/plan.ts";

/**
 * A small goal tree of the Musterkreis, through the same operations as people use: one guiding goal
 * that the district council adopted, below it what is measured by the county's figures,
 * and a draft that still lacks its figure.
 */
export async function writeGoals(context: Context): Promise<void> {
  const guiding = await createGoal.run(context, {
    level: "guiding",
    title: "Alle Kinder im Musterkreis wachsen gut auf",
    description: "Woher ein Kind kommt und was seine Eltern verdienen, soll nicht über seine Chancen entscheiden.",
  });
  const lessPoverty = await createGoal.run(context, {
    level: "intermediate",
    title: "Weniger Kinder leben von Grundsicherung",
    parent: guiding.id,
  });
  const goodStart = await createGoal.run(context, {
    level: "intermediate",
    title: "Kinder starten gut in die Schule",
    parent: guiding.id,
  });
  const measured = await createGoal.run(context, {
    level: "operational",
    title: "Bis 2030 leben höchstens 13 von 100 Kindern von Grundsicherung",
    parent: lessPoverty.id,
    ...{ indicator: "kinderarmut", areaLevel: "KREIS", areaCode: "00990", baselinePeriod: "2012" },
    ...{ targetValue: 13, targetDate: "2030-12-31", responsible: "Fachdienst Soziales" },
  });
  await createGoal.run(context, {
    level: "operational",
    title: "Weniger Kinder werden bei der Einschulung zurückgestellt",
    parent: goodStart.id,
    responsible: "Fachdienst Jugend",
  });
  for (const { id } of [guiding, lessPoverty, measured]) await releaseGoal.run(context, { id });
  await recordGoalResolution.run(context, {
    id: guiding.id,
    body: "Kreistag des Musterkreises (fiktiv)",
    decidedOn: localDay(context.now()),
    outcome: "adopted",
    votesFor: 31,
    votesAgainst: 8,
    abstentions: 3,
  });
}
