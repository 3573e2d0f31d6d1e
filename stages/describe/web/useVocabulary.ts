import { useMemo } from "react";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import type { Choice } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { vocabularyContract } from "../contract.ts";

type List = "topics" | "lifePhases" | "lifeSituations" | "facilityKinds";

export interface NamedLists {
  /** The name of a theme, life phase, life situation or kind of facility; its id while nobody has said. */
  readonly nameOf: (list: List, id: string) => string;
  readonly choices: (list: List) => Choice[];
}

/** Themes, life phases and life situations by their names. */
export function useVocabulary(): NamedLists {
  const { text } = useLanguage("describe");
  const vocabulary = useOperation(vocabularyContract, {}).data;
  return useMemo(
    () => ({
      nameOf: (list, id) => {
        const found = vocabulary?.[list].find((entry) => entry.id === id);
        return found === undefined ? id : text(found.label);
      },
      choices: (list) => (vocabulary?.[list] ?? []).map((entry) => ({ id: entry.id, label: text(entry.label) })),
    }),
    [vocabulary, text],
  );
}
