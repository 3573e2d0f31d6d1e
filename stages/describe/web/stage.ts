import type { WebStage } from "../../../runtime/ui/webStage.ts";
import de from "./phrases.de.json" with { type: "json" };
import { useCountyBrand } from "./useCountyBrand.ts";

/** Pages that show how things stand: overview, indicators, area profiles, comparison, catalogue. */
export const stage: WebStage = {
  name: "describe",
  phrases: { de, en: () => import("./phrases.en.json") },
  messages: () => import("../messages.en.json"),
  panels: { search: { title: "search.label", load: () => import("./SearchPanel.tsx") }, useCounty: useCountyBrand },
  pages: [
    {
      path: "/",
      question: "stand",
      title: "page.overview",
      load: () => import("./OverviewPage.tsx"),
      entry: { to: "/", order: 1 },
    },
    {
      path: "/mein-ort",
      question: "stand",
      title: "page.myPlace",
      load: () => import("./MyPlacePage.tsx"),
      entry: { to: "/mein-ort", order: 1.5 },
    },
    {
      path: "/mein-ort/:ebene/:schluessel",
      question: "stand",
      title: "page.myPlace",
      load: () => import("./MyPlacePage.tsx"),
    },
    {
      path: "/indikatoren",
      question: "stand",
      title: "page.indicators",
      load: () => import("./IndicatorsPage.tsx"),
      entry: { to: "/indikatoren", order: 2 },
    },
    { path: "/indikatoren/:id", question: "stand", title: "page.indicator", load: () => import("./IndicatorPage.tsx") },
    {
      path: "/gebiete",
      question: "stand",
      title: "page.areas",
      load: () => import("./AreasPage.tsx"),
      entry: { to: "/gebiete", order: 3 },
    },
    {
      path: "/gebiete/:ebene/:schluessel",
      question: "stand",
      title: "page.area",
      load: () => import("./AreaProfilePage.tsx"),
    },
    {
      path: "/vergleich",
      question: "stand",
      title: "page.comparison",
      load: () => import("./ComparisonPage.tsx"),
      entry: { to: "/vergleich", order: 4 },
    },
    {
      path: "/katalog",
      question: "data",
      title: "page.catalogue",
      load: () => import("./CataloguePage.tsx"),
      entry: { to: "/katalog", order: 8 },
    },
    {
      path: "/uebergaben",
      question: "data",
      title: "page.handovers",
      load: () => import("./HandoversPage.tsx"),
      entry: { to: "/uebergaben", order: 9, needs: "read delivery" },
    },
    {
      path: "/katalog/neu",
      question: "data",
      title: "page.newIndicator",
      load: () => import("./EditIndicatorPage.tsx"),
    },
    {
      path: "/katalog/grundzahlen/neu",
      question: "data",
      title: "page.newBaseFigure",
      load: () => import("./EditBaseFigurePage.tsx"),
    },
    {
      path: "/katalog/grundzahlen/:id",
      question: "data",
      title: "page.editBaseFigure",
      load: () => import("./EditBaseFigurePage.tsx"),
    },
    {
      path: "/katalog/:id",
      question: "data",
      title: "page.editIndicator",
      load: () => import("./EditIndicatorPage.tsx"),
    },
    {
      path: "/verwaltung/hintergrundkarte",
      question: "office",
      title: "page.baseMap",
      load: () => import("./BaseMapPage.tsx"),
      entry: { to: "/verwaltung/hintergrundkarte", order: 9 },
    },
  ],
};
