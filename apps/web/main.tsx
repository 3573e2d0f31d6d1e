import "../../runtime/ui/theme/kern.css";
import "../../runtime/ui/theme/fonts.css";
import "../../runtime/ui/theme/tokens.css";
import "../../runtime/ui/theme/base.css";
import "../../runtime/ui/theme/shell.css";
import "../../runtime/ui/theme/layout.css";
import "../../runtime/ui/theme/control.css";
import "../../runtime/ui/theme/figure.css";
import "../../runtime/ui/theme/map.css";
import "../../runtime/ui/theme/page.css";
import "../../runtime/ui/theme/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { startLanguages } from "../../runtime/ui/language/language.ts";
import { knowMessages } from "../../runtime/ui/language/useSentence.ts";
import { knowSteps } from "../../runtime/ui/language/useStep.ts";
import { makeRouter } from "./router.tsx";
import { webStages } from "./stages.ts";

const place = document.getElementById("page");
if (place === null) throw new Error("index.html has no place for the page");

knowMessages(webStages);
knowSteps(async () => (await import("../progressInEnglish.ts")).progressInEnglish);
await startLanguages(webStages.map(({ name, phrases }) => ({ name, ...phrases })));

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } })}>
      <RouterProvider router={makeRouter(webStages)} />
    </QueryClientProvider>
  </StrictMode>,
);
