import "./combine.css";
import { Link, useParams } from "react-router";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { Stepper } from "../../../runtime/ui/control/Stepper.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { countyContract } from "../../describe/describe.ts";
import { workbenchContract } from "../indexContract.ts";
import { Bench } from "./bench/Bench.tsx";

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
        {(answer) => <Bench bench={answer} />}
      </Answer>
    </div>
  );
}
