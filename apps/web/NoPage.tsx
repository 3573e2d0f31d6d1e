import { Link } from "react-router";
import { useLanguage } from "../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../runtime/ui/shell/usePageTitle.ts";

/** An address that leads nowhere, and the way back. */
export function NoPage() {
  const { say } = useLanguage();
  usePageTitle(say("trouble.noPage"));
  return (
    <div className="k-stack k-read">
      <h1 className="k-h1">{say("trouble.noPage")}</h1>
      <p>
        <Link to="/">{say("toOverview")}</Link>
      </p>
    </div>
  );
}
