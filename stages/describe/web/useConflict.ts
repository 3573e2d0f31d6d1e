import { useCallback, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { baseFigureContract, indicatorContract } from "../contract.ts";

/** A definition that somebody else stored while one was editing it. */
export interface Conflict<Content> {
  readonly sentence: string;
  readonly theirs: Content;
  /** The version that a new try must be based on. */
  readonly version: number;
}

const readers = {
  indicator: async (id: string) => {
    const { indicator } = await callOperation(indicatorContract, { id });
    return { theirs: indicator as unknown, version: indicator.version };
  },
  baseFigure: async (id: string) => {
    const { figure, versions } = await callOperation(baseFigureContract, { id });
    return { theirs: figure as unknown, version: versions[0]?.version ?? 0 };
  },
} as const;

/** Notices that a save was refused since somebody was faster, and fetches what they stored. */
export function useConflict<Content>(kind: keyof typeof readers): {
  readonly conflict: Conflict<Content> | undefined;
  readonly notice: (trouble: Error | undefined, id: string) => Promise<void>;
  readonly settle: () => void;
} {
  const [conflict, setConflict] = useState<Conflict<Content> | undefined>(undefined);
  const notice = useCallback(
    async (trouble: Error | undefined, id: string): Promise<void> => {
      if (!isConflict(trouble)) return;
      const { theirs, version } = await readers[kind](id);
      setConflict({ sentence: trouble.message, theirs: theirs as Content, version });
    },
    [kind],
  );
  return { conflict, notice, settle: () => setConflict(undefined) };
}

/** Whether a save was refused since somebody else was faster. */
export function isConflict(trouble: Error | undefined): trouble is Trouble {
  return trouble instanceof Trouble && trouble.code === "describe.changedMeanwhile";
}
