import type { Static } from "typebox";
import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { countyContract, saveIndicatorContract } from "../contract.ts";
import { DefinitionForm } from "./DefinitionForm.tsx";
import { FormulaField } from "./FormulaField.tsx";
import { useDefinitionDraft } from "./useDefinitionDraft.ts";
import { useVocabulary } from "./useVocabulary.ts";

type Draft = Static<typeof saveIndicatorContract.input>;

const directions = ["burden", "competence", "neutral"] as const;
const aggregations = ["recompute", "sum", "recompute_approx", "not_aggregatable"] as const;

/** The fields of an indicator, the formula checked while one types; what is saved is a new version with its reason. */
export function IndicatorForm({ start, isNew }: { readonly start: Draft; readonly isNew: boolean }) {
  const { say, text } = useLanguage("describe");
  const { choices } = useVocabulary();
  const county = useOperation(countyContract, {}).data;
  const of = useDefinitionDraft(saveIndicatorContract, start, {
    isNew,
    demanded: ({ label, id, formula, reason }) => [label.de, id, formula, reason],
    pageOf: (id) => `/katalog/${id}`,
  });
  const { draft, change } = of;
  const named = (prefix: string) => (id: string) => ({ id, label: say(`${prefix}.${id}`) });
  const words = {
    idHint: say("edit.idHint"),
    lackingName: say("edit.lacking.de"),
    lackingId: say("edit.lacking.id"),
    lackingReason: say("edit.lacking.reason"),
    add: say("edit.add"),
  };
  return (
    <DefinitionForm kind="indicator" of={of} isNew={isNew} idFor={idFor} words={words} back="/katalog">
      <FormulaField
        value={draft.formula}
        onChange={(formula) => change({ formula })}
        problem={of.isLacking(draft.formula) ? say("edit.lacking.formula") : undefined}
      />
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
          choices={directions.map(named("direction"))}
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
          choices={aggregations.map(named("aggregation"))}
        />
        <Select
          label={say("method.disclosure")}
          value={draft.disclosure}
          onChange={(disclosure) => change({ disclosure: disclosure as Draft["disclosure"] })}
          choices={disclosureRules.map(named("disclosure"))}
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
    </DefinitionForm>
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
