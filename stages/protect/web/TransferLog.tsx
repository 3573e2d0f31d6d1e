import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type Transfer, transfers } from "../contract.ts";
import "./protect.css";

/** The log of transfers: content, recipient, date, purpose, rule set, person, hash. */
export function TransferLog() {
  const { say, day, period } = useLanguage("protect");
  const log = useOperation(transfers, {});
  const columns: Column<Transfer>[] = [
    {
      id: "content",
      label: say("log.content"),
      kind: "text",
      text: (row) => row.content,
      show: (row) => <Link to={`/daten/lieferungen/${row.deliveryId}`}>{row.content}</Link>,
    },
    {
      id: "report",
      label: say("log.report"),
      kind: "text",
      text: () => "",
      show: (row) => (
        <Link to={`/daten/freigaben/${row.id}`}>
          {say("log.report")}
          <span className="k-sr"> {row.content}</span>
        </Link>
      ),
    },
    { id: "figure", label: say("log.figure"), kind: "text", text: (row) => row.figure },
    {
      id: "period",
      label: say("log.period"),
      kind: "text",
      text: (row) => row.period,
      show: (row) => period(row.period),
    },
    { id: "cells", label: say("log.cells"), kind: "number", value: (row) => row.cells },
    { id: "withheld", label: say("log.withheld"), kind: "number", value: (row) => row.withheld },
    { id: "recipient", label: say("log.recipient"), kind: "text", text: (row) => row.recipient },
    { id: "purpose", label: say("log.purpose"), kind: "text", text: (row) => row.purpose },
    {
      id: "date",
      label: say("log.date"),
      kind: "text",
      text: (row) => row.releasedOn,
      show: (row) => day(row.releasedOn),
    },
    { id: "person", label: say("log.person"), kind: "text", text: (row) => row.person },
    {
      id: "rules",
      label: say("log.rules"),
      kind: "text",
      text: (row) => row.rules.join(" "),
      show: (row) => <span lang="de">{row.rules.join(" ")}</span>,
    },
    {
      id: "received",
      label: say("log.received"),
      kind: "text",
      text: (row) => row.receivedAt,
      show: (row) => say("log.by", { day: day(row.receivedAt), person: row.receivedBy }),
    },
    {
      id: "hash",
      label: say("log.hash"),
      kind: "text",
      text: (row) => row.hash,
      show: (row) => <code className="p-hash">{row.hash}</code>,
    },
  ];
  return (
    <section className="k-section" aria-labelledby="transfers">
      <h2 className="k-h2" id="transfers">
        {say("log.title")}
      </h2>
      <Answer of={log} shape="table">
        {(answer) =>
          answer.transfers.length === 0 ? (
            <EmptyState title={say("log.none")}>{say("log.noneHelp")}</EmptyState>
          ) : (
            <DataTable
              caption={say("log.title")}
              hideCaption
              columns={columns}
              rows={answer.transfers}
              keyOf={(row) => String(row.id)}
            />
          )
        }
      </Answer>
    </section>
  );
}
