import { useMemo, useState } from "react";
import { LazyCombobox } from "../../../../runtime/ui/control/LazyCombobox.tsx";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { groupOf } from "../../computeIndex.ts";
import type { PlanGroup, PlanIndicator } from "../../indexPlan.ts";
import { releasedIndex } from "../../releasedIndex.ts";
import { flippingWeight } from "../../sensitivity/flippingWeight.ts";
import type { BenchProps } from "./benchProps.ts";

/** "What must the weight be for this area to change class?", as a sentence. */
export function TurningWeight({ bench, index, root }: BenchProps) {
  const { say, text, number } = useLanguage("combine");
  const parts = useMemo(() => allParts(groupOf(index.result, root).plan), [index, root]);
  const { classes } = useMemo(() => releasedIndex(index.result, root), [index, root]);
  const withClass = bench.areas.filter((_, i) => (classes?.classes[i] ?? null) !== null);
  const [area, setArea] = useState<string | undefined>(undefined);
  const [component, setComponent] = useState<string | undefined>(undefined);
  const code = withClass.find((one) => one.code === area)?.code ?? withClass[0]?.code;
  const part = parts.find((one) => one.id === component) ?? parts[0];
  const at = bench.areas.findIndex((one) => one.code === code);
  const turn = useMemo(
    () => (part === undefined || at < 0 ? undefined : flippingWeight(index.result, root, part.id, at)),
    [index, root, part, at],
  );
  if (part === undefined || code === undefined) return null;
  const percent = (share: number): string => number(share * 100, { decimals: 1, unit: "%" });
  const name = bench.areas[at]?.name ?? "";
  const ways = [turn?.below, turn?.above].flatMap((way) => (way === null || way === undefined ? [] : [way]));
  return (
    <div className="k-stack k-stack--tight w-turn">
      <h3 className="k-h3">{say("turn.title")}</h3>
      <div className="k-grid k-grid--half">
        <LazyCombobox
          label={say("column.area")}
          value={code}
          onChoose={setArea}
          choices={withClass.map((one) => ({ id: one.code, label: one.name }))}
        />
        <Select
          label={say("breakdown.component")}
          value={part.id}
          onChange={setComponent}
          choices={parts.map((one) => ({ id: one.id, label: text(one.label) }))}
        />
      </div>
      <p aria-live="polite">
        {turn === undefined
          ? say("turn.none")
          : `${say("turn.now", { name, class: turn.class, part: text(part.label), weight: percent(turn.weight) })} ${
              ways.length === 0
                ? say("turn.never")
                : ways.map((way) => say("turn.at", { weight: percent(way.weight), class: way.class })).join(" ")
            }`}
      </p>
    </div>
  );
}

function allParts(group: PlanGroup): (PlanGroup | PlanIndicator)[] {
  return group.components.flatMap((part) => (part.kind === "group" ? [part, ...allParts(part)] : [part]));
}
