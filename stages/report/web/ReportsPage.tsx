import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { createReportContract, type ReportHead, releaseReportContract, reportsContract } from "../contract.ts";
import { FirstReport } from "./FirstReport.tsx";
import { NewReport } from "./NewReport.tsx";

/** All reports, and a form for the next one. */
export default function ReportsPage() {
  const { say, text, day } = useLanguage("report");
  const reports = useOperation(reportsContract, {});
  const columns: Column<ReportHead>[] = [
    {
      id: "title",
      label: say("column.title"),
      kind: "text",
      text: (row) => row.title,
      show: (row) => <Link to={`/berichte/${row.id}`}>{row.title}</Link>,
    },
    { id: "template", label: say("column.template"), kind: "text", text: (row) => text(row.templateLabel) },
    {
      id: "state",
      label: say("column.state"),
      kind: "text",
      text: (row) => say(`state.${row.state}`) + (row.newerDataExist ? `, ${say("newer")}` : ""),
    },
    {
      id: "created",
      label: say("column.created"),
      kind: "text",
      text: (row) => row.createdAt,
      show: (row) => say("by", { day: day(row.createdAt), person: row.createdBy }),
    },
    {
      id: "released",
      label: say("column.released"),
      kind: "text",
      text: (row) => row.releasedAt ?? "",
      show: (row) =>
        row.releasedAt === null ? "" : say("by", { day: day(row.releasedAt), person: row.releasedBy ?? "" }),
    },
  ];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.reports")}</h1>
        <p className="k-meaning">{say("lead")}</p>
      </header>
      <IfMay call={createReportContract}>
        <NewReport />
      </IfMay>
      <section className="k-section" aria-labelledby="reports">
        <h2 className="k-h2" id="reports">
          {say("list")}
        </h2>
        <Answer of={reports} shape="table">
          {(answer) =>
            answer.reports.length === 0 ? (
              <EmptyState title={say("none")}>
                <p>{say("noneHelp")}</p>
                <IfMay call={releaseReportContract}>
                  <FirstReport />
                </IfMay>
              </EmptyState>
            ) : (
              <DataTable
                caption={say("list")}
                hideCaption
                columns={columns}
                rows={answer.reports}
                keyOf={(row) => String(row.id)}
              />
            )
          }
        </Answer>
      </section>
    </div>
  );
}
