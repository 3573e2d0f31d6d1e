import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Skeleton } from "../../../runtime/ui/state/Skeleton.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { signInByProvider } from "../contract.ts";
import { placeBefore } from "./placeBefore.ts";

/** Back from the county's provider: hands its answer to the server, and goes on. */
export default function ProviderReturnPage() {
  const { say } = useLanguage("people");
  const { run, trouble } = useAction(signInByProvider);
  const answered = useRef(false);
  usePageTitle(say("page.signIn"));
  useEffect(() => {
    // The answer is good for one time, and a strict development build calls twice.
    if (answered.current) return;
    answered.current = true;
    const given = new URLSearchParams(location.search);
    history.replaceState(null, "", location.pathname);
    const parts = Object.fromEntries(
      (["state", "code", "iss", "error"] as const).flatMap((name) => {
        const value = given.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    void run(parts).then((done) => {
      if (done === undefined) return;
      const before = sessionStorage.getItem("kreislauf.zurueck") ?? "/";
      location.replace(placeBefore(`?zurueck=${encodeURIComponent(before)}`));
    });
  }, [run]);
  return (
    <div className="k-stack o-door">
      <h1 className="k-h1">{say("page.signIn")}</h1>
      {trouble === undefined ? (
        <Skeleton shape="lines" />
      ) : (
        <>
          <TroubleNote trouble={trouble} />
          <p>
            <Link to="/anmelden">{say("signIn.again")}</Link>
          </p>
        </>
      )}
    </div>
  );
}
