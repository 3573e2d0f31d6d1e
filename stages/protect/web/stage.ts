import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "protect",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/daten/freigaben",
      question: "data",
      title: "page.releases",
      load: () => import("./ReleasesPage.tsx"),
      entry: { to: "/daten/freigaben", order: 4, needs: "read delivery" },
    },
    {
      path: "/daten/freigaben/:id",
      question: "data",
      title: "page.report",
      load: () => import("./TransferReportPage.tsx"),
    },
    {
      path: "/daten/leserkreise",
      question: "data",
      title: "page.profiles",
      load: () => import("./ProfilesPage.tsx"),
      entry: { to: "/daten/leserkreise", order: 5, needs: "read disclosureProfile" },
    },
    {
      path: "/vertraulichkeit",
      question: "data",
      title: "page.notice",
      load: () => import("./NoticePage.tsx"),
    },
  ],
};
