import { useEffect, useMemo, useState } from "react";
import { Select } from "../../../../runtime/ui/control/Select.tsx";
import { Figure } from "../../../../runtime/ui/figure/Figure.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../../runtime/ui/state/Progress.tsx";
import { type Column, DataTable } from "../../../../runtime/ui/table/DataTable.tsx";
import { groupOf } from "../../computeIndex.ts";
import { releasedIndex } from "../../releasedIndex.ts";
import { type ChoiceSensitivity, choiceSensitivity } from "../../sensitivity/choiceSensitivity.ts";
import { leaveOneOut } from "../../sensitivity/leaveOneOut.ts";
import { CERTAIN, type IndexUncertainty, monteCarlo } from "../../sensitivity/monteCarlo.ts";
import type { BenchProps } from "./benchProps.ts";
import { TurningWeight } from "./TurningWeight.tsx";

const SEED = 1;
const drawCounts = [500, 2000, 10_000];
const nextFrame = (): Promise<void> => new Promise((resume) => setTimeout(resume));

interface Drawn {
  readonly uncertainty: IndexUncertainty;
  readonly choices: ChoiceSensitivity;
  readonly varied: number;
}

/** How certain each rank and class is if weights, methods and small numbers were a little different; what hangs on one indicator. */
export function Certainty(props: BenchProps) {
  const { bench, index, root } = props;
  const { say, text, number } = useLanguage("combine");
  const [draws, setDraws] = useState(500);
  const [drawn, setDrawn] = useState<Drawn | undefined>(undefined);
  const [done, setDone] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    setDrawn(undefined);
    const run = async (): Promise<void> => {
      const options = { seed: SEED, signal: control.signal, pause: nextFrame };
      const found = await monteCarlo(index.result, index.values, { ...options, draws, progress: setDone });
      const choices = await choiceSensitivity(index.result, root, { ...options, samples: 64 });
      const uncertainty = found.indices.find((one) => one.id === root);
      if (uncertainty !== undefined && !control.signal.aborted)
        setDrawn({ uncertainty, choices, varied: found.varied.uncertainIndicators.length });
    };
    run().catch((trouble: unknown) => {
      if (!control.signal.aborted) throw trouble;
    });
    return () => control.abort();
  }, [index, root, draws]);
  return (
    <div className="k-stack">
      <div className="k-row k-row--end">
        <Select
          label={say("certainty.draws")}
          value={String(draws)}
          onChange={(chosen) => setDraws(Number(chosen))}
          choices={drawCounts.map((count) => ({ id: String(count), label: number(count) }))}
        />
        <p className="k-small k-muted">{say("certainty.explain")}</p>
      </div>
      {drawn === undefined ? (
        <Progress step={{ doing: say("certainty.drawing"), done, total: draws }} />
      ) : (
        <Intervals {...props} drawn={drawn} />
      )}
      <div className="k-grid k-grid--half">
        <LeftOutTable {...props} />
        <section className="k-card k-section">
          <h2 className="k-h3">{say("choices.title")}</h2>
          <p className="k-small k-muted">{say("choices.explain")}</p>
          {drawn === undefined ? null : (
            <table className="k-profile__table">
              <caption className="k-sr">{say("choices.title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{say("choices.choice")}</th>
                  <th scope="col" className="k-right">
                    {say("choices.first")}
                  </th>
                  <th scope="col" className="k-right">
                    {say("choices.total")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {drawn.choices.choices.map((choice, i) => (
                  <tr key={choice}>
                    <th scope="row">{say(`choices.${choice}`)}</th>
                    <td className="k-right k-number">
                      {number(clipped(drawn.choices.first[i]) * 100, { decimals: 0, unit: "%" })}
                    </td>
                    <td className="k-right k-number">
                      {number(clipped(drawn.choices.total[i]) * 100, { decimals: 0, unit: "%" })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <TurningWeight {...props} />
        </section>
      </div>
      <p className="k-small k-muted">{text(bench.label)}</p>
    </div>
  );
}

// Estimates of shares may fall a little outside of 0 and 1.
function clipped(share: number | undefined): number {
  return Math.min(1, Math.max(0, share ?? 0));
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly rank: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly priority: number | null;
  readonly same: number | null;
  readonly class: number | null;
}

function Intervals({ bench, index, root, drawn }: BenchProps & { readonly drawn: Drawn }) {
  const { say, number } = useLanguage("combine");
  const released = useMemo(() => releasedIndex(index.result, root), [index, root]);
  const { ranks, priority, sameClass, priorityOf } = drawn.uncertainty;
  const rows = bench.areas.map((area, i): Row => {
    const out = released.heldBack[i] === 1;
    return {
      ...area,
      rank: released.ranks[i] ?? null,
      low: out ? null : (ranks[i]?.low ?? null),
      high: out ? null : (ranks[i]?.high ?? null),
      priority: out ? null : (priority[i] ?? null),
      same: out ? null : (sameClass?.[i] ?? null),
      class: released.classes?.classes[i] ?? null,
    };
  });
  const count = rows.filter((row) => row.rank !== null).length;
  const uncertain = rows.filter((row) => row.same !== null && row.same < CERTAIN);
  const percent = (share: number | null) => (share === null ? null : share * 100);
  const columns: Column<Row>[] = [
    { id: "name", label: say("column.area"), kind: "text", text: (row) => row.name },
    { id: "rank", label: say("column.rank"), kind: "number", value: (row) => row.rank },
    {
      id: "interval",
      label: say("column.interval"),
      kind: "text",
      text: (row) => (row.low === null ? "" : String(row.low).padStart(6, "0")),
      show: (row) =>
        row.low === null || row.high === null ? null : (
          <span className="w-interval">
            <span className="w-interval__line" aria-hidden="true">
              <i
                style={{
                  left: `${((row.low - 1) / count) * 100}%`,
                  width: `${Math.max(1.5, ((row.high - row.low + 1) / count) * 100)}%`,
                }}
              />
              <b style={{ left: `${(((row.rank ?? 1) - 0.5) / count) * 100}%` }} />
            </span>
            <span className="k-number">
              {say("certainty.interval", { low: number(row.low), high: number(row.high) })}
            </span>
          </span>
        ),
    },
    {
      id: "priority",
      label: say("classes" in priorityOf ? "column.priorityClass" : "column.priorityHighest"),
      kind: "number",
      unit: "%",
      decimals: 0,
      value: (row) => percent(row.priority),
    },
    { id: "class", label: say("column.class"), kind: "number", value: (row) => row.class },
    {
      id: "same",
      label: say("column.certain"),
      kind: "text",
      text: (row) => (row.same === null ? "" : say(row.same >= CERTAIN ? "certainty.certain" : "certainty.uncertain")),
      show: (row) =>
        row.same === null ? null : (
          <span className={row.same >= CERTAIN ? "" : "w-uncertain"}>
            {say(row.same >= CERTAIN ? "certainty.certain" : "certainty.uncertain")}{" "}
            <span className="k-small k-muted">{number(row.same * 100, { decimals: 0, unit: "%" })}</span>
          </span>
        ),
    },
  ];
  const title = say("certainty.sentence", {
    uncertain: uncertain.length,
    all: count,
    names: uncertain
      .slice(0, 6)
      .map((row) => row.name)
      .join(", "),
  });
  return (
    <Figure
      title={uncertain.length === 0 ? say("certainty.allCertain", { all: count }) : title}
      note={say("certainty.note", { varied: drawn.varied })}
      sources={bench.sources}
      name={`${bench.id}-${root}-sicherheit`}
      pictures={false}
    >
      <DataTable
        caption={say("certainty.title")}
        hideCaption
        columns={columns}
        rows={rows}
        keyOf={(row) => row.code}
        sortedBy="rank"
        height={520}
      />
    </Figure>
  );
}

function LeftOutTable({ bench, index, root }: BenchProps) {
  const { say, text } = useLanguage("combine");
  const left = useMemo(() => leaveOneOut(index.result, root), [index, root]);
  const labels = new Map(groupOf(index.result, root) && index.result.indicators.map((one) => [one.id, one.label]));
  type Left = (typeof left)[number];
  const label = (row: Left): string => {
    const known = labels.get(row.indicator);
    return known === undefined ? row.indicator : text(known);
  };
  const columns: Column<Left>[] = [
    { id: "indicator", label: say("leftOut.without"), kind: "text", text: label },
    { id: "mean", label: say("leftOut.mean"), kind: "number", decimals: 1, value: (row) => row.meanChange },
    { id: "largest", label: say("leftOut.largest"), kind: "number", value: (row) => row.largestChange },
    {
      id: "area",
      label: say("column.area"),
      kind: "text",
      text: (row) => (row.largestChange === 0 ? "" : (bench.areas[row.mostChanged]?.name ?? "")),
    },
  ];
  return (
    <section className="k-card k-section">
      <h2 className="k-h3">{say("leftOut.title")}</h2>
      <p className="k-small k-muted">{say("leftOut.explain")}</p>
      <DataTable
        caption={say("leftOut.title")}
        hideCaption
        columns={columns}
        rows={left}
        keyOf={(row) => row.indicator}
        sortedBy="mean"
        descending
        height={420}
      />
    </section>
  );
}
