import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type InForce, SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { baseFigureContract, indicatorContract } from "../contract.ts";

interface Draft {
  readonly id: string;
  readonly reason: string;
  readonly basedOn?: number;
}

const inForce = {
  indicator: async (id: string): Promise<InForce> => {
    const { indicator } = await callOperation(indicatorContract, { id });
    return { content: indicator, version: indicator.version };
  },
  baseFigure: async (id: string): Promise<InForce> => {
    const { figure, versions } = await callOperation(baseFigureContract, { id });
    return { content: figure, version: versions[0]?.version ?? 0 };
  },
} as const;

/** Why a definition was not saved; where somebody else was faster, both versions side by side and the choice between them. */
export function DefinitionTrouble<D extends Draft>({
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
  const { reason: _, basedOn: __, ...mine } = draft;
  return (
    <SaveTrouble
      trouble={trouble}
      mine={mine}
      inForce={() => inForce[kind](draft.id)}
      nameOf={(field) => say(`field.${field}`)}
      onKeepMine={(basedOn) => onStore({ ...draft, basedOn })}
      onTakeTheirs={(theirs, basedOn) => onChange({ ...theirs, reason: "", basedOn } as unknown as Partial<D>)}
    />
  );
}
