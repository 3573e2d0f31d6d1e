import "./combine.css";
import { useMemo } from "react";
import { Link, useParams } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Stepper } from "../../../runtime/ui/control/Stepper.tsx";
import { Tabs } from "../../../runtime/ui/control/Tabs.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { countyContract } from "../../describe/describe.ts";
import { type Workbench, workbenchContract } from "../indexContract.ts";
import { type BenchIndex, benchIndex } from "./bench/benchIndex.ts";
import { Certainty } from "./bench/Certainty.tsx";
import { Distribute } from "./bench/Distribute.tsx";
import { Dynamics } from "./bench/Dynamics.tsx";
import { Field } from "./bench/Field.tsx";
import { IndexRules } from "./bench/IndexRules.tsx";
import { Weights } from "./bench/Weights.tsx";

/** An index to work with: move its weights, see how certain it is, look at burden beside competence, spread money by it. */
export default function IndexPage() {
  const { id = "" } = useParams();
  const { say, text, period } = useLanguage("combine");
  const { selection, choose, setting } = useAddressState();
  const county = useOperation(countyContract, {}).data;
  const offered = (county?.levels ?? []).filter((level) => level.areaCount > 1);
  const level = offered.find((one) => one.id === selection.level)?.id ?? county?.defaultLevel ?? offered[0]?.id;
  const version = Number(setting("fassung"));
  const bench = useOperation(
    workbenchContract,
    level === undefined
      ? undefined
      : {
          id,
          level,
          ...(selection.period === undefined ? {} : { period: selection.period }),
          ...(version >= 1 ? { version } : {}),
        },
  );
  usePageTitle(bench.data === undefined ? say("page.index") : text(bench.data.label));
  const newest = bench.data?.versions.filter((one) => one.frozen).at(-1);
  return (
    <div className="k-stack">
      <div className="k-selection">
        <Select
          label={say("level")}
          value={level ?? ""}
          onChange={(chosen) => choose({ level: chosen, areas: [] })}
          choices={offered.map((one) => ({ id: one.id, label: text(one.label) }))}
        />
        {bench.data === undefined ? null : (
          <Stepper
            label={say("period")}
            previous={say("previousPeriod")}
            next={say("nextPeriod")}
            value={bench.data.period}
            onChange={(chosen) => choose({ period: chosen })}
            choices={[...bench.data.periods].reverse().map((entry) => ({ id: entry, label: period(entry) }))}
          />
        )}
      </div>
      <header className="k-pagehead">
        <h1 className="k-h1">{bench.data === undefined ? say("page.index") : text(bench.data.label)}</h1>
        {bench.data === undefined ? null : <p className="k-meaning">{text(bench.data.description)}</p>}
        {newest === undefined ? null : (
          <p>
            <Link to={`/indizes/${id}/fassung/${newest.version}`}>
              {say("index.sheet", { version: newest.version })}
            </Link>
          </p>
        )}
      </header>
      <Answer of={bench} shape="figure">
        {(answer) => <Computed bench={answer} />}
      </Answer>
    </div>
  );
}

function Computed({ bench }: { readonly bench: Workbench }) {
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
