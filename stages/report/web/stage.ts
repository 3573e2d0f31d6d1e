import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "report",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  slots: {
    takePart: () => import("./PublishedReports.tsx"),
    openDecisions: () => import("./OpenDecisions.tsx"),
  },
  pages: [
    {
      path: "/berichte",
      question: "reports",
      title: "page.reports",
      load: () => import("./ReportsPage.tsx"),
      entry: { to: "/berichte", order: 1 },
    },
    { path: "/berichte/:id", question: "reports", title: "page.report", load: () => import("./ReportPage.tsx") },
  ],
};
