import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { myAccount } from "../accountContract.ts";
import { session } from "../contract.ts";
import { AccountNews } from "./AccountNews.tsx";
import { NotNeeded } from "./NotNeeded.tsx";
import { OpenSessions } from "./OpenSessions.tsx";
import { PasskeySection } from "./PasskeySection.tsx";
import { PasswordSection } from "./PasswordSection.tsx";
import { SecondFactorSection } from "./SecondFactorSection.tsx";
import "./people.css";

/** One's own account: the ways in, and where one is signed in. */
export default function AccountPage() {
  const { say } = useLanguage("people");
  const who = useOperation(session, {});
  const signsIn = who.data === undefined || who.data.signIn === "required";
  const account = useOperation(myAccount, who.data !== undefined && signsIn ? {} : undefined);
  usePageTitle(say("page.account"));
  return (
    <div className="k-stack k-stack--wide k-read">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.account")}</h1>
      </header>
      {signsIn ? (
        <Answer of={account} shape="lines">
          {(answer) => (
            <div className="k-stack k-stack--wide">
              <p>
                {answer.name}, {answer.email}
                {answer.provider === null ? null : `. ${say("account.byProvider", { name: answer.provider })}`}
              </p>
              <PasswordSection hasPassword={answer.hasPassword} email={answer.email} />
              {answer.hasPassword ? (
                <SecondFactorSection isOn={answer.secondFactor} codesLeft={answer.recoveryCodesLeft} />
              ) : null}
              <PasskeySection passkeys={answer.passkeys} works={answer.passkeysWork} />
              <OpenSessions sessions={answer.sessions} />
              <AccountNews news={answer.news} />
            </div>
          )}
        </Answer>
      ) : (
        <NotNeeded />
      )}
      <p>
        <Link to="/vertraulichkeit">{say("account.notice")}</Link>
      </p>
    </div>
  );
}
