import type { Static } from "typebox";
import { disclosureRules } from "../../../kernel/indicator/baseFigure.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { countyContract, saveBaseFigureContract } from "../contract.ts";
import { BreaksField } from "./BreaksField.tsx";
import { DefinitionForm } from "./DefinitionForm.tsx";
import { SumsField } from "./SumsField.tsx";
import { useDefinitionDraft } from "./useDefinitionDraft.ts";
import { useVocabulary } from "./useVocabulary.ts";

type Draft = Static<typeof saveBaseFigureContract.input>;

const kinds = ["stock", "flow", "amount", "median", "mean", "projection", "estimate"] as const;
const additives = ["yes", "no", "net_only"] as const;
const accesses = ["open", "on_request", "own_register", "protected_zone"] as const;

/** The fields of a base figure; what is saved is a new version with its reason. */
export function BaseFigureForm({ start, isNew }: { readonly start: Draft; readonly isNew: boolean }) {
  const { say, text } = useLanguage("describe");
  const { choices } = useVocabulary();
  const county = useOperation(countyContract, {}).data;
  const of = useDefinitionDraft(saveBaseFigureContract, start, {
    isNew,
    demanded: ({ label, id, unit, reason }) => [label.de, id, unit, reason],
    pageOf: (id) => `/katalog/grundzahlen/${id}`,
    tidied,
  });
  const { draft, change } = of;
  const named = (prefix: string) => (id: string) => ({ id, label: say(`${prefix}.${id}`) });
  const words = {
    idHint: say("baseFigure.idHint"),
    lackingName: say("baseFigure.lacking.de"),
    lackingId: say("baseFigure.lacking.id"),
    lackingReason: say("baseFigure.lacking.reason"),
    add: say("baseFigure.add"),
  };
  return (
    <DefinitionForm
      kind="baseFigure"
      of={of}
      isNew={isNew}
      idFor={idFor}
      words={words}
      back="/katalog?blatt=grundzahlen"
    >
      <div className="k-grid k-grid--fields">
        <TextField
          label={say("method.unit")}
          value={draft.unit}
          onChange={(unit) => change({ unit })}
          required
          problem={of.isLacking(draft.unit) ? say("baseFigure.lacking.unit") : undefined}
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
    </DefinitionForm>
  );
}

/** Without breaks and sums that were begun and left empty. */
function tidied(draft: Draft): Draft {
  const breaks = (draft.breaks ?? []).filter(({ period, note }) => period.trim() !== "" || note.de.trim() !== "");
  return { ...draft, breaks, sums: (draft.sums ?? []).filter((sum) => sum.trim() !== "") };
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
