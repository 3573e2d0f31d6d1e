import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Static } from "typebox";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { deliverAgain, type showDelivery } from "../contract.ts";
import { Findings } from "./Findings.tsx";

/** A delivery that is decided: what it gives, who uses it, how it came here. */
export function DeliveryDetail({ answer }: { readonly answer: Static<typeof showDelivery.output> }) {
  const { say, period, day } = useLanguage("collect");
  const { delivery, contents, usedBy, steps, findings, sentences } = answer;
  const users = [
    ...usedBy.indicators.map((indicator) => ({ to: `/indikatoren/${indicator.id}`, label: indicator.label })),
    ...usedBy.reports.map((report) => ({
      to: `/berichte/${report.id}`,
      label: say("detail.report", { title: report.title }),
    })),
  ];
  return (
    <div className="k-stack k-stack--wide">
      <p className="k-note" role="status">
        <Icon name={delivery.state === "accepted" ? "check" : "info"} />
        {say(delivery.state === "accepted" ? "accept.done" : "accept.rejected")}
      </p>
      {contents.length === 0 ? null : (
        <DataTable
          caption={say("detail.contents")}
          columns={[
            { id: "label", label: say("figure"), kind: "text", text: (row) => row.label },
            { id: "first", label: say("detail.first"), kind: "text", text: (row) => period(row.firstPeriod) },
            { id: "last", label: say("detail.last"), kind: "text", text: (row) => period(row.lastPeriod) },
            { id: "values", label: say("mapping.values"), kind: "number", value: (row) => row.values },
          ]}
          rows={contents}
          keyOf={(row) => row.figure}
          height={420}
        />
      )}
      <section className="k-section" aria-labelledby="used-by">
        <h2 className="k-h2" id="used-by">
          {say("detail.usedBy")}
        </h2>
        {users.length === 0 ? (
          <p className="k-muted">{say("detail.usedByNobody")}</p>
        ) : (
          <ul className="c-facts" lang="de">
            {users.map((user) => (
              <li key={user.to}>
                <Link to={user.to}>{user.label}</Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="k-section" aria-labelledby="steps">
        <h2 className="k-h2" id="steps">
          {say("detail.steps")}
        </h2>
        <ol className="c-history">
          {steps.map((step) => (
            <li key={`${step.state} ${step.at}`}>
              <strong>{say(`state.${step.state}`)}</strong> · {day(step.at)} · {step.person}
              {step.note === "" ? null : <span lang="de"> · {step.note}</span>}
            </li>
          ))}
        </ol>
      </section>
      <Findings findings={findings} sentences={sentences} />
      {delivery.state === "accepted" ? (
        <IfMay call={deliverAgain}>
          <Again id={delivery.id} />
        </IfMay>
      ) : null}
    </div>
  );
}

/** The way back to these values after a newer delivery has replaced them. */
function Again({ id }: { readonly id: number }) {
  const { say } = useLanguage("collect");
  const again = useAction(deliverAgain);
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  return (
    <section className="k-section" aria-labelledby="again">
      <h2 className="k-h2" id="again">
        {say("detail.again")}
      </h2>
      <p className="k-read">{say("detail.againHelp")}</p>
      <form
        className="k-row k-row--end"
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await again.run({ id, reason });
          if (done !== undefined) await navigate(`/daten/lieferungen/${done.id}`);
        }}
      >
        <TextField label={say("detail.againWhy")} value={reason} onChange={setReason} required />
        <Button type="submit" disabled={again.running || reason.trim().length < 3}>
          {say("detail.againNow")}
        </Button>
      </form>
      {again.trouble === undefined ? null : <TroubleNote trouble={again.trouble} />}
    </section>
  );
}
