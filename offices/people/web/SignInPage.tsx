import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { goToProvider, session } from "../contract.ts";
import { NotNeeded } from "./NotNeeded.tsx";
import { placeBefore } from "./placeBefore.ts";
import { SignInWays } from "./SignInWays.tsx";
import "./people.css";

/** Coming in: by the county's provider, a passkey, or a password and, where there is one, the second factor. */
export default function SignInPage() {
  const { say } = useLanguage("people");
  const who = useOperation(session, {});
  usePageTitle(say("page.signIn"));
  return (
    <div className="k-stack k-stack--wide o-door">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.signIn")}</h1>
      </header>
      <Answer of={who} shape="lines">
        {(answer) =>
          answer.signIn === "none" ? (
            <NotNeeded />
          ) : answer.firstIsMissing ? (
            <EmptyState title={say("signIn.first")}>
              <p>{say("signIn.firstHelp")}</p>
              <code className="o-secret">{say("signIn.firstCommand")}</code>
            </EmptyState>
          ) : (
            <SignInWays answer={answer} onDone={goOn}>
              {answer.provider === null ? null : <ByProvider name={answer.provider} />}
            </SignInWays>
          )
        }
      </Answer>
    </div>
  );
}

/** A whole new page, so that nothing stays in sight that was read as somebody else. */
function goOn(): void {
  location.assign(placeBefore(location.search));
}

function ByProvider({ name }: { readonly name: string }) {
  const { say } = useLanguage("people");
  const go = useAction(goToProvider);
  return (
    <div className="k-stack k-stack--tight">
      <div>
        <Button
          kind="primary"
          disabled={go.running}
          onPress={async () => {
            sessionStorage.setItem("kreislauf.zurueck", placeBefore(location.search));
            const way = await go.run({});
            if (way !== undefined) location.assign(way.address);
          }}
        >
          {say("signIn.provider", { name })}
        </Button>
      </div>
      {go.trouble === undefined ? null : <TroubleNote trouble={go.trouble} />}
    </div>
  );
}
