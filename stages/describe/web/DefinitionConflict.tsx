import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { ConflictNote } from "../../../runtime/ui/state/ConflictNote.tsx";
import type { Conflict } from "./useConflict.ts";

/** One's own draft of a definition beside what somebody else stored meanwhile, field by field. */
export function DefinitionConflict<Draft extends object>({
  conflict,
  draft,
  onKeepMine,
  onTakeTheirs,
}: {
  readonly conflict: Conflict<Draft>;
  readonly draft: Draft;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}) {
  const { say } = useLanguage("describe");
  const { reason: _, basedOn: __, ...mine } = draft as Draft & { reason?: string; basedOn?: number };
  return (
    <ConflictNote
      sentence={conflict.sentence}
      mine={mine}
      theirs={sharedFields(conflict.theirs, mine)}
      nameOf={(place) => say(`field.${place.split(".")[0]}`)}
      onKeepMine={onKeepMine}
      onTakeTheirs={onTakeTheirs}
    />
  );
}

/** Of a stored definition the fields that the form has. */
export function sharedFields<Draft extends object>(stored: object, draft: Draft): Partial<Draft> {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => name in draft)) as Partial<Draft>;
}
