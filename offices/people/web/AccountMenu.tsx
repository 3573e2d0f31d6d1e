import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { signInAddress } from "../../../runtime/ui/state/TroubleNote.tsx";
import { session, signOut } from "../contract.ts";
import "./people.css";

/** Who is signed in, the way to the own account, and out. Nothing where nobody signs in. */
export default function AccountMenu() {
  const { say } = useLanguage("people");
  const who = useOperation(session, {});
  const leave = useAction(signOut);
  if (who.data === undefined || who.data.signIn === "none") return null;
  const { account, accountNews } = who.data;
  if (account === null)
    return (
      <a className="kern-btn kern-btn--tertiary k-btn" href={signInAddress()}>
        <Icon name="person" />
        <span className="kern-label">{say("page.signIn")}</span>
      </a>
    );
  return (
    <div className="o-account">
      <Link to="/konto" className="kern-btn kern-btn--tertiary k-btn" title={say("page.account")}>
        <Icon name="person" />
        <span className="kern-label o-account__name">{account.name}</span>
        <span className="k-sr"> – {say("page.account")}</span>
        {accountNews === 0 ? null : (
          <span className="o-account__news">
            {accountNews}
            <span className="k-sr"> {say("news.count", { count: accountNews })}</span>
          </span>
        )}
      </Link>
      <Button
        kind="tertiary"
        onPress={async () => {
          if ((await leave.run({})) !== undefined) location.assign("/anmelden");
        }}
      >
        {say("signOut")}
      </Button>
    </div>
  );
}
