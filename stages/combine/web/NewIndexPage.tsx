import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import "./combine.css";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../runtime/ui/control/LazyCombobox.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import { indicatorsContract } from "../../describe/describe.ts";
import { indicesContract } from "../contract.ts";
import { saveIndexContract, workbenchContract } from "../indexContract.ts";
import { definitionOf } from "./newIndex/definitionOf.ts";
import { emptyDraft, type IndexDraft, plainCounting } from "./newIndex/indexDraft.ts";
import { PartList } from "./newIndex/PartList.tsx";
import { RuleFields } from "./newIndex/RuleFields.tsx";
import { WeighedTogether } from "./newIndex/WeighedTogether.tsx";

/** An index made from indicators of the catalogue, without writing a line of YAML; or pasted as a whole definition. */
export default function NewIndexPage() {
  const { say, text } = useLanguage("combine");
  const catalogue = useOperation(indicatorsContract, {}).data?.indicators ?? [];
  const save = useAction(saveIndexContract);
  const navigate = useNavigate();
  const [draft, setDraft] = useState<IndexDraft>(emptyDraft);
  const [reason, setReason] = useState("");
  const [pasted, setPasted] = useState("");
  usePageTitle(say("page.newIndex"));
  const set = (change: Partial<IndexDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const add = (indicator: string): void => {
    const known = catalogue.find((one) => one.id === indicator);
    if (known === undefined) return;
    const side = known.direction === "competence" ? "competence" : "burden";
    const marks = { target: "", lower: "", upper: "" };
    const named = { indicator, label: text(known.label) };
    set({ parts: [...draft.parts, { ...plainCounting, ...marks, ...named, side, group: null, polarity: 1 }] });
  };
  const [last, setLast] = useState("");
  const { setting, selection } = useAddressState();
  const from = setting("von");
  const given = useOperation(
    workbenchContract,
    from === undefined || selection.level === undefined ? undefined : { id: from, level: selection.level },
  ).data;
  const definition = given?.definition;
  useEffect(() => {
    if (definition !== undefined) setPasted(JSON.stringify(definition, null, 2));
  }, [definition]);
  // Of what was pasted too: the first id of a definition is its own.
  const lastId = /"?\bid"?\s*:\s*"?([A-Za-z][\w-]*)/.exec(last)?.[1] ?? draft.id;
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
      {from !== undefined ? null : (
        <form
          className="k-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(JSON.stringify(definitionOf(draft), null, 2));
          }}
        >
          <div className="k-grid k-grid--half">
            <TextField
              label={say("newIndex.label")}
              value={draft.label}
              onChange={(label) => set({ label })}
              required
            />
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
          </div>
          <RuleFields draft={draft} set={set} />
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
            <div>
              <Button
                onPress={() => {
                  const number = 1 + draft.groups.reduce((most, one) => Math.max(most, Number(one.id.slice(4))), 0);
                  const label = say("newIndex.groupNumber", { number });
                  set({ groups: [...draft.groups, { ...plainCounting, id: `teil${number}`, label, side: "burden" }] });
                }}
              >
                {say("newIndex.addGroup")}
              </Button>
            </div>
            <PartList draft={draft} set={set} />
          </section>
          <WeighedTogether draft={draft} set={set} />
          <details className="w-more">
            <summary>{say("newIndex.asText")}</summary>
            <ScrollFrame className="k-profile__frame" label={say("newIndex.pasted")} height={380}>
              <pre className="w-definition">{JSON.stringify(definitionOf(draft), null, 2)}</pre>
            </ScrollFrame>
          </details>
          <div>
            <Button type="submit" kind="primary" disabled={save.running || draft.parts.length === 0}>
              {say("newIndex.keep")}
            </Button>
          </div>
        </form>
      )}
      <SaveTrouble
        trouble={save.trouble}
        mine={{
          label: draft.label,
          description: draft.description,
          parts: draft.parts.map((one) => one.label).join(", "),
        }}
        inForce={async () => {
          const there = (await callOperation(indicesContract, {})).indices.find(({ id }) => id === lastId);
          if (there === undefined) return { content: {}, version: 0 };
          const { label, description, components, version } = there;
          const parts = components.map((one) => text(one.label)).join(", ");
          return { content: { label: text(label), description: text(description), parts }, version };
        }}
        nameOf={(field) => say(field === "parts" ? "newIndex.partsTitle" : `newIndex.${field}`)}
        onKeepMine={(version) => void keep(last, version)}
        onTakeTheirs={() => void navigate(`/indizes/${lastId}`)}
      />
      <details className="w-more" open={from === undefined ? undefined : true}>
        <summary>{say("newIndex.paste")}</summary>
        <form
          className="k-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(pasted, given?.version);
          }}
        >
          {given === undefined ? null : (
            <p className="k-note">
              <span>{say("newIndex.changing", { id: given.id, version: given.version })}</span>
            </p>
          )}
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
