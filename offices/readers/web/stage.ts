import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "readers",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  slots: { takePart: () => import("./SayIt.tsx") },
  pages: [
    {
      path: "/rueckmeldung",
      question: "office",
      title: "page.message",
      load: () => import("./MessagePage.tsx"),
      foot: { order: 1, aboutPage: true },
    },
    {
      path: "/barrierefreiheit",
      question: "office",
      title: "page.accessibility",
      load: () => import("./AccessibilityPage.tsx"),
      foot: { order: 2 },
    },
    {
      path: "/leichte-sprache",
      question: "office",
      title: "page.plain",
      load: () => import("./PlainPage.tsx"),
      foot: { order: 3 },
    },
    {
      path: "/verwaltung/rueckmeldungen",
      question: "office",
      title: "page.messages",
      load: () => import("./MessagesPage.tsx"),
      entry: { to: "/verwaltung/rueckmeldungen", order: 8, needs: "read readerMessage" },
    },
  ],
};
