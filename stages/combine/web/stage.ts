import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };
import en from "./phrases.en.json" with { type: "json" };

/** Pages of composite indices. */
export const stage: WebStage = {
  name: "combine",
  phrases: { de, en },
  pages: [
    {
      path: "/sozialformel",
      question: "stand",
      title: "page.sozialformel",
      load: () => import("./SozialformelPage.tsx"),
      entry: { to: "/sozialformel", order: 5 },
    },
  ],
};
