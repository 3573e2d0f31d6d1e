import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { recordGoalResolutionContract } from "../contract.ts";
import { ResolutionForm } from "./ResolutionForm.tsx";

/** For the committee office: what a body decided about an edition of a goal. */
export function RecordResolution({ goal, editions }: { readonly goal: number; readonly editions: readonly number[] }) {
  const { say } = useLanguage("plan");
  const record = useAction(recordGoalResolutionContract);
  const [edition, setEdition] = useState(String(editions.at(-1) ?? 1));
  return (
    <ResolutionForm
      action={record}
      onRecord={(resolution) => void record.run({ id: goal, edition: Number(edition), ...resolution })}
    >
      <Select
        label={say("resolution.edition")}
        value={edition}
        onChange={setEdition}
        choices={editions.map((number) => ({ id: String(number), label: String(number) }))}
      />
    </ResolutionForm>
  );
}
