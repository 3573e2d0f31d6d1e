import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { DefinitionTrouble } from "./DefinitionTrouble.tsx";
import type { Definition, DefinitionDraft } from "./useDefinitionDraft.ts";

/** What the forms of all definitions have alike: name and id before the fields of their own, reason and saving after them. */
export function DefinitionForm<Draft extends Definition>({
  kind,
  of,
  isNew,
  idFor,
  words,
  back,
  children,
}: {
  readonly kind: "indicator" | "baseFigure";
  readonly of: DefinitionDraft<Draft>;
  readonly isNew: boolean;
  /** The id that a name suggests. */
  readonly idFor: (name: string) => string;
  /** What differs in the sentences of this kind. */
  readonly words: {
    readonly idHint: string;
    readonly lackingName: string;
    readonly lackingId: string;
    readonly lackingReason: string;
    readonly add: string;
  };
  /** Where the catalogue shows its kind. */
  readonly back: string;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage("describe");
  const { draft, save } = of;
  const change = (part: Partial<Definition>): void => of.change(part as Partial<Draft>);
  const problem = (filled: string, sentence: string): string | undefined =>
    of.isLacking(filled) ? sentence : undefined;
  return (
    <form
      className="k-card k-stack k-edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void of.submit();
      }}
    >
      <div className="k-grid k-grid--half">
        <TextField
          label={say("edit.name")}
          value={draft.label.de}
          onChange={(de) => change({ label: { ...draft.label, de }, ...(isNew ? { id: idFor(de) } : {}) })}
          required
          problem={problem(draft.label.de, words.lackingName)}
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
          hint={words.idHint}
          value={draft.id}
          onChange={(id) => change({ id })}
          required
          problem={problem(draft.id, words.lackingId)}
        />
      ) : null}
      {children}
      <TextField
        label={say("edit.reason")}
        hint={say("edit.reasonHint")}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        required
        problem={problem(draft.reason, words.lackingReason)}
      />
      <DefinitionTrouble
        kind={kind}
        trouble={save.trouble}
        draft={draft}
        onStore={(wanted) => void of.store(wanted)}
        onChange={of.change}
      />
      {save.answer === undefined || save.running ? null : (
        <p className="k-note k-note--info" role="status">
          {say("edit.saved", { version: save.answer.version })}
        </p>
      )}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {isNew ? words.add : say("edit.save")}
        </Button>
        <Link to={back}>{say("edit.back")}</Link>
      </div>
    </form>
  );
}
