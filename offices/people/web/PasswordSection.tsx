import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { changePassword } from "../accountContract.ts";
import { NewPassword } from "./NewPassword.tsx";

/** Changes the password, or sets the first one. All other devices are signed out. */
export function PasswordSection({ hasPassword, email }: { readonly hasPassword: boolean; readonly email: string }) {
  const { say } = useLanguage("people");
  const change = useAction(changePassword);
  const [current, setCurrent] = useState("");
  const [round, setRound] = useState(0);
  return (
    <section className="k-section" aria-labelledby="password">
      <h2 className="k-h2" id="password">
        {say("password")}
      </h2>
      <form
        // A new form after each success, so that no password stays in it.
        key={round}
        className="k-stack o-door"
        onSubmit={async (event) => {
          event.preventDefault();
          const next = String(new FormData(event.currentTarget).get("password") ?? "");
          const done = await change.run({ next, ...(hasPassword ? { current } : {}) });
          if (done === undefined) return;
          setCurrent("");
          setRound(round + 1);
        }}
      >
        <input type="hidden" autoComplete="username" value={email} readOnly />
        {hasPassword ? (
          <TextField
            label={say("account.currentPassword")}
            type="password"
            autoComplete="current-password"
            value={current}
            required
            onChange={setCurrent}
          />
        ) : (
          <p>{say("account.noPassword")}</p>
        )}
        <NewPassword label={say("account.newPassword")} />
        {change.trouble === undefined ? null : <TroubleNote trouble={change.trouble} />}
        {change.answer === undefined ? null : (
          <p role="status">{say("account.passwordChanged", { count: change.answer.otherSessionsEnded })}</p>
        )}
        <div>
          <Button type="submit" kind="secondary" disabled={change.running}>
            {say(hasPassword ? "account.changePassword" : "account.setPassword")}
          </Button>
        </div>
      </form>
    </section>
  );
}
