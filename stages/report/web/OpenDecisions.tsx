import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { reportsContract, resolutionsContract } from "../contract.ts";

const mostShown = 6;

/** Reports that wait for somebody to decide: drafts for their release, released ones for what a body makes of them. */
export default function OpenDecisions() {
  const { say, day } = useLanguage("report");
  const reports = useOperation(reportsContract, {}).data?.reports;
  const resolutions = useOperation(resolutionsContract, {}).data?.resolutions;
  if (reports === undefined || resolutions === undefined) return null;
  const decided = new Set(resolutions.map(({ report }) => report));
  const open = reports.filter(({ id, state }) => state === "draft" || !decided.has(id));
  if (open.length === 0) return <p className="k-muted">{say("decisions.none")}</p>;
  return (
    <ul className="k-list">
      {open.slice(0, mostShown).map((report) => (
        <li key={report.id}>
          <Link to={`/berichte/${report.id}`} lang="de">
            {report.title}
          </Link>
          <span className="k-small k-muted">
            {report.releasedAt === null
              ? say("decisions.release", { day: day(report.createdAt) })
              : say("decisions.resolve", { day: day(report.releasedAt) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
