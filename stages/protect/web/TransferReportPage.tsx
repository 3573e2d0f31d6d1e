import { useParams } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { transferReport } from "../contract.ts";
import type { ExplanationTable } from "../explanation.ts";
import "./protect.css";

/** The protection report of a released table, for people who never heard of it. */
export default function TransferReportPage() {
  const { say } = useLanguage("protect");
  const { id } = useParams();
  const report = useOperation(transferReport, { id: Number(id) });
  return (
    <Answer of={report} shape="lines" title={say("page.report")}>
      {({ title, subtitle, messages, sections }) => (
        <article className="k-stack k-stack--wide p-reading" lang="de">
          <header className="k-pagehead">
            <h1 className="k-h1">{title}</h1>
            <p className="k-meaning">{subtitle}</p>
            <p>
              <a href={`/api/transfers/${id}/pdf`} download>
                {say("report.pdf")}
              </a>
            </p>
          </header>
          <ul className="k-card p-messages">
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
          {sections.map((section) => (
            <section key={section.title} className="k-section">
              <h2 className="k-h2">{section.title}</h2>
              {section.paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              {section.table === undefined ? null : <Table of={section.table} />}
            </section>
          ))}
        </article>
      )}
    </Answer>
  );
}

function Table({ of }: { of: ExplanationTable }) {
  const columns: Column<readonly string[]>[] = of.columns.map((label, at) => ({
    id: String(at),
    label,
    kind: "text",
    text: (row) => row[at] ?? "",
  }));
  return <DataTable caption={of.caption} columns={columns} rows={of.rows} keyOf={(row) => row[0] ?? ""} />;
}
