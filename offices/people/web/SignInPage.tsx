import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { goToProvider, passkeyChallenge, type Session, session, signIn, signInWithPasskey } from "../contract.ts";
import { NotNeeded } from "./NotNeeded.tsx";
import { placeBefore } from "./placeBefore.ts";
import { SecondFactorStep } from "./SecondFactorStep.tsx";
import { browserHasPasskeys, usePasskey } from "./usePasskey.ts";
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
            <Ways answer={answer} />
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

function Ways({ answer }: { readonly answer: Session }) {
  const { say } = useLanguage("people");
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode) return <SecondFactorStep onDone={goOn} onOver={() => setNeedsCode(false)} />;
  const others = answer.provider !== null || (answer.passkeys && browserHasPasskeys());
  return (
    <div className="k-stack">
      {answer.provider === null ? null : <ByProvider name={answer.provider} />}
      {answer.passkeys && browserHasPasskeys() ? <ByPasskey /> : null}
      {others ? <p className="o-or">{say("signIn.or")}</p> : null}
      <ByPassword onSecondFactor={() => setNeedsCode(true)} />
    </div>
  );
}

function ByPassword({ onSecondFactor }: { readonly onSecondFactor: () => void }) {
  const { say } = useLanguage("people");
  const enter = useAction(signIn);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await enter.run({ email, password });
        if (done?.next === "secondFactor") onSecondFactor();
        else if (done !== undefined) goOn();
      }}
    >
      <TextField label={say("email")} type="email" autoComplete="username" value={email} required onChange={setEmail} />
      <TextField
        label={say("password")}
        type="password"
        autoComplete="current-password"
        value={password}
        required
        onChange={setPassword}
      />
      {enter.trouble === undefined ? null : <TroubleNote trouble={enter.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={enter.running}>
          {say("page.signIn")}
        </Button>
      </div>
      <p className="k-small k-muted">{say("signIn.forgotten")}</p>
    </form>
  );
}

function ByPasskey() {
  const { say } = useLanguage("people");
  const { run, running, trouble } = usePasskey();
  return (
    <div className="k-stack k-stack--tight">
      <div>
        <Button
          kind="secondary"
          icon="person"
          disabled={running}
          onPress={async () => {
            const done = await run(
              "show",
              () => callOperation(passkeyChallenge, {}),
              (answer) => callOperation(signInWithPasskey, { answer }),
            );
            if (done !== undefined) goOn();
          }}
        >
          {say("signIn.passkey")}
        </Button>
      </div>
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
    </div>
  );
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
