import { useMemo } from "react";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import type { ComboChoice } from "../../../runtime/ui/control/Combobox.tsx";
import { areasContract } from "../../collect/collect.ts";

/** The areas of a level as choices by name; the id is the code. */
export function useAreaChoices(level: string | undefined): readonly ComboChoice[] {
  const answer = useOperation(areasContract, level === undefined ? undefined : { level });
  return useMemo(
    () =>
      [...(answer.data?.areas ?? [])]
        .sort((a, b) => a.name.localeCompare(b.name, "de"))
        .map((area) => ({ id: area.code, label: area.name, detail: area.wholes[0]?.name ?? area.code })),
    [answer.data],
  );
}
