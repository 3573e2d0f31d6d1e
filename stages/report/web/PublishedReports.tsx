import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { reportsContract } from "../contract.ts";

const mostShown = 3;

/** The newest reports that are out, for those who want to know more before they speak; nothing where there is none. */
export default function PublishedReports() {
  const { say, day } = useLanguage("report");
  const reports = useOperation(reportsContract, {}).data?.reports ?? [];
  const released = reports.filter(({ state, audiences }) => state === "released" && audiences.includes("citizens"));
  if (released.length === 0) return null;
  return (
    <ul className="k-list">
      {released.slice(0, mostShown).map((report) => (
        <li key={report.id}>
          <Link to={`/berichte/${report.id}`} lang="de">
            {report.title}
          </Link>
          <span className="k-small k-muted">
            {say("takePart.report", { day: day(report.releasedAt ?? report.createdAt) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
