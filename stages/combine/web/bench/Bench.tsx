import { useMemo } from "react";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { Tabs } from "../../../../runtime/ui/control/Tabs.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import type { Workbench } from "../../indexContract.ts";
import { type BenchIndex, benchIndex } from "./benchIndex.ts";
import { Certainty } from "./Certainty.tsx";
import { Distribute } from "./Distribute.tsx";
import { Dynamics } from "./Dynamics.tsx";
import { Field } from "./Field.tsx";
import { IndexRules } from "./IndexRules.tsx";
import { Weights } from "./Weights.tsx";

/** Everything that is shown of an index, computed here from its workbench: weights to move, certainty, field, dynamics, money, rules. */
export function Bench({ bench }: { readonly bench: Workbench }) {
  const computed = useMemo((): BenchIndex | Error => {
    try {
      return benchIndex(bench);
    } catch (trouble) {
      return trouble as Error;
    }
  }, [bench]);
  if (computed instanceof Error) return <TroubleNote trouble={computed} />;
  return <Sheets bench={bench} index={computed} />;
}

function Sheets({ bench, index }: { readonly bench: Workbench; readonly index: BenchIndex }) {
  const { say, text } = useLanguage("combine");
  const { setting, set } = useAddressState();
  const { roots } = index.result.plan;
  const root = roots.find((one) => one.id === setting("teil")) ?? roots[0];
  if (root === undefined) return null;
  const shared = { bench, index, root: root.id };
  const { axes } = index.result.plan.definition;
  return (
    <div className="k-stack">
      {roots.length < 2 ? null : (
        <fieldset className="w-segments w-segments--wide">
          <legend className="k-sr">{say("index.which")}</legend>
          {roots.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="root"
                checked={one.id === root.id}
                onChange={() => set({ teil: one.id === roots[0]?.id ? undefined : one.id })}
              />
              <span>{text(one.label)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Tabs
        label={say("index.tabs")}
        open={setting("blatt") ?? "gewichte"}
        onOpen={(tab) => set({ blatt: tab === "gewichte" ? undefined : tab })}
        tabs={[
          {
            id: "gewichte",
            label: say("weights.title"),
            // Another index has other sliders.
            content: () => (
              <Weights key={`${bench.id} ${bench.version} ${bench.level} ${bench.period} ${root.id}`} {...shared} />
            ),
          },
          { id: "sicherheit", label: say("certainty.title"), content: () => <Certainty {...shared} /> },
          ...(axes === undefined
            ? []
            : [
                {
                  id: "feld",
                  label: say("field.title"),
                  content: () => <Field bench={bench} index={index} axes={axes} />,
                },
              ]),
          { id: "dynamik", label: say("dynamics.title"), content: () => <Dynamics {...shared} /> },
          { id: "verteilung", label: say("distribute.title"), content: () => <Distribute {...shared} /> },
          { id: "regeln", label: say("rules.title"), content: () => <IndexRules {...shared} /> },
        ]}
      />
    </div>
  );
}
