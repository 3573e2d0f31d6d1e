import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Outlet, useRouteError } from "react-router";
import { tenantPrefix } from "../../runtime/ui/address/tenantPrefix.ts";
import { OpenCalls } from "../../runtime/ui/call/openCalls.ts";
import { SlotProvider } from "../../runtime/ui/panel/Slot.tsx";
import { AppShell, type NavigationGroup } from "../../runtime/ui/shell/AppShell.tsx";
import { usePageTitle } from "../../runtime/ui/shell/usePageTitle.ts";
import { Skeleton } from "../../runtime/ui/state/Skeleton.tsx";
import { TroubleNote } from "../../runtime/ui/state/TroubleNote.tsx";
import { type FootEntry, questions, type WebStage } from "../../runtime/ui/webStage.ts";
import { LazySearch } from "./LazySearch.tsx";
import { NoPage } from "./NoPage.tsx";

/** All pages of all stages under their German addresses, within the shell. */
export function makeRouter(stages: readonly WebStage[]) {
  const useCounty = stages.flatMap((stage) => stage.panels?.useCounty ?? [])[0];
  const search = stages.flatMap((stage) =>
    stage.panels?.search === undefined ? [] : [{ ...stage.panels.search, stage: stage.name }],
  )[0];

  const account = stages.flatMap((stage) => stage.panels?.account ?? [])[0];
  const AccountMenu = account === undefined ? undefined : lazy(account);

  const useMay = stages.flatMap((stage) => stage.panels?.useMay ?? [])[0];
  const useOpenCalls = stages.flatMap((stage) => stage.panels?.useOpenCalls ?? [])[0];
  const banners = stages.flatMap((stage) => (stage.panels?.banner === undefined ? [] : [lazy(stage.panels.banner)]));

  function Frame() {
    const county = useCounty?.();
    const { t } = useTranslation();
    return (
      <AppShell
        county={county}
        navigation={useNavigation(stages, useMay?.())}
        foot={useFoot(stages)}
        search={
          search === undefined ? undefined : (
            <LazySearch load={search.load} label={t(search.title, { ns: search.stage })} />
          )
        }
        account={
          AccountMenu === undefined ? undefined : (
            <Suspense>
              <AccountMenu />
            </Suspense>
          )
        }
      >
        {banners.map((Banner, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of stages never changes.
          <Suspense key={at}>
            <Banner />
          </Suspense>
        ))}
        <OpenCalls value={useOpenCalls?.()}>
          <SlotProvider stages={stages}>
            <Outlet />
          </SlotProvider>
        </OpenCalls>
      </AppShell>
    );
  }

  const routes = [
    {
      element: <Frame />,
      children: [
        {
          errorElement: <PageTrouble />,
          children: [
            ...stages.flatMap((stage) =>
              stage.pages.map((page) => ({
                path: page.path,
                element: <LazyPage of={lazy(page.load)} title={page.title} stage={stage.name} />,
              })),
            ),
            { path: "*", element: <NoPage /> },
          ],
        },
      ],
    },
  ];
  const basename = tenantPrefix();
  return createBrowserRouter(routes, basename === "" ? {} : { basename });
}

function LazyPage({
  of: Page,
  title,
  stage,
}: {
  readonly of: ComponentType;
  readonly title: string;
  readonly stage: string;
}) {
  return (
    <Suspense fallback={<Skeleton shape="lines" />}>
      <UsualTitle key={`${stage} ${title}`} title={title} stage={stage} />
      <Page />
    </Suspense>
  );
}

/** Names the window after the page; stands before it, so that a page that knows better, such as the name of an area, has the last word. */
function UsualTitle({ title, stage }: { readonly title: string; readonly stage: string }) {
  const { t } = useTranslation();
  usePageTitle(t(title, { ns: stage }));
  return null;
}

function PageTrouble() {
  const trouble = useRouteError();
  return (
    <TroubleNote
      trouble={trouble instanceof Error ? trouble : new Error(String(trouble))}
      onRetry={() => location.reload()}
    />
  );
}

function useFoot(stages: readonly WebStage[]): readonly FootEntry[] {
  const { t } = useTranslation();
  return stages
    .flatMap((stage) =>
      stage.pages.flatMap(({ path, title, foot }) =>
        foot === undefined ? [] : [{ ...foot, to: path, title: t(title, { ns: stage.name }) }],
      ),
    )
    .sort((a, b) => a.order - b.order)
    .map(({ to, title, aboutPage = false }) => ({ to, title, aboutPage }));
}

function useNavigation(stages: readonly WebStage[], may: readonly string[] | undefined): readonly NavigationGroup[] {
  const { t } = useTranslation();
  const entries = stages.flatMap((stage) =>
    stage.pages.flatMap((page) =>
      page.entry === undefined || (page.entry.needs !== undefined && may?.includes(page.entry.needs) === false)
        ? []
        : [{ ...page.entry, question: page.question, title: t(page.title, { ns: stage.name }) }],
    ),
  );
  return questions
    .map((question) => ({
      question,
      entries: entries.filter((entry) => entry.question === question).sort((a, b) => a.order - b.order),
    }))
    .filter((group) => group.entries.length > 0);
}
