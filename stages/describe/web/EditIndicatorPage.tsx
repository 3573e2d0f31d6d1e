import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Static } from "typebox";
import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { countyContract, indicatorContract, saveIndicatorContract } from "../contract.ts";
import { DefinitionTrouble } from "./DefinitionTrouble.tsx";
import { FormulaField } from "./FormulaField.tsx";
import { MethodSheet } from "./MethodSheet.tsx";
import { useVocabulary } from "./useVocabulary.ts";

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
          <Form start={empty} isNew />
        </IfMay>
      </div>
    );
  return (
    <Answer of={sheet} shape="lines">
      {({ indicator }) => (
        <div className="k-stack">
          <header className="k-pagehead">
            <p className="k-overline">{title}</p>
            <h1 className="k-h1">{text(indicator.label)}</h1>
          </header>
          <IfMay call={saveIndicatorContract} wholePage>
            <Form
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

const directions = ["burden", "competence", "neutral"] as const;
const aggregations = ["recompute", "sum", "recompute_approx", "not_aggregatable"] as const;

function Form({ start, isNew }: { readonly start: Draft; readonly isNew: boolean }) {
  const { say, text } = useLanguage("describe");
  const { choices } = useVocabulary();
  const go = useNavigate();
  const county = useOperation(countyContract, {}).data;
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const save = useAction(saveIndicatorContract);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const lacking = (field: "de" | "id" | "formula" | "reason"): string | undefined => {
    const filled = field === "de" ? draft.label.de : draft[field];
    return tried && filled.trim() === "" ? say(`edit.lacking.${field}`) : undefined;
  };
  const label = (prefix: string) => (id: string) => ({ id, label: say(`${prefix}.${id}`) });

  const submit = async (): Promise<void> => {
    setTried(true);
    if ([draft.label.de, draft.id, draft.formula, draft.reason].some((filled) => filled.trim() === "")) return;
    await store(draft);
  };
  const store = async (wanted: Draft): Promise<void> => {
    const saved = await save.run(wanted);
    if (saved === undefined) return;
    setTried(false);
    // Who goes on editing starts from what was just saved.
    setDraft({ ...wanted, reason: "", basedOn: saved.version });
    if (isNew) await go(`/katalog/${saved.id}`);
  };

  return (
    <form
      className="k-card k-stack k-edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="k-grid k-grid--half">
        <TextField
          label={say("edit.name")}
          value={draft.label.de}
          onChange={(de) => change({ label: { ...draft.label, de }, ...(isNew ? { id: idFor(de) } : {}) })}
          required
          problem={lacking("de")}
        />
        <TextField
          label={say("edit.nameEn")}
          value={draft.label.en ?? ""}
          onChange={(en) => change({ label: en === "" ? { de: draft.label.de } : { de: draft.label.de, en } })}
        />
      </div>
      {isNew ? (
        <TextField
          label={say("edit.id")}
          hint={say("edit.idHint")}
          value={draft.id}
          onChange={(id) => change({ id })}
          required
          problem={lacking("id")}
        />
      ) : null}
      <FormulaField value={draft.formula} onChange={(formula) => change({ formula })} problem={lacking("formula")} />
      <div className="k-grid k-grid--fields">
        <TextField label={say("method.unit")} value={draft.unit} onChange={(unit) => change({ unit })} />
        <Select
          label={say("edit.decimals")}
          value={String(draft.decimals)}
          onChange={(decimals) => change({ decimals: Number(decimals) })}
          choices={["0", "1", "2", "3"].map((each) => ({ id: each, label: each }))}
        />
        <Select
          label={say("method.direction")}
          value={draft.direction}
          onChange={(direction) => change({ direction: direction as Draft["direction"] })}
          choices={directions.map(label("direction"))}
        />
        <Select
          label={say("method.topic")}
          value={draft.topic}
          onChange={(topic) => change({ topic })}
          choices={choices("topics")}
        />
        <Select
          label={say("method.lifePhase")}
          value={draft.lifePhase}
          onChange={(lifePhase) => change({ lifePhase })}
          choices={choices("lifePhases")}
        />
        <Select
          label={say("method.lifeSituation")}
          value={draft.lifeSituation}
          onChange={(lifeSituation) => change({ lifeSituation })}
          choices={choices("lifeSituations")}
        />
        <Select
          label={say("method.aggregation")}
          value={draft.aggregation}
          onChange={(aggregation) => change({ aggregation: aggregation as Draft["aggregation"] })}
          choices={aggregations.map(label("aggregation"))}
        />
        <Select
          label={say("method.disclosure")}
          value={draft.disclosure}
          onChange={(disclosure) => change({ disclosure: disclosure as Draft["disclosure"] })}
          choices={disclosureRules.map(label("disclosure"))}
        />
      </div>
      <fieldset className="k-fieldset">
        <legend className="k-field__label">{say("method.levels")}</legend>
        <div className="k-row">
          {(county?.levels ?? []).map((level) => (
            <label key={level.id} className="k-check">
              <input
                type="checkbox"
                checked={draft.levels.includes(level.id)}
                onChange={(event) =>
                  change({
                    levels: event.currentTarget.checked
                      ? [...draft.levels, level.id]
                      : draft.levels.filter((other) => other !== level.id),
                  })
                }
              />
              {text(level.label)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="k-grid k-grid--half">
        <TextField label={say("method.source")} value={draft.source} onChange={(source) => change({ source })} />
        <TextField label={say("method.note")} value={draft.note} onChange={(note) => change({ note })} />
      </div>
      <TextField
        label={say("edit.reason")}
        hint={say("edit.reasonHint")}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        required
        problem={lacking("reason")}
      />
      <DefinitionTrouble
        kind="indicator"
        trouble={save.trouble}
        draft={draft}
        onStore={(wanted) => void store(wanted)}
        onChange={change}
      />
      {save.answer === undefined || save.running ? null : (
        <p className="k-note k-note--info" role="status">
          {say("edit.saved", { version: save.answer.version })}
        </p>
      )}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {say(isNew ? "edit.add" : "edit.save")}
        </Button>
        <Link to="/katalog">{say("edit.back")}</Link>
      </div>
    </form>
  );
}

/** An id that a person can read, made of the name. */
function idFor(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "");
  return plain.slice(0, 80);
}
