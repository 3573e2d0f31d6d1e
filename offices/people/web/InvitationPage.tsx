import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { acceptWithPasskey, acceptWithPassword, invitationChallenge, session, showInvitation } from "../contract.ts";
import { NewPassword } from "./NewPassword.tsx";
import { SecondFactorStep } from "./SecondFactorStep.tsx";
import { browserHasPasskeys, usePasskey } from "./usePasskey.ts";
import "./people.css";

/** The first time: by the link of an invitation one chooses a passkey or a password. */
export default function InvitationPage() {
  const { say, day } = useLanguage("people");
  const [token] = useState(() => location.hash.slice(1));
  const invitation = useOperation(showInvitation, { token: token === "" ? "-" : token });
  const who = useOperation(session, {});
  // Not as an action of the page: that would ask again for the invitation, which is used up then.
  const [accept, setAccept] = useState<{ running: boolean; trouble?: Error; needsCode?: true }>({ running: false });
  const passkey = usePasskey();
  usePageTitle(say("page.invitation"));
  if (accept.needsCode === true)
    return (
      <div className="k-stack o-door">
        <SecondFactorStep onDone={goOn} onOver={() => location.assign("/anmelden")} />
      </div>
    );
  return (
    <div className="k-stack k-stack--wide o-door">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.invitation")}</h1>
      </header>
      <Answer of={invitation} shape="lines">
        {({ name, email, expiresAt }) => (
          <div className="k-stack">
            <p>{say("invitation.lead", { name, day: day(expiresAt) })}</p>
            {who.data?.passkeys === true && browserHasPasskeys() ? (
              <section className="k-card k-stack" aria-labelledby="by-passkey">
                <h2 className="k-h2" id="by-passkey">
                  {say("invitation.passkey")}
                </h2>
                <p>{say("passkey.why")}</p>
                {passkey.trouble === undefined ? null : <TroubleNote trouble={passkey.trouble} />}
                <div>
                  <Button
                    kind="primary"
                    disabled={passkey.running}
                    onPress={async () => {
                      const done = await passkey.run(
                        "make",
                        () => callOperation(invitationChallenge, { token }),
                        (answer) => callOperation(acceptWithPasskey, { answer, name: say("passkey.firstName") }),
                      );
                      if (done !== undefined) goOn();
                    }}
                  >
                    {say("passkey.make")}
                  </Button>
                </div>
              </section>
            ) : null}
            <form
              className="k-card k-stack"
              onSubmit={async (event) => {
                event.preventDefault();
                const password = String(new FormData(event.currentTarget).get("password") ?? "");
                setAccept({ running: true });
                try {
                  const { next } = await callOperation(acceptWithPassword, { token, password });
                  if (next === "done") goOn();
                  else setAccept({ running: false, needsCode: true });
                } catch (trouble) {
                  setAccept({ running: false, trouble: trouble as Error });
                }
              }}
            >
              <h2 className="k-h2">{say("invitation.password")}</h2>
              <input type="hidden" autoComplete="username" value={email} readOnly />
              <NewPassword label={say("password")} />
              {accept.trouble === undefined ? null : <TroubleNote trouble={accept.trouble} />}
              <div>
                <Button type="submit" kind="secondary" disabled={accept.running}>
                  {say("invitation.accept")}
                </Button>
              </div>
            </form>
          </div>
        )}
      </Answer>
    </div>
  );
}

function goOn(): void {
  location.assign("/");
}
