import { Link } from "react-router";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";

/** Nobody has to sign in here; what to do instead. */
export function NotNeeded() {
  const { say } = useLanguage("people");
  return (
    <EmptyState title={say("signIn.notNeeded")}>
      <p>{say("signIn.notNeededHelp")}</p>
      <p>
        <Link to="/">{say("signIn.toOverview")}</Link> · <Link to="/verwaltung/menschen">{say("page.people")}</Link>
      </p>
    </EmptyState>
  );
}
