import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "history",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/verwaltung/aenderungen",
      question: "office",
      title: "page.changes",
      load: () => import("./ChangesPage.tsx"),
      entry: { to: "/verwaltung/aenderungen", order: 6 },
    },
    {
      path: "/verwaltung/aenderungen/fassungen",
      question: "office",
      title: "page.versions",
      load: () => import("./VersionsPage.tsx"),
    },
    {
      path: "/verwaltung/protokoll",
      question: "office",
      title: "page.trail",
      load: () => import("./TrailPage.tsx"),
      entry: { to: "/verwaltung/protokoll", order: 7, needs: "read auditLog" },
    },
    {
      path: "/verwaltung/verarbeitungen",
      question: "office",
      title: "page.record",
      load: () => import("./ProcessingRecordPage.tsx"),
      entry: { to: "/verwaltung/verarbeitungen", order: 8, needs: "read settings" },
    },
  ],
};
