import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import type { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Sheet } from "../../../runtime/ui/control/Sheet.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../runtime/ui/language/useSentence.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Session, session, signOut } from "../contract.ts";
import { SignInWays } from "./SignInWays.tsx";
import "./people.css";

/** The dialog over a form: says why, and asks for password, second factor or passkey of the same person. */
export default function SignInDialog({
  trouble,
  ways,
  account,
  onAnswer,
}: {
  readonly trouble: Trouble;
  readonly ways: Session;
  /** Who was signed in; null when nobody was. */
  readonly account: Session["account"];
  readonly onAnswer: (isSignedIn: boolean) => void;
}) {
  const { say } = useLanguage("people");
  const { code, parts, message } = trouble;
  const inWords = useSentence(code.slice(0, code.indexOf(".")));
  const sentence = inWords(parts === null ? null : { code, ...parts }, message);
  const lead = useId();
  const [other, setOther] = useState<string>();
  const [failed, setFailed] = useState<Error>();

  const finish = async (): Promise<void> => {
    setFailed(undefined);
    const now = await callOperation(session, {});
    // What one person has typed is never sent under the name of another.
    if (account !== null && now.account !== null && now.account.email !== account.email) {
      await callOperation(signOut, {});
      setOther(now.account.name);
    } else onAnswer(true);
  };
  const goOn = () => void finish().catch(setFailed);

  return (
    <Sheet title={say("again.title")} describedBy={lead} onClose={() => onAnswer(false)}>
      <FirstField key={other}>
        <div id={lead} className="k-stack k-stack--tight">
          <p lang={sentence.lang}>{sentence.text}</p>
          <p>{say("again.lead")}</p>
          {account === null ? null : <p>{say("again.account", { ...account })}</p>}
        </div>
        {other === undefined || account === null ? null : (
          <p className="k-note k-note--trouble" role="alert">
            {say("again.other", { other, name: account.name })}
          </p>
        )}
        {failed === undefined ? null : <TroubleNote trouble={failed} />}
        <SignInWays answer={ways} knownEmail={account?.email} onDone={goOn}>
          {ways.provider === null ? null : (
            <div className="k-stack k-stack--tight">
              <p>{say("again.provider", { name: ways.provider })}</p>
              <div className="k-row">
                <a
                  className="kern-btn kern-btn--secondary k-btn"
                  href="/anmelden?zurueck=%2Fkonto"
                  target="_blank"
                  rel="noreferrer"
                >
                  <span className="kern-label">
                    {say("signIn.provider", { name: ways.provider })} {say("again.newWindow")}
                  </span>
                </a>
                <Button kind="secondary" onPress={goOn}>
                  {say("again.goOn")}
                </Button>
              </div>
            </div>
          )}
        </SignInWays>
      </FirstField>
    </Sheet>
  );
}

/** The first field has the focus when the dialog opens, and when one step gives way to the next. */
function FirstField({ children }: { readonly children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const first = () => box.current?.querySelector<HTMLInputElement>("input:not([hidden])");
  // The browser gives the focus to what bears this mark when it opens the dialog.
  useLayoutEffect(() => first()?.setAttribute("autofocus", ""));
  useEffect(() => {
    const step = new MutationObserver(() => {
      if (document.activeElement === document.body || document.activeElement === box.current?.closest("dialog"))
        first()?.focus();
    });
    if (box.current !== null) step.observe(box.current, { childList: true, subtree: true });
    return () => step.disconnect();
  });
  return (
    <div ref={box} className="k-stack o-door">
      {children}
    </div>
  );
}
