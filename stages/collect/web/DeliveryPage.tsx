import { useState } from "react";
import { Link, useLocation, useParams } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { checkDelivery, proposeMapping, showDelivery } from "../contract.ts";
import "./collect.css";
import { DeliveryDetail } from "./DeliveryDetail.tsx";
import { DryRun } from "./DryRun.tsx";
import { type CellPlace, SheetView } from "./SheetView.tsx";

/**
 * One delivery, four steps on one page: file, mapping, dry run, acceptance. The
 * file stays in sight, and every finding points into it.
 */
export default function DeliveryPage() {
  const { say } = useLanguage("collect");
  const id = Number(useParams().id);
  const delivery = useOperation(showDelivery, { id });
  const [marked, setMarked] = useState<CellPlace | undefined>(undefined);
  const message = (useLocation().state as { message?: string } | null)?.message;

  return (
    <div className="k-stack k-stack--wide">
      <div className="k-stack k-stack--tight">
        <p>
          <Link to="/daten/lieferungen">{say("back")}</Link>
        </p>
        <Answer of={delivery} shape="lines" title={say("page.delivery")}>
          {(answer) => (
            <header className="k-pagehead">
              <p className="k-overline">{say("number", { id })}</p>
              <h1 className="k-h1">{answer.delivery.source.title ?? answer.delivery.fileName}</h1>
              {message === undefined ? null : (
                <p role="status" lang="de">
                  {message}
                </p>
              )}
              <Facts answer={answer} />
            </header>
          )}
        </Answer>
      </div>
      {delivery.data === undefined ? null : ["accepted", "rejected"].includes(delivery.data.delivery.state) ? (
        <DeliveryDetail answer={delivery.data} />
      ) : (
        <IfMay call={checkDelivery}>
          <Open id={id} mapping={delivery.data.mapping} version={delivery.data.version} onPlace={setMarked} />
        </IfMay>
      )}
      <section className="k-section" aria-labelledby="sheet">
        <h2 className="k-h2" id="sheet">
          {say("file.view")}
        </h2>
        <SheetView id={id} lead={delivery.data?.mapping?.table?.sheet} marked={marked} />
      </section>
    </div>
  );
}

type Shown = NonNullable<ReturnType<typeof useOperation<typeof showDelivery>>["data"]>;

function Facts({ answer }: { readonly answer: Shown }) {
  const { say, number } = useLanguage("collect");
  const { delivery } = answer;
  const size =
    delivery.bytes < 1_000_000
      ? `${number(delivery.bytes / 1000, { decimals: 1, unit: "kB" })}`
      : `${number(delivery.bytes / 1_000_000, { decimals: 1, unit: "MB" })}`;
  return (
    <dl className="c-facts">
      <div>
        <dt>{say("column.file")}</dt>
        <dd>
          {delivery.fileName}, {size}
        </dd>
      </div>
      <div>
        <dt>{say("column.state")}</dt>
        <dd>
          <span className={`c-state c-state--${delivery.state}`}>{say(`state.${delivery.state}`)}</span>
          {delivery.supersedes === null ? null : <> · {say("supersedes", { id: delivery.supersedes })}</>}
          {delivery.supersededBy === null ? null : <> · {say("supersededBy", { id: delivery.supersededBy })}</>}
        </dd>
      </div>
      {delivery.readerLabel === null ? null : (
        <div>
          <dt>{say("file.reader")}</dt>
          <dd lang="de">{delivery.readerLabel}</dd>
        </div>
      )}
      <div>
        <dt>{say("file.hash")}</dt>
        <dd className="c-hash">{delivery.fileHash}</dd>
      </div>
    </dl>
  );
}

function Open({
  id,
  mapping,
  version,
  onPlace,
}: {
  readonly id: number;
  readonly mapping: Shown["mapping"];
  readonly version: number;
  readonly onPlace: (place: CellPlace) => void;
}) {
  const proposal = useOperation(proposeMapping, { id });
  return (
    <Answer of={proposal} shape="table">
      {(answer) => (
        <DryRun
          key={id}
          id={id}
          proposal={answer}
          start={mapping ?? answer.mapping}
          version={version}
          onPlace={onPlace}
        />
      )}
    </Answer>
  );
}
