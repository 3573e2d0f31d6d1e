import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

/** Pages of goals: where the county wants to go. */
export const stage: WebStage = {
  name: "plan",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/ziele",
      question: "aim",
      title: "page.goals",
      load: () => import("./GoalsPage.tsx"),
      entry: { to: "/ziele", order: 0 },
    },
    { path: "/ziele/neu", question: "aim", title: "page.newGoal", load: () => import("./NewGoalPage.tsx") },
    { path: "/ziele/:id", question: "aim", title: "page.goal", load: () => import("./GoalPage.tsx") },
    {
      path: "/ziele/:id/bearbeiten",
      question: "aim",
      title: "page.editGoal",
      load: () => import("./EditGoalPage.tsx"),
    },
  ],
};
