import { useParams } from "react-router";
import type { Static } from "typebox";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { indicatorContract, saveIndicatorContract } from "../contract.ts";
import { IndicatorForm } from "./IndicatorForm.tsx";
import { MethodSheet } from "./MethodSheet.tsx";

type Draft = Static<typeof saveIndicatorContract.input>;

const empty: Draft = {
  id: "",
  label: { de: "" },
  topic: "bevoelkerung",
  formula: "",
  unit: "%",
  decimals: 1,
  direction: "neutral",
  lifePhase: "uebergreifend",
  lifeSituation: "rahmenbedingungen",
  levels: ["KREIS", "AMT", "GEM"],
  aggregation: "recompute",
  disclosure: "min3",
  source: "",
  note: "",
  reason: "",
  basedOn: 0,
};

/** Adds an indicator or changes one: the same form, a new version with a reason, the formula checked while one types. */
export default function EditIndicatorPage() {
  const { say, text } = useLanguage("describe");
  const { id } = useParams();
  const sheet = useOperation(indicatorContract, id === undefined ? undefined : { id });
  const title = say(id === undefined ? "page.newIndicator" : "page.editIndicator");
  usePageTitle(title);
  if (id === undefined)
    return (
      <div className="k-stack">
        <h1 className="k-h1">{title}</h1>
        <IfMay call={saveIndicatorContract} wholePage>
          <IndicatorForm start={empty} isNew />
        </IfMay>
      </div>
    );
  return (
    <Answer of={sheet} shape="lines" title={say("page.editIndicator")}>
      {({ indicator }) => (
        <div className="k-stack">
          <header className="k-pagehead">
            <p className="k-overline">{title}</p>
            <h1 className="k-h1">{text(indicator.label)}</h1>
          </header>
          <IfMay call={saveIndicatorContract} wholePage>
            <IndicatorForm
              key={indicator.id}
              isNew={false}
              start={{
                id: indicator.id,
                label: indicator.label,
                topic: indicator.topic,
                formula: indicator.formula,
                unit: indicator.unit,
                decimals: indicator.decimals,
                direction: indicator.direction,
                lifePhase: indicator.lifePhase,
                lifeSituation: indicator.lifeSituation,
                levels: indicator.levels,
                aggregation: indicator.aggregation,
                disclosure: indicator.disclosure,
                source: indicator.source,
                note: indicator.note,
                reason: "",
                basedOn: indicator.version,
              }}
            />
          </IfMay>
          <section className="k-section" aria-labelledby="in-force">
            <h2 className="k-h2" id="in-force">
              {say("edit.inForce")}
            </h2>
            <MethodSheet id={indicator.id} editable={false} />
          </section>
        </div>
      )}
    </Answer>
  );
}
