import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };
import en from "./phrases.en.json" with { type: "json" };

export const stage: WebStage = {
  name: "people",
  phrases: { de, en },
  pages: [
    {
      path: "/verwaltung/menschen",
      question: "office",
      title: "page.people",
      load: () => import("./PeoplePage.tsx"),
      entry: { to: "/verwaltung/menschen", order: 1 },
    },
    { path: "/anmelden", question: "office", title: "page.signIn", load: () => import("./SignInPage.tsx") },
    {
      path: "/anmelden/anbieter",
      question: "office",
      title: "page.signIn",
      load: () => import("./ProviderReturnPage.tsx"),
    },
    { path: "/einladung", question: "office", title: "page.invitation", load: () => import("./InvitationPage.tsx") },
    { path: "/konto", question: "office", title: "page.account", load: () => import("./AccountPage.tsx") },
  ],
  panels: { account: () => import("./AccountMenu.tsx") },
};
