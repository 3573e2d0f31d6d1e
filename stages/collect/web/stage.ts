import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };

export const stage: WebStage = {
  name: "collect",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: async () => {
    const [spaces, own] = await Promise.all([import("../spaces/messages.en.json"), import("../messages.en.json")]);
    return { default: { ...spaces.default, ...own.default } };
  },
  pages: [
    {
      path: "/daten/lieferungen",
      question: "data",
      title: "page.deliveries",
      load: () => import("./DeliveriesPage.tsx"),
      entry: { to: "/daten/lieferungen", order: 1, needs: "read delivery" },
    },
    {
      path: "/daten/luecken",
      question: "data",
      title: "page.missing",
      load: () => import("./MissingPage.tsx"),
      entry: { to: "/daten/luecken", order: 2 },
    },
    {
      path: "/daten/raeume",
      question: "data",
      title: "page.spaces",
      load: () => import("./SpacesPage.tsx"),
      entry: { to: "/daten/raeume", order: 3 },
    },
    {
      path: "/daten/raeume/einlesen",
      question: "data",
      title: "page.spacesImport",
      load: () => import("./SpacesImportPage.tsx"),
    },
    {
      path: "/daten/vereinbarungen",
      question: "data",
      title: "page.agreements",
      load: () => import("./AgreementsPage.tsx"),
      entry: { to: "/daten/vereinbarungen", order: 5 },
    },
    {
      path: "/daten/lieferungen/:id",
      question: "data",
      title: "page.delivery",
      load: () => import("./DeliveryPage.tsx"),
    },
  ],
};
