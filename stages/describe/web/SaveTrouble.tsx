import { useEffect, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { ConflictNote } from "../../../runtime/ui/state/ConflictNote.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { baseFigureContract, indicatorContract } from "../contract.ts";

interface Draft {
  readonly id: string;
  readonly reason: string;
  readonly basedOn?: number;
}

/** What is in force of a definition, and the version that a new try must be based on. */
interface Stored {
  readonly content: object;
  readonly version: number;
}

const inForce = {
  indicator: async (id: string): Promise<Stored> => {
    const { indicator } = await callOperation(indicatorContract, { id });
    return { content: indicator, version: indicator.version };
  },
  baseFigure: async (id: string): Promise<Stored> => {
    const { figure, versions } = await callOperation(baseFigureContract, { id });
    return { content: figure, version: versions[0]?.version ?? 0 };
  },
} as const;

/** Why a definition was not saved; where somebody else was faster, both versions side by side and the choice between them. */
export function SaveTrouble<D extends Draft>({
  kind,
  trouble,
  draft,
  onStore,
  onChange,
}: {
  readonly kind: keyof typeof inForce;
  readonly trouble: Error | undefined;
  readonly draft: D;
  readonly onStore: (draft: D) => void;
  readonly onChange: (part: Partial<D>) => void;
}) {
  const { say } = useLanguage("describe");
  const [stored, setStored] = useState<Stored | undefined>(undefined);
  const isConflict = trouble instanceof Trouble && trouble.code === "describe.changedMeanwhile";
  const { id } = draft;
  useEffect(() => {
    setStored(undefined);
    if (!isConflict) return;
    let isOver = false;
    void inForce[kind](id).then((found) => (isOver ? undefined : setStored(found)));
    return () => {
      isOver = true;
    };
  }, [isConflict, kind, id]);
  if (trouble === undefined) return null;
  if (!isConflict || stored === undefined) return <TroubleNote trouble={trouble} />;
  const { reason: _, basedOn: __, ...mine } = draft;
  const theirs = Object.fromEntries(Object.entries(stored.content).filter(([name]) => name in mine));
  return (
    <ConflictNote
      trouble={trouble}
      mine={mine}
      theirs={theirs}
      nameOf={(place) => say(`field.${place.split(".")[0]}`)}
      onKeepMine={() => onStore({ ...draft, basedOn: stored.version })}
      onTakeTheirs={() => {
        onChange({ ...(theirs as Partial<D>), reason: "", basedOn: stored.version } as Partial<D>);
        setStored(undefined);
      }}
    />
  );
}
