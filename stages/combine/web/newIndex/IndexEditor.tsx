import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { callOperation } from "../../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../../runtime/ui/state/SaveTrouble.tsx";
import type { GroupDefinition, IndexDefinition } from "../../definition.ts";
import { saveIndexContract, workbenchContract } from "../../indexContract.ts";
import { textOf } from "../../indexPlan.ts";
import { changedDefinition } from "./changedDefinition.ts";
import { definitionOf } from "./definitionOf.ts";
import { draftOf } from "./draftOf.ts";
import { type CatalogueEntry, IndexForm } from "./IndexForm.tsx";
import { emptyDraft, type IndexDraft } from "./indexDraft.ts";
import { KeptNote } from "./KeptNote.tsx";
import { useDefinitionFacts } from "./useDefinitionFacts.ts";

/** A definition as it is in force, and the version that a change starts from. */
interface Base {
  readonly definition: IndexDefinition;
  readonly version: number;
}

/** The form of an index and, below it, the whole definition as text; both save the same thing. */
export function IndexEditor({
  catalogue,
  level,
  from: given,
}: {
  readonly catalogue: readonly CatalogueEntry[];
  readonly level: string | undefined;
  readonly from?: Base;
}) {
  const { say, text } = useLanguage("combine");
  const navigate = useNavigate();
  const save = useAction(saveIndexContract);
  const labels = useMemo(() => new Map(catalogue.map((one) => [one.id, text(one.label)])), [catalogue, text]);
  const labelOf = (indicator: string): string => labels.get(indicator) ?? indicator;
  const factsOf = useDefinitionFacts(labelOf);
  const bare = (there: Base): Base => withoutCatalogueNames(there, labelOf);
  const [from] = useState(() => (given === undefined ? undefined : bare(given)));
  const [base, setBase] = useState<Base | undefined>(from);
  const [draft, setDraft] = useState<IndexDraft>(() =>
    from === undefined ? emptyDraft : draftOf(from.definition, labelOf),
  );
  const [reason, setReason] = useState("");
  const [pasted, setPasted] = useState(() => (from === undefined ? "" : JSON.stringify(from.definition, null, 2)));
  const [sent, setSent] = useState<IndexDefinition | undefined>(undefined);
  const [theirs, setTheirs] = useState<Base | undefined>(undefined);
  const made = base === undefined ? definitionOf(draft) : changedDefinition(base.definition, draft);

  const keep = async (definition: string, basedOn: number): Promise<void> => {
    setSent(await definitionIn(definition));
    const kept = await save.run({ definition, reason, basedOn });
    if (kept !== undefined) await navigate(`/indizes/${kept.index}`);
  };
  const inForce = async (): Promise<{ content: Record<string, string>; version: number }> => {
    if (sent === undefined || level === undefined) return { content: {}, version: 0 };
    const there = bare(await callOperation(workbenchContract, { id: sent.id, level }));
    setTheirs(there);
    const compared = factsOf(sent);
    const content = factsOf(there.definition);
    // What only one of the two says stands in both columns.
    const places = [...Object.keys(compared), ...Object.keys(content)];
    return { content: Object.fromEntries(places.map((one) => [one, content[one] ?? "–"])), version: there.version };
  };
  const mine = (): Record<string, string> => {
    if (sent === undefined) return {};
    const own = factsOf(sent);
    const places = [...Object.keys(own), ...Object.keys(theirs === undefined ? {} : factsOf(theirs.definition))];
    return Object.fromEntries(places.map((one) => [one, own[one] ?? "–"]));
  };
  return (
    <div className="k-stack">
      {base === undefined ? null : <KeptNote definition={base.definition} labelOf={labelOf} />}
      <IndexForm
        draft={draft}
        set={(change) => setDraft((before) => ({ ...before, ...change }))}
        catalogue={catalogue}
        reason={reason}
        setReason={setReason}
        isChange={base !== undefined}
        text={JSON.stringify(made, null, 2)}
        running={save.running}
        onSave={() => void keep(JSON.stringify(made, null, 2), base?.version ?? 0)}
      />
      <SaveTrouble
        trouble={save.trouble}
        mine={mine()}
        inForce={inForce}
        nameOf={(place) => place}
        onKeepMine={(version) => void keep(JSON.stringify(sent, null, 2), version)}
        onTakeTheirs={() => {
          if (theirs === undefined) return;
          setBase(theirs);
          setDraft(draftOf(theirs.definition, labelOf));
          setPasted(JSON.stringify(theirs.definition, null, 2));
        }}
      />
      <details className="w-more">
        <summary>{say(base === undefined ? "newIndex.paste" : "newIndex.pasteChange")}</summary>
        <form
          className="k-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(pasted, base?.version ?? 0);
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
              {say("newIndex.keepText")}
            </Button>
          </div>
        </form>
      </details>
    </div>
  );
}

/** What a text says, for comparing it with another version; nothing where the server will refuse it anyway. */
async function definitionIn(written: string): Promise<IndexDefinition | undefined> {
  const { parse } = await import("yaml");
  try {
    return parse(written) as IndexDefinition;
  } catch {
    return undefined;
  }
}

/** Names that are those of the catalogue are left to it, so that they change with it. */
function withoutCatalogueNames({ definition, version }: Base, labelOf: (indicator: string) => string): Base {
  const inGroup = (group: GroupDefinition): GroupDefinition => ({
    ...group,
    components: group.components.map((part) => {
      if (!("indicator" in part)) return inGroup(part);
      const { label, ...rest } = part;
      return label === undefined || textOf(label).de !== labelOf(part.indicator) ? part : rest;
    }),
  });
  return { version, definition: { ...definition, indices: definition.indices.map(inGroup) } };
}
