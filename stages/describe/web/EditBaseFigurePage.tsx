import { Link, useParams } from "react-router";
import type { Static } from "typebox";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type BaseFigureSheet, baseFigureContract, saveBaseFigureContract } from "../contract.ts";
import { BaseFigureForm } from "./BaseFigureForm.tsx";

const empty: Static<typeof saveBaseFigureContract.input> = {
  id: "",
  label: { de: "" },
  unit: "Personen",
  kind: "stock",
  additive: "yes",
  topic: "bevoelkerung",
  levelMin: "GEM",
  access: "own_register",
  disclosure: "min3",
  reference: "31.12.",
  source: "",
  fileFormat: "",
  breaks: [],
  sums: [],
  reason: "",
  basedOn: 0,
};

/** Adds a base figure or changes one: what it counts, where from, how it may be summed, where its method changed. */
export default function EditBaseFigurePage() {
  const { say, text } = useLanguage("describe");
  const { id } = useParams();
  const sheet = useOperation(baseFigureContract, id === undefined ? undefined : { id });
  const title = say(id === undefined ? "page.newBaseFigure" : "page.editBaseFigure");
  usePageTitle(title);
  if (id === undefined)
    return (
      <div className="k-stack">
        <header className="k-pagehead">
          <h1 className="k-h1">{title}</h1>
          <p className="k-meaning">{say("baseFigure.lead")}</p>
        </header>
        <IfMay call={saveBaseFigureContract} wholePage>
          <BaseFigureForm start={empty} isNew />
        </IfMay>
      </div>
    );
  return (
    <Answer of={sheet} shape="lines" title={say("page.editBaseFigure")}>
      {(answer) => (
        <div className="k-stack">
          <header className="k-pagehead">
            <p className="k-overline">
              {title} · <code>{answer.figure.id}</code>
            </p>
            <h1 className="k-h1">{text(answer.figure.label)}</h1>
            <p className="k-meaning">{say("baseFigure.usedBySentence", { count: answer.usedBy.length })}</p>
          </header>
          <IfMay call={saveBaseFigureContract} wholePage>
            <BaseFigureForm
              key={answer.figure.id}
              isNew={false}
              start={{ ...answer.figure, reason: "", basedOn: answer.versions[0]?.version ?? 0 }}
            />
          </IfMay>
          <Around sheet={answer} />
        </div>
      )}
    </Answer>
  );
}

/** Who uses it, who delivers it, and what it was before. */
function Around({ sheet }: { readonly sheet: BaseFigureSheet }) {
  const { say, text, day } = useLanguage("describe");
  return (
    <>
      <div className="k-grid k-grid--half">
        <section className="k-section" aria-labelledby="delivered">
          <h2 className="k-h2" id="delivered">
            {say("baseFigure.deliveries")}
          </h2>
          {sheet.deliveries.length === 0 ? (
            <p className="k-muted">{say("baseFigure.noDeliveries")}</p>
          ) : (
            <ul className="k-list">
              {sheet.deliveries.map((delivery) => (
                <li key={delivery.id}>
                  <Link to={`/daten/lieferungen/${delivery.id}`}>{delivery.title}</Link>
                  <span className="k-small k-muted">{span(delivery.periods)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="k-section" aria-labelledby="versions">
          <h2 className="k-h2" id="versions">
            {say("method.versions")}
          </h2>
          <ol className="k-versions" reversed start={sheet.versions.length}>
            {sheet.versions.map((version) => (
              <li key={version.version}>
                {version.person === null
                  ? say("method.shipped")
                  : say("method.changed", {
                      day: day(version.changedAt ?? ""),
                      person: version.person,
                      reason: version.reason,
                    })}
              </li>
            ))}
          </ol>
        </section>
      </div>
      <section className="k-section" aria-labelledby="used-by">
        <h2 className="k-h2" id="used-by">
          {say("baseFigure.usedBy")}
        </h2>
        {sheet.usedBy.length === 0 ? (
          <p className="k-muted">{say("baseFigure.unused")}</p>
        ) : (
          <ul className="k-columns">
            {sheet.usedBy.map((indicator) => (
              <li key={indicator.id}>
                <Link to={`/katalog/${indicator.id}`}>{text(indicator.label)}</Link>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function span(periods: readonly string[]): string {
  const [first] = periods;
  const last = periods.at(-1);
  return first === undefined || first === last ? (first ?? "") : `${first}–${last}`;
}
