import type { Text } from "../../../../kernel/text/text.ts";
import { Button } from "../../../../runtime/ui/control/Button.tsx";
import { LazyCombobox } from "../../../../runtime/ui/control/LazyCombobox.tsx";
import { TextField } from "../../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { type IndexDraft, plainCounting } from "./indexDraft.ts";
import { PartList } from "./PartList.tsx";
import { RuleFields } from "./RuleFields.tsx";
import { WeighedTogether } from "./WeighedTogether.tsx";

/** What the catalogue says of an indicator that can be chosen. */
export interface CatalogueEntry {
  readonly id: string;
  readonly label: Text;
  readonly direction: string;
}

/** All fields of an index: its name, its rules, its components and what they count. */
export function IndexForm({
  draft,
  set,
  catalogue,
  reason,
  setReason,
  isChange,
  text: definition,
  running,
  onSave,
}: {
  readonly draft: IndexDraft;
  readonly set: (change: Partial<IndexDraft>) => void;
  readonly catalogue: readonly CatalogueEntry[];
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  /** The next version of an index: its id stays. */
  readonly isChange: boolean;
  /** The definition that the fields mean now. */
  readonly text: string;
  readonly running: boolean;
  readonly onSave: () => void;
}) {
  const { say, text } = useLanguage("combine");
  const add = (indicator: string): void => {
    const known = catalogue.find((one) => one.id === indicator);
    if (known === undefined) return;
    const wished = known.direction === "competence" ? "competence" : "burden";
    const side = draft.roots.some((root) => root.side === wished) ? wished : (draft.roots[0]?.side ?? wished);
    const marks = { target: "", lower: "", upper: "" };
    const named = { indicator, label: text(known.label) };
    set({ parts: [...draft.parts, { ...plainCounting, ...marks, ...named, side, group: null, polarity: 1 }] });
  };
  const addGroup = (): void => {
    const numbers = draft.groups.map(({ id }) => Number(/^teil(\d+)$/.exec(id)?.[1] ?? 0));
    const number = 1 + Math.max(0, ...numbers);
    const named = { id: `teil${number}`, label: say("newIndex.groupNumber", { number }) };
    set({
      groups: [...draft.groups, { ...plainCounting, ...named, side: draft.roots[0]?.side ?? "burden", group: null }],
    });
  };
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <div className="k-grid k-grid--half">
        <TextField label={say("newIndex.label")} value={draft.label} onChange={(label) => set({ label })} required />
        {isChange ? null : (
          <TextField
            label={say("freeze.index")}
            hint={say("freeze.indexHint")}
            value={draft.id}
            onChange={(id) => set({ id })}
            required
          />
        )}
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
          <Button onPress={addGroup}>{say("newIndex.addGroup")}</Button>
        </div>
        <PartList draft={draft} set={set} />
      </section>
      <WeighedTogether draft={draft} set={set} />
      <details className="w-more">
        <summary>{say("newIndex.asText")}</summary>
        <ScrollFrame className="k-profile__frame" label={say("newIndex.pasted")} height={380}>
          <pre className="w-definition">{definition}</pre>
        </ScrollFrame>
      </details>
      <div>
        <Button type="submit" kind="primary" disabled={running || draft.parts.length === 0}>
          {say(isChange ? "newIndex.keepVersion" : "newIndex.keep")}
        </Button>
      </div>
    </form>
  );
}
