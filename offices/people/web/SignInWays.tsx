import { type ReactNode, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { passkeyChallenge, type Session, signIn, signInWithPasskey } from "../contract.ts";
import { SecondFactorStep } from "./SecondFactorStep.tsx";
import { browserHasPasskeys, usePasskey } from "./usePasskey.ts";

/** The ways in that there are here: by the county's provider, a passkey, or a password and, where there is one, the second factor. */
export function SignInWays({
  answer,
  knownEmail,
  onDone,
  children,
}: {
  readonly answer: Session;
  /** Who signs in again need not say who it is. */
  readonly knownEmail?: string | undefined;
  readonly onDone: () => void;
  /** The way by the provider, which leaves this page or opens another. */
  readonly children?: ReactNode;
}) {
  const { say } = useLanguage("people");
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode) return <SecondFactorStep onDone={onDone} onOver={() => setNeedsCode(false)} />;
  const others = answer.provider !== null || (answer.passkeys && browserHasPasskeys());
  return (
    <div className="k-stack">
      {children}
      {answer.passkeys && browserHasPasskeys() ? <ByPasskey onDone={onDone} /> : null}
      {others ? <p className="o-or">{say("signIn.or")}</p> : null}
      <ByPassword knownEmail={knownEmail} onSecondFactor={() => setNeedsCode(true)} onDone={onDone} />
    </div>
  );
}

function ByPassword({
  knownEmail,
  onSecondFactor,
  onDone,
}: {
  readonly knownEmail: string | undefined;
  readonly onSecondFactor: () => void;
  readonly onDone: () => void;
}) {
  const { say } = useLanguage("people");
  const enter = useAction(signIn, { leavesPages: true });
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="k-stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await enter.run({ email: knownEmail ?? typed, password });
        if (done?.next === "secondFactor") onSecondFactor();
        else if (done !== undefined) onDone();
      }}
    >
      {knownEmail === undefined ? (
        <TextField
          label={say("email")}
          type="email"
          autoComplete="username"
          value={typed}
          required
          onChange={setTyped}
        />
      ) : (
        // For the password manager, which wants to know whose password it fills in.
        <input type="email" autoComplete="username" value={knownEmail} readOnly hidden />
      )}
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

function ByPasskey({ onDone }: { readonly onDone: () => void }) {
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
            if (done !== undefined) onDone();
          }}
        >
          {say("signIn.passkey")}
        </Button>
      </div>
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
    </div>
  );
}
