import { useMemo } from "react";
import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { FigureFoot } from "../../../../runtime/ui/figure/FigureFoot.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../../runtime/ui/state/TroubleNote.tsx";
import { ScrollFrame } from "../../../../runtime/ui/table/ScrollFrame.tsx";
import { areaClasses } from "../../areaClasses.ts";
import { type Workbench, workbenchContract } from "../../indexContract.ts";
import { releasedIndex } from "../../releasedIndex.ts";
import { type StatusDynamics, statusDynamics } from "../../statusDynamics.ts";
import { benchIndex } from "./benchIndex.ts";
import type { BenchProps } from "./benchProps.ts";

/** Where an area stands and where it is going, as a matrix of classes: four of status, three of dynamics. */
export function Dynamics(props: BenchProps) {
  const { bench } = props;
  const { say, period } = useLanguage("combine");
  const { setting, set } = useAddressState();
  const earlier = bench.periods.filter((one) => one < bench.period);
  const chosen = earlier.find((one) => one === setting("vergleich")) ?? earlier[0];
  const before = useOperation(
    workbenchContract,
    chosen === undefined ? undefined : { id: bench.id, level: bench.level, period: chosen, version: bench.version },
  );
  if (chosen === undefined) return <EmptyState title={say("dynamics.one")}>{say("dynamics.oneHow")}</EmptyState>;
  return (
    <div className="k-stack">
      <div className="k-row k-row--end">
        <Select
          label={say("dynamics.since")}
          value={chosen}
          onChange={(one) => set({ vergleich: one })}
          choices={earlier.map((one) => ({ id: one, label: period(one) }))}
        />
        <p className="k-small k-muted">{say("dynamics.explain")}</p>
      </div>
      <Answer of={before} shape="table">
        {(answer) => <Matrix {...props} before={answer} />}
      </Answer>
    </div>
  );
}

function Matrix({ bench, index, root, before }: BenchProps & { readonly before: Workbench }) {
  const { say, text, compare, period } = useLanguage("combine");
  const found = useMemo((): StatusDynamics | Error => {
    try {
      return matrixOf({ bench, index, root }, before);
    } catch (trouble) {
      return trouble as Error;
    }
  }, [bench, index, root, before]);
  if (found instanceof Error) return <TroubleNote trouble={found} />;
  const inCell = (status: number, dynamics: number): string[] =>
    bench.areas
      .filter((_, i) => found.cells[i]?.status === status && found.cells[i]?.dynamics === dynamics)
      .map((area) => area.name)
      .sort(compare);
  const caption = say("dynamics.caption", { from: period(before.period), to: period(bench.period) });
  return (
    <>
      <ScrollFrame className="k-profile__frame" label={caption}>
        <table className="k-profile__table w-matrix">
          <caption className="k-table__caption">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say("dynamics.status")}</th>
              {found.dynamicsLabels.map((label) => (
                <th scope="col" key={label.de}>
                  {text(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.statusLabels.map((status, s) => (
              <tr key={status.de}>
                <th scope="row">{text(status)}</th>
                {found.dynamicsLabels.map((dynamics, d) => {
                  const names = inCell(s + 1, d + 1);
                  return (
                    <td key={dynamics.de} data-weight={s + d}>
                      <b>{names.length}</b>{" "}
                      <span className="k-small">
                        {names.slice(0, 8).join(", ")}
                        {names.length > 8 ? say("dynamics.more", { count: names.length - 8 }) : ""}
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <FigureFoot sources={bench.sources} />
    </>
  );
}

const statusLabels = [
  { de: "unauffällig", en: "low" },
  { de: "mittel", en: "middle" },
  { de: "hoch", en: "high" },
  { de: "sehr hoch", en: "very high" },
];
const dynamicsLabels = [
  { de: "nimmt ab", en: "falling" },
  { de: "stabil", en: "stable" },
  { de: "nimmt zu", en: "rising" },
];

/** Status is the index now; dynamics is the same index over the changes of its indicators, as the Berlin monitoring does it. */
function matrixOf({ bench, index, root }: BenchProps, before: Workbench): StatusDynamics {
  const then = new Map(before.columns.map((column) => [column.id, column]));
  const place = new Map(before.areas.map((area, i) => [area.code, i]));
  const changes: Workbench = {
    ...bench,
    columns: bench.columns.map((column) => ({
      ...column,
      values: column.values.map((value, i): Value => {
        const earlier = then.get(column.id)?.values[place.get(bench.areas[i]?.code ?? "") ?? -1] ?? "unknown";
        if (!isPresent(value)) return value;
        return isPresent(earlier) ? value - earlier : earlier;
      }),
      errors: column.values.map(() => null),
    })),
  };
  const status = releasedIndex(index.result, root).values;
  const dynamics = releasedIndex(benchIndex(changes).result, root).values;
  return statusDynamics(
    areaClasses(status, { method: "deviation", limits: [-1, 1, 1.5], labels: statusLabels }),
    areaClasses(dynamics, { method: "deviation", limits: [-1, 1], labels: dynamicsLabels }),
  );
}
