import { Link } from "react-router";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { countyContract, type IndicatorSheet, indicatorContract, saveIndicatorContract } from "../contract.ts";
import { useVocabulary } from "./useVocabulary.ts";

/** How an indicator is made: formula, parts, source, protection, and every version it has had. */
export function MethodSheet({ id, editable = true }: { readonly id: string; readonly editable?: boolean }) {
  return (
    <Answer of={useOperation(indicatorContract, { id })} shape="lines">
      {(sheet) => <Sheet sheet={sheet} editable={editable} />}
    </Answer>
  );
}

function Sheet({ sheet, editable }: { readonly sheet: IndicatorSheet; readonly editable: boolean }) {
  const { say, text, day } = useLanguage("describe");
  const { nameOf } = useVocabulary();
  const { indicator } = sheet;
  const county = useOperation(countyContract, {}).data;
  const levels = new Map((county?.levels ?? []).map(({ id, label }) => [id, label]));
  const facts: readonly (readonly [string, string])[] = [
    [say("method.unit"), indicator.unit],
    [say("method.direction"), say(`direction.${indicator.direction}`)],
    [say("method.topic"), nameOf("topics", indicator.topic)],
    [say("method.lifePhase"), nameOf("lifePhases", indicator.lifePhase)],
    [say("method.lifeSituation"), nameOf("lifeSituations", indicator.lifeSituation)],
    [say("method.aggregation"), say(`aggregation.${indicator.aggregation}`)],
    [say("method.disclosure"), say(`disclosure.${indicator.disclosure}`)],
    [say("method.levels"), indicator.levels.map((id) => text(levels.get(id) ?? { de: id })).join(", ")],
    [say("method.source"), indicator.source],
    [say("method.note"), indicator.note],
  ];
  return (
    <div className="k-grid k-grid--half">
      <section className="k-section">
        <h3 className="k-h3">{say("method.formula")}</h3>
        <p className="k-formula">
          <code>{indicator.formula}</code>
        </p>
        <dl className="k-facts">
          {sheet.baseFigures.map((figure) => (
            <div key={figure.id}>
              <dt>
                <code>{figure.id}</code>
              </dt>
              <dd>
                {text(figure.label)} ({figure.unit}; {figure.reference}; {figure.source})
                {figure.hasData ? "" : ` – ${say("method.noData")}`}
              </dd>
            </div>
          ))}
        </dl>
        {editable ? (
          <IfMay call={saveIndicatorContract}>
            <p>
              <Link to={`/katalog/${indicator.id}`}>{say("method.change")}</Link>
            </p>
          </IfMay>
        ) : null}
      </section>
      <section className="k-section">
        <h3 className="k-h3">{say("method.facts")}</h3>
        <dl className="k-facts">
          {facts
            .filter(([, fact]) => fact !== "")
            .map(([name, fact]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{fact}</dd>
              </div>
            ))}
        </dl>
        <h3 className="k-h3">{say("method.versions")}</h3>
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
  );
}
