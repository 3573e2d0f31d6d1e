import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { askToSignInBy } from "../../../runtime/ui/call/signInAgain.ts";
import type { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Session, session } from "../contract.ts";

const SignInDialog = lazy(() => import("./SignInDialog.tsx"));

interface Asked {
  readonly trouble: Trouble;
  readonly answer: (isSignedIn: boolean) => void;
}

/**
 * Waits for a change that is refused because the sign-in is over or too old, and asks for it over
 * the page. Afterwards the focus is where it was.
 */
export function SignInAgain() {
  const { say } = useLanguage("people");
  const who = useOperation(session, {});
  const [asked, setAsked] = useState<Asked>();
  const [isDone, setIsDone] = useState(false);
  const focus = useLastFocus(asked === undefined);
  // Once the session is over the server knows nobody any more.
  const account = useRef<Session["account"]>(null);
  if (who.data?.account != null) account.current = who.data.account;

  useEffect(
    () =>
      askToSignInBy(
        (trouble, signal) =>
          new Promise((resolve) => {
            let isOver = false;
            const answer = (isSignedIn: boolean) => {
              if (isOver) return;
              isOver = true;
              setAsked(undefined);
              setIsDone(isSignedIn);
              resolve(isSignedIn);
            };
            // Whoever gives the work up is not asked for it any more.
            signal?.addEventListener("abort", () => answer(false));
            setIsDone(false);
            setAsked({ trouble, answer });
          }),
      ),
    [],
  );

  return (
    <>
      <p aria-live="polite" className="k-sr">
        {isDone ? say("again.done") : ""}
      </p>
      {asked === undefined || who.data === undefined ? null : (
        <Suspense>
          <SignInDialog
            trouble={asked.trouble}
            ways={who.data}
            account={account.current}
            onAnswer={(isSignedIn) => {
              asked.answer(isSignedIn);
              focus.giveBack();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/**
 * Where the person was on the page. The button that was pressed is closed while its work goes on, and a closed
 * button loses the focus: it gets it back when it opens again, unless the person has gone elsewhere.
 */
function useLastFocus(isWatching: boolean): { readonly giveBack: () => void } {
  const last = useRef<HTMLElement | null>(null);
  const watching = useRef(isWatching);
  watching.current = isWatching;
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (watching.current && target instanceof HTMLElement) last.current = target;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  const giveBack = (): void => {
    const wanted = last.current;
    if (wanted === null) return;
    const tries = new MutationObserver(() => attempt());
    const attempt = (): void => {
      const isElsewhere = document.activeElement !== document.body && document.activeElement !== null;
      if (wanted.isConnected && !isElsewhere) wanted.focus();
      if (isElsewhere || !wanted.isConnected || document.activeElement === wanted) tries.disconnect();
    };
    // When the dialog has gone.
    requestAnimationFrame(() => {
      tries.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
      attempt();
    });
  };
  return { giveBack };
}
