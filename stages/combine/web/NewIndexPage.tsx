import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import "./combine.css";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { indicatorsContract } from "../../describe/describe.ts";
import { indicesContract } from "../contract.ts";
import { saveIndexContract } from "../indexContract.ts";
import { aggregations, normalisationLabel } from "../methods/methods.ts";
import { sides } from "../round/roundDefinition.ts";
import { type ChosenPart, definitionOf, type IndexDraft } from "./bench/definitionOf.ts";

const normalisationChoices = ["z", "minmax", "rank", "percentileRank"] as const;
const aggregationChoices = ["arithmetic", "geometric", "copeland"] as const;

/** An index made from indicators of the catalogue, without writing a line of YAML; or pasted as a whole definition. */
export default function NewIndexPage() {
  const { say, text } = useLanguage("combine");
  const catalogue = useOperation(indicatorsContract, {}).data?.indicators ?? [];
  const save = useAction(saveIndexContract);
  const navigate = useNavigate();
  const [draft, setDraft] = useState<IndexDraft>({
    id: "",
    label: "",
    description: "",
    normalisation: "z",
    aggregation: "arithmetic",
    weights: "equal",
    parts: [],
  });
  const [reason, setReason] = useState("");
  const [pasted, setPasted] = useState("");
  usePageTitle(say("page.newIndex"));
  const set = (change: Partial<IndexDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const part = (at: number, change: Partial<ChosenPart>): void =>
    set({ parts: draft.parts.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const add = (indicator: string): void => {
    const known = catalogue.find((one) => one.id === indicator);
    if (known === undefined) return;
    const side = known.direction === "competence" ? "competence" : "burden";
    set({
      parts: [...draft.parts, { indicator, label: text(known.label), side, polarity: 1, weight: "1", grade: "mittel" }],
    });
  };
  const [last, setLast] = useState("");
  const keep = async (definition: string, basedOn = 0): Promise<void> => {
    setLast(definition);
    const made = await save.run({ definition, reason, basedOn });
    if (made !== undefined) await navigate(`/indizes/${made.index}`);
  };
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.newIndex")}</h1>
        <p className="k-meaning">{say("newIndex.lead")}</p>
      </header>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void keep(JSON.stringify(definitionOf(draft), null, 2));
        }}
      >
        <div className="k-grid k-grid--half">
          <TextField label={say("newIndex.label")} value={draft.label} onChange={(label) => set({ label })} required />
          <TextField
            label={say("freeze.index")}
            hint={say("freeze.indexHint")}
            value={draft.id}
            onChange={(id) => set({ id })}
            required
          />
          <TextField
            label={say("newIndex.description")}
            value={draft.description}
            onChange={(description) => set({ description })}
          />
          <TextField label={say("reason")} value={reason} onChange={setReason} required />
          <Select
            label={say("definition.normalisation")}
            value={draft.normalisation}
            onChange={(normalisation) => set({ normalisation })}
            choices={normalisationChoices.map((id) => ({ id, label: text(normalisationLabel(id)) }))}
          />
          <Select
            label={say("definition.aggregation")}
            value={draft.aggregation}
            onChange={(aggregation) => set({ aggregation })}
            choices={aggregationChoices.map((id) => ({ id, label: text(aggregations[id].label) }))}
          />
          <Select
            label={say("definition.weights")}
            value={draft.weights}
            onChange={(weights) => set({ weights: weights === "given" || weights === "grades" ? weights : "equal" })}
            choices={(["equal", "given", "grades"] as const).map((id) => ({ id, label: say(`newIndex.${id}`) }))}
          />
        </div>
        <section className="k-section">
          <h2 className="k-h2">{say("newIndex.parts", { count: draft.parts.length })}</h2>
          <div className="k-selection__wide">
            <LazyCombobox
              label={say("newIndex.add")}
              clearAfter
              onChoose={add}
              choices={catalogue.map((one) => ({ id: one.id, label: text(one.label) }))}
            />
          </div>
          <ul className="w-choices">
            {draft.parts.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same indicator may stand twice until it is refused.
              <li key={`${one.indicator} ${at}`}>
                <span className="w-choices__name">{one.label}</span>
                <Select
                  label={say("newIndex.side", { label: one.label })}
                  hideLabel
                  value={one.side}
                  onChange={(side) => part(at, { side: side === "competence" ? "competence" : "burden" })}
                  choices={(["burden", "competence"] as const).map((id) => ({ id, label: text(sides[id].label) }))}
                />
                <Select
                  label={say("structure.direction", { label: one.label })}
                  hideLabel
                  value={String(one.polarity)}
                  onChange={(polarity) => part(at, { polarity: polarity === "-1" ? -1 : 1 })}
                  choices={[
                    { id: "1", label: say("definition.raises") },
                    { id: "-1", label: say("definition.lowers") },
                  ]}
                />
                {draft.weights === "given" ? (
                  <TextField
                    label={say("newIndex.weight", { label: one.label })}
                    hideLabel
                    value={one.weight}
                    onChange={(weight) => part(at, { weight })}
                  />
                ) : null}
                {draft.weights === "grades" ? (
                  <Select
                    label={say("grade.legend", { label: one.label })}
                    hideLabel
                    value={one.grade}
                    onChange={(grade) => part(at, { grade })}
                    choices={(["gering", "mittel", "hoch", "sehr_hoch"] as const).map((id) => ({
                      id,
                      label: say(`grade.${id}`),
                    }))}
                  />
                ) : null}
                <button
                  type="button"
                  className="k-linkbutton"
                  onClick={() => set({ parts: draft.parts.filter((_, i) => i !== at) })}
                >
                  {say("structure.remove")}
                  <span className="k-sr"> {one.label}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <SaveTrouble
          trouble={save.trouble}
          mine={{
            label: draft.label,
            description: draft.description,
            parts: draft.parts.map((one) => one.label).join(", "),
          }}
          inForce={async () => {
            const there = (await callOperation(indicesContract, {})).indices.find(({ id }) => id === draft.id);
            if (there === undefined) return { content: {}, version: 0 };
            const { label, description, components, version } = there;
            const parts = components.map((one) => text(one.label)).join(", ");
            return { content: { label: text(label), description: text(description), parts }, version };
          }}
          nameOf={(field) => say(field === "parts" ? "newIndex.partsTitle" : `newIndex.${field}`)}
          onKeepMine={(version) => void keep(last, version)}
          onTakeTheirs={() => void navigate(`/indizes/${draft.id}`)}
        />
        <div>
          <Button type="submit" kind="primary" disabled={save.running || draft.parts.length === 0}>
            {say("newIndex.keep")}
          </Button>
        </div>
      </form>
      <details className="w-more">
        <summary>{say("newIndex.paste")}</summary>
        <form
          className="k-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(pasted);
          }}
        >
          <TextField
            label={say("newIndex.pasted")}
            hint={say("newIndex.pastedHint")}
            value={pasted}
            onChange={setPasted}
            lines={12}
            required
          />
          <TextField label={say("reason")} value={reason} onChange={setReason} required />
          <div>
            <Button type="submit" disabled={save.running}>
              {say("newIndex.keep")}
            </Button>
          </div>
        </form>
      </details>
    </div>
  );
}
