import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { session } from "../contract.ts";
import "./people.css";

/** Says to whom a role rests why, and leads to where the second factor is set up. */
export default function SecondFactorBanner() {
  const { say } = useLanguage("people");
  const who = useOperation(session, {});
  if (who.data?.secondFactorMissing !== true) return null;
  return (
    <aside className="o-seeas" aria-label={say("secondFactor.section")}>
      <p>{say("secondFactor.missing")}</p>
      <Link to="/konto" className="kern-btn kern-btn--secondary k-btn">
        <span className="kern-label">{say("secondFactor.toSetUp")}</span>
      </Link>
    </aside>
  );
}
