import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "running",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/verwaltung/regelbetrieb",
      question: "office",
      title: "page.onboarding",
      load: () => import("./OnboardingPage.tsx"),
      entry: { to: "/verwaltung/regelbetrieb", order: 0.5, needs: "read settings" },
    },
    {
      path: "/verwaltung/auftraege",
      question: "office",
      title: "page.jobs",
      load: () => import("./JobsPage.tsx"),
      entry: { to: "/verwaltung/auftraege", order: 9 },
    },
  ],
};
