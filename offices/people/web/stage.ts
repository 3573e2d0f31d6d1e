import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };
import { useMay, useOpenCalls } from "./useMay.ts";

export const stage: WebStage = {
  name: "people",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  pages: [
    {
      path: "/verwaltung/menschen",
      question: "office",
      title: "page.people",
      load: () => import("./PeoplePage.tsx"),
      entry: { to: "/verwaltung/menschen", order: 1, needs: "read settings" },
    },
    {
      path: "/verwaltung/rollen",
      question: "office",
      title: "page.roles",
      load: () => import("./RolesPage.tsx"),
      entry: { to: "/verwaltung/rollen", order: 2, needs: "read settings" },
    },
    {
      path: "/verwaltung/organigramm",
      question: "office",
      title: "page.units",
      load: () => import("./UnitsPage.tsx"),
      entry: { to: "/verwaltung/organigramm", order: 3, needs: "read settings" },
    },
    {
      path: "/verwaltung/mandanten",
      question: "office",
      title: "page.tenants",
      load: () => import("./TenantsPage.tsx"),
      entry: { to: "/verwaltung/mandanten", order: 4, needs: "read settings" },
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
  panels: {
    account: () => import("./AccountMenu.tsx"),
    banner: () => import("./Banners.tsx"),
    useMay,
    useOpenCalls,
  },
};
