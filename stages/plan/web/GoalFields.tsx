import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { goalsContract } from "../contract.ts";
import { type GoalLevel, levelAbove } from "../goalLevels.ts";
import type { GoalDraft } from "./goalDraft.ts";
import { MeasureFields } from "./MeasureFields.tsx";
import "./plan.css";

export interface FieldsProps {
  readonly draft: GoalDraft;
  readonly onChange: (changed: Partial<GoalDraft>) => void;
}

/** The fields of a goal, the same for a new one and for one that is changed. */
export function GoalFields({
  level,
  self,
  draft,
  onChange,
}: FieldsProps & {
  readonly level: GoalLevel;
  /** The goal itself, which serves no goal of its own. */
  readonly self?: number;
}) {
  const { say } = useLanguage("plan");
  const tree = useOperation(goalsContract, {}).data;
  const above = levelAbove(level);
  const parents = (tree?.goals ?? []).filter((goal) => goal.level === above && goal.id !== self);
  return (
    <>
      <TextField
        label={say("form.title")}
        value={draft.title}
        required
        lines={2}
        onChange={(title) => onChange({ title })}
      />
      {above === undefined ? null : (
        <Select
          label={say("form.parent")}
          value={draft.parent}
          onChange={(parent) => onChange({ parent })}
          choices={[
            { id: "", label: say("form.noParent") },
            ...parents.map((goal) => ({ id: String(goal.id), label: goal.title })),
          ]}
        />
      )}
      <TextField
        label={say("form.description")}
        value={draft.description}
        lines={3}
        onChange={(description) => onChange({ description })}
      />
      {level === "operational" ? <MeasureFields draft={draft} onChange={onChange} units={tree?.units ?? []} /> : null}
    </>
  );
}
