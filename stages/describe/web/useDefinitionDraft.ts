import { useState } from "react";
import { useNavigate } from "react-router";
import type { Static } from "typebox";
import type { Text } from "../../../kernel/text/text.ts";
import { type Action, useAction } from "../../../runtime/ui/call/useAction.ts";
import type { saveBaseFigureContract, saveIndicatorContract } from "../contract.ts";

type SaveContract = typeof saveBaseFigureContract | typeof saveIndicatorContract;

/** What the forms of all definitions ask for. */
export interface Definition {
  readonly id: string;
  readonly label: Text;
  readonly reason: string;
  readonly basedOn?: number;
}

export interface DefinitionDraft<Draft extends Definition> {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** Stores what was entered, once nothing is lacking. */
  readonly submit: () => Promise<void>;
  readonly store: (wanted: Draft) => Promise<void>;
  /** Whether something was to be stored while a demanded field was empty; then the empty ones are named. */
  readonly isLacking: (filled: string) => boolean;
  readonly save: Pick<Action<SaveContract>, "running" | "trouble" | "answer">;
}

/**
 * A definition while somebody edits it: what is stored becomes a new version, and who
 * goes on editing starts from that one.
 *
 * @param demanded what must not be empty
 * @param pageOf where a new definition has its page
 */
export function useDefinitionDraft<C extends SaveContract, Draft extends Static<C["input"]> & Definition>(
  contract: C,
  start: Draft,
  how: {
    readonly isNew: boolean;
    readonly demanded: (draft: Draft) => readonly string[];
    readonly pageOf: (id: string) => string;
    /** Leaves out what was begun and not filled. */
    readonly tidied?: (draft: Draft) => Draft;
  },
): DefinitionDraft<Draft> {
  const go = useNavigate();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const save = useAction(contract);
  const isEmpty = (filled: string): boolean => filled.trim() === "";

  const store = async (wanted: Draft): Promise<void> => {
    const saved = await save.run(how.tidied?.(wanted) ?? wanted);
    if (saved === undefined) return;
    setTried(false);
    setDraft({ ...wanted, reason: "", basedOn: saved.version });
    if (how.isNew) await go(how.pageOf(saved.id));
  };
  return {
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    submit: async () => {
      setTried(true);
      if (!how.demanded(draft).some(isEmpty)) await store(draft);
    },
    store,
    isLacking: (filled) => tried && isEmpty(filled),
    save,
  };
}
