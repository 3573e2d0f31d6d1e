import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type DeliverySummary, listDeliveries, receiveDelivery } from "../contract.ts";
import "./collect.css";
import { ReceiveFile } from "./ReceiveFile.tsx";

/** The way in for files, and every delivery there ever was. */
export default function DeliveriesPage() {
  const { say, day } = useLanguage("collect");
  const deliveries = useOperation(listDeliveries, {});
  const columns: Column<DeliverySummary>[] = [
    {
      id: "file",
      label: say("column.file"),
      kind: "text",
      text: (row) => row.fileName,
      show: (row) => <Link to={`/daten/lieferungen/${row.id}`}>{row.fileName}</Link>,
    },
    {
      id: "source",
      label: say("column.source"),
      kind: "text",
      text: (row) => row.source.title ?? row.readerLabel ?? "",
    },
    {
      id: "state",
      label: say("column.state"),
      kind: "text",
      text: (row) => say(`state.${row.state}`),
      show: (row) => <Standing row={row} />,
    },
    {
      id: "received",
      label: say("column.received"),
      kind: "text",
      text: (row) => row.receivedAt,
      show: (row) => day(row.receivedAt),
    },
    { id: "figures", label: say("column.figures"), kind: "number", value: (row) => row.figures },
    { id: "values", label: say("column.values"), kind: "number", value: (row) => row.values },
  ];
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.deliveries")}</h1>
        <p className="k-meaning">{say("lead")}</p>
      </header>
      <IfMay call={receiveDelivery}>
        <ReceiveFile />
      </IfMay>
      <section className="k-section" aria-labelledby="deliveries">
        <h2 className="k-h2" id="deliveries">
          {say("list")}
        </h2>
        <Answer of={deliveries} shape="table">
          {(answer) =>
            answer.deliveries.length === 0 ? (
              <EmptyState title={say("none")}>{say("noneHelp")}</EmptyState>
            ) : (
              <DataTable
                caption={say("list")}
                hideCaption
                columns={columns}
                rows={answer.deliveries}
                keyOf={(row) => String(row.id)}
              />
            )
          }
        </Answer>
      </section>
    </div>
  );
}

function Standing({ row }: { readonly row: DeliverySummary }) {
  const { say } = useLanguage("collect");
  return (
    <>
      <span className={`c-state c-state--${row.state}`}>{say(`state.${row.state}`)}</span>
      {row.supersededBy === null ? null : (
        <span className="k-small k-muted"> {say("supersededBy", { id: row.supersededBy })}</span>
      )}
    </>
  );
}
