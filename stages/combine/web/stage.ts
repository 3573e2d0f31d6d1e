import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

/** Pages of composite indices. */
export const stage: WebStage = {
  name: "combine",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/sozialformel",
      question: "stand",
      title: "page.sozialformel",
      load: () => import("./SozialformelPage.tsx"),
      entry: { to: "/sozialformel", order: 5 },
    },
    {
      path: "/indizes",
      question: "stand",
      title: "page.indices",
      load: () => import("./IndicesPage.tsx"),
      entry: { to: "/indizes", order: 6 },
    },
    { path: "/indizes/neu", question: "stand", title: "page.newIndex", load: () => import("./NewIndexPage.tsx") },
    { path: "/indizes/:id", question: "stand", title: "page.index", load: () => import("./IndexPage.tsx") },
    {
      path: "/indizes/:id/fassung/:version",
      question: "stand",
      title: "page.sheet",
      load: () => import("./SheetPage.tsx"),
    },
    {
      path: "/verfahren",
      question: "aim",
      title: "page.rounds",
      load: () => import("./RoundsPage.tsx"),
      entry: { to: "/verfahren", order: 1 },
    },
    { path: "/verfahren/anleitung", question: "aim", title: "page.guide", load: () => import("./GuidePage.tsx") },
    { path: "/verfahren/:id", question: "aim", title: "page.round", load: () => import("./RoundPage.tsx") },
    { path: "/mitmachen", question: "aim", title: "page.seat", load: () => import("./SeatPage.tsx") },
  ],
};
