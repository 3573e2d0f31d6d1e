import { useState } from "react";
import type { Static } from "typebox";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { whatIsMissing } from "../contract.ts";
import { levelsContract } from "../spaces/contract.ts";
import "./collect.css";

type Figure = Static<typeof whatIsMissing.output>["figures"][number];

/** Base figure by year: for how many areas there is a value, and where to get the rest. */
export default function MissingPage() {
  const { say, text } = useLanguage("collect");
  const [level, setLevel] = useState<string | undefined>(undefined);
  const levels = useOperation(levelsContract, {});
  // The level with the most areas is the one that figures are delivered for; the others are sums.
  const most = [...(levels.data?.levels ?? [])].sort((a, b) => b.areas - a.areas)[0]?.id;
  const shown = level ?? most;
  const missing = useOperation(whatIsMissing, shown === undefined ? undefined : { level: shown });
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.missing")}</h1>
        <p className="k-meaning">{say("missing.lead")}</p>
      </header>
      <Answer of={levels} shape="lines">
        {(answer) => (
          <div className="k-selection">
            <Select
              label={say("missing.level")}
              choices={answer.levels.map((one) => ({ id: one.id, label: text(one.label) }))}
              value={shown ?? ""}
              onChange={setLevel}
            />
          </div>
        )}
      </Answer>
      <Answer of={missing} shape="table">
        {(answer) =>
          answer.figures.length === 0 ? (
            <EmptyState title={say("missing.nothing")} />
          ) : (
            <Coverage
              periods={answer.periods.slice(-6)}
              skipped={Math.max(0, answer.periods.length - 6)}
              figures={emptiestFirst(answer.figures)}
            />
          )
        }
      </Answer>
    </div>
  );
}

function emptiestFirst(figures: readonly Figure[]): Figure[] {
  const filled = (figure: Figure): number => figure.covered.reduce((sum, count) => sum + count, 0) / figure.areas;
  return [...figures].sort((a, b) => filled(a) - filled(b));
}

function Coverage({
  periods,
  skipped,
  figures,
}: {
  readonly periods: readonly string[];
  readonly skipped: number;
  readonly figures: readonly Figure[];
}) {
  const { say, period } = useLanguage("collect");
  const columns: Column<Figure>[] = [
    { id: "label", label: say("figure"), kind: "text", text: (row) => row.label },
    { id: "source", label: say("missing.source"), kind: "text", text: (row) => row.source },
    { id: "needed", label: say("missing.needed"), kind: "number", value: (row) => row.indicators.length },
    {
      id: "newest",
      label: say("missing.newest"),
      kind: "text",
      text: (row) => (row.newest === null ? say("missing.never") : period(row.newest)),
    },
    ...periods.map(
      (name, at): Column<Figure> => ({
        id: name,
        label: period(name),
        kind: "text",
        text: (row) => String(row.covered[at + skipped] ?? 0).padStart(6, "0"),
        show: (row) => <Cover covered={row.covered[at + skipped] ?? 0} areas={row.areas} />,
      }),
    ),
  ];
  return (
    <DataTable
      caption={say("missing.caption")}
      hideCaption
      columns={columns}
      rows={figures}
      keyOf={(row) => `${row.figure} ${row.level}`}
      height={720}
    />
  );
}

function Cover({ covered, areas }: { readonly covered: number; readonly areas: number }) {
  const { number } = useLanguage("collect");
  return (
    <span className={`c-cover${covered === 0 ? " c-cover--none" : ""}`}>
      {number(covered)}/{number(areas)}
    </span>
  );
}
