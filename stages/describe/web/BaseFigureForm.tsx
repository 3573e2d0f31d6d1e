import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Static } from "typebox";
import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { countyContract, saveBaseFigureContract } from "../contract.ts";
import { BreaksField } from "./BreaksField.tsx";
import { DefinitionTrouble } from "./DefinitionTrouble.tsx";
import { SumsField } from "./SumsField.tsx";
import { useVocabulary } from "./useVocabulary.ts";

type Draft = Static<typeof saveBaseFigureContract.input>;

const kinds = ["stock", "flow", "amount", "median", "mean", "projection", "estimate"] as const;
const additives = ["yes", "no", "net_only"] as const;
const accesses = ["open", "on_request", "own_register", "protected_zone"] as const;

/** The fields of a base figure; what is saved is a new version with its reason. */
export function BaseFigureForm({ start, isNew }: { readonly start: Draft; readonly isNew: boolean }) {
  const { say, text } = useLanguage("describe");
  const { choices } = useVocabulary();
  const go = useNavigate();
  const county = useOperation(countyContract, {}).data;
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const save = useAction(saveBaseFigureContract);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const filled = { de: draft.label.de, id: draft.id, unit: draft.unit, reason: draft.reason };
  const lacking = (field: keyof typeof filled): string | undefined =>
    tried && filled[field].trim() === "" ? say(`baseFigure.lacking.${field}`) : undefined;
  const named = (prefix: string) => (id: string) => ({ id, label: say(`${prefix}.${id}`) });

  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.values(filled).some((value) => value.trim() === "")) return;
    await store(draft);
  };
  const store = async (wanted: Draft): Promise<void> => {
    const breaks = (wanted.breaks ?? []).filter(({ period, note }) => period.trim() !== "" || note.de.trim() !== "");
    const sums = (wanted.sums ?? []).filter((sum) => sum.trim() !== "");
    const saved = await save.run({ ...wanted, breaks, sums });
    if (saved === undefined) return;
    setTried(false);
    // Who goes on editing starts from what was just saved.
    setDraft({ ...wanted, reason: "", basedOn: saved.version });
    if (isNew) await go(`/katalog/grundzahlen/${saved.id}`);
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
          hint={say("baseFigure.idHint")}
          value={draft.id}
          onChange={(id) => change({ id })}
          required
          problem={lacking("id")}
        />
      ) : null}
      <div className="k-grid k-grid--fields">
        <TextField
          label={say("method.unit")}
          value={draft.unit}
          onChange={(unit) => change({ unit })}
          required
          problem={lacking("unit")}
        />
        <Select
          label={say("baseFigure.kind")}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind as Draft["kind"] })}
          choices={kinds.map(named("figureKind"))}
        />
        <Select
          label={say("baseFigure.additive")}
          value={draft.additive}
          onChange={(additive) => change({ additive: additive as Draft["additive"] })}
          choices={additives.map(named("additive"))}
        />
        <Select
          label={say("baseFigure.levelMin")}
          value={draft.levelMin}
          onChange={(levelMin) => change({ levelMin })}
          choices={levelChoices(
            (county?.levels ?? []).map((level) => ({ id: level.id, label: text(level.label) })),
            draft.levelMin,
          )}
        />
        <Select
          label={say("method.topic")}
          value={draft.topic}
          onChange={(topic) => change({ topic })}
          choices={choices("topics")}
        />
        <Select
          label={say("method.disclosure")}
          value={draft.disclosure}
          onChange={(disclosure) => change({ disclosure: disclosure as Draft["disclosure"] })}
          choices={disclosureRules.map(named("disclosure"))}
        />
        <Select
          label={say("catalogue.access")}
          value={draft.access}
          onChange={(access) => change({ access: access as Draft["access"] })}
          choices={accesses.map(named("access"))}
        />
        <TextField
          label={say("baseFigure.reference")}
          value={draft.reference}
          onChange={(reference) => change({ reference })}
        />
      </div>
      <div className="k-grid k-grid--half">
        <TextField label={say("method.source")} value={draft.source} onChange={(source) => change({ source })} />
        <TextField
          label={say("baseFigure.fileFormat")}
          value={draft.fileFormat}
          onChange={(fileFormat) => change({ fileFormat })}
        />
      </div>
      <BreaksField breaks={draft.breaks ?? []} onChange={(breaks) => change({ breaks })} />
      <SumsField id={draft.id} sums={draft.sums ?? []} onChange={(sums) => change({ sums })} />
      <TextField
        label={say("edit.reason")}
        hint={say("edit.reasonHint")}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        required
        problem={lacking("reason")}
      />
      <DefinitionTrouble
        kind="baseFigure"
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
          {say(isNew ? "baseFigure.add" : "edit.save")}
        </Button>
        <Link to="/katalog?blatt=grundzahlen">{say("edit.back")}</Link>
      </div>
    </form>
  );
}

/** The county's levels, and the one that the definition names where the county does not have it. */
function levelChoices(
  levels: readonly { readonly id: string; readonly label: string }[],
  chosen: string,
): readonly { readonly id: string; readonly label: string }[] {
  return levels.some((level) => level.id === chosen) ? levels : [...levels, { id: chosen, label: chosen }];
}

/** An id as formulas name it, made of the name. */
function idFor(name: string): string {
  const plain = name
    .toUpperCase()
    .replaceAll("Ä", "AE")
    .replaceAll("Ö", "OE")
    .replaceAll("Ü", "UE")
    .replaceAll("ß", "SS")
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "");
  return plain.slice(0, 40).replace(/_+$/, "");
}
