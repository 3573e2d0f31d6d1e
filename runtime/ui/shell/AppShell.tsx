import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { useAddressState } from "../address/useAddressState.ts";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { Skeleton } from "../state/Skeleton.tsx";
import { aboutPage, type CountyBrand, type FootEntry, type Question } from "../webStage.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

export interface NavigationGroup {
  readonly question: Question;
  readonly entries: readonly { readonly to: string; readonly title: string }[];
}

/** The frame around every page: whose data, the planner's questions, language and theme. */
export function AppShell({
  county,
  navigation,
  foot = [],
  search,
  account,
  children,
}: {
  readonly county: CountyBrand | undefined;
  readonly navigation: readonly NavigationGroup[];
  readonly foot?: readonly FootEntry[];
  readonly search?: ReactNode;
  /** Who is signed in. */
  readonly account?: ReactNode;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage();
  const { along } = useAddressState();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  const current = groupOf(navigation, pathname);

  // A new page is announced by moving the focus to it, as a browser does with a new document.
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    setOpen(false);
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="k-app">
      <a className="k-skip" href="#inhalt">
        {say("skipToContent")}
      </a>
      {county === undefined || (county.notice === null && !county.isTrial) ? null : (
        <aside className="k-demo" aria-label={say("notice")}>
          <div>
            {county.isTrial ? <span className="k-demo__trial">{say("trial")}</span> : null}
            <span>
              {county.notice === null ? (
                say("trialNotice")
              ) : (
                <>
                  <strong>{say("demo")}</strong> {county.notice}
                </>
              )}
            </span>
          </div>
        </aside>
      )}
      <header className="k-header">
        <div className="k-header__row">
          <NavLink to={along("/")} className="k-brand" end>
            <img src="/icon.svg" alt="" />
            <span>
              <span className="k-brand__name">{county?.name ?? "Kreislauf"}</span>
              <span className="k-brand__what">{say("what")}</span>
            </span>
          </NavLink>
          {search === undefined ? null : (
            <search className="k-header__search" aria-label={say("search")}>
              {search}
            </search>
          )}
          <div className="k-header__tools">
            {account}
            <LanguageSwitch />
            <ThemeSwitch />
            <div className="k-menu-button">
              <Button
                kind="tertiary"
                icon={open ? "close" : "menu"}
                iconOnly
                expanded={open}
                controls="navigation"
                onPress={() => setOpen(!open)}
              >
                {say(open ? "closeMenu" : "openMenu")}
              </Button>
            </div>
          </div>
        </div>
      </header>
      <nav className="k-nav" id="navigation" aria-label={say("navigation")} data-open={open}>
        <div className="k-nav__row">
          {navigation.map((group) => (
            <div className="k-nav__group" key={group.question} data-current={group === current}>
              <Link
                to={along(group.entries[0]?.to ?? "/")}
                className="k-nav__question"
                id={`question-${group.question}`}
                aria-current={group === current ? "true" : undefined}
              >
                {say(`question.${group.question}`)}
              </Link>
              <ul className="k-nav__list" aria-labelledby={`question-${group.question}`}>
                {group.entries.map((entry) => (
                  <li key={entry.to}>
                    <NavLink to={along(entry.to)} end={entry.to === "/"} className="k-nav__link">
                      {entry.title}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      <main className="k-main" id="inhalt" tabIndex={-1} ref={main}>
        <Suspense fallback={<Skeleton shape="lines" />}>{children}</Suspense>
      </main>
      <footer className="k-footer">
        <div>
          {foot.length === 0 ? null : (
            <nav aria-label={say("footNavigation")}>
              <ul className="k-footer__links">
                {foot.map((entry) => (
                  <li key={entry.to}>
                    <Link to={entry.aboutPage ? `${entry.to}?${aboutPage}=${pathname}` : entry.to}>{entry.title}</Link>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <span>{say("footer")}</span>
          <span>
            {say("licence")}
            {county === undefined ? "" : ` · ${say("version", { version: county.version })}`}
          </span>
        </div>
      </footer>
    </div>
  );
}

/** The question that a page belongs to: by the longest address of an entry that it lies under, else the first. */
function groupOf(navigation: readonly NavigationGroup[], pathname: string): NavigationGroup | undefined {
  const reach = ({ entries }: NavigationGroup): number =>
    Math.max(0, ...entries.map(({ to }) => (pathname === to || pathname.startsWith(`${to}/`) ? to.length : 0)));
  return [...navigation].sort((a, b) => reach(b) - reach(a))[0];
}
