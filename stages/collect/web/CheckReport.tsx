import type { Value } from "../../../kernel/value/value.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import type { CheckResult } from "../contract.ts";
import { Findings } from "./Findings.tsx";
import type { CellPlace } from "./SheetView.tsx";

type Changed = CheckResult["changes"]["list"][number];

/** Everything that accepting would do, before it is done. */
export function CheckReport({
  result,
  onPlace,
  onKnow,
  onIgnore,
}: {
  readonly result: CheckResult;
  readonly onPlace: (place: CellPlace) => void;
  readonly onKnow: (code: string, area: string) => void;
  readonly onIgnore: (code: string) => void;
}) {
  const { say, number, period } = useLanguage("collect");
  const percent = (share: number): string => number(share, { decimals: 2, unit: "%" });
  const facts: [string, string][] = [
    ["rows", number(result.rowsRead)],
    ["values", number(result.valuesRead)],
    ["kept", number(result.valuesKept)],
    ["areas", number(result.areas.matched)],
    [
      "unmatched",
      `${number(result.areas.rowsUnmatched)} · ${say("check.ofLimit", { percent: percent(result.areas.unmatchedPercent), limit: percent(result.areas.limitPercent) })}`,
    ],
    ["added", number(result.changes.added)],
    ["changed", number(result.changes.changed)],
    ["same", number(result.changes.same)],
  ];
  const [first] = result.periods;
  const last = result.periods.at(-1);
  return (
    <div className="k-stack">
      <p className={`k-note${result.acceptable ? "" : " k-note--trouble"}`} role="status">
        <Icon name={result.acceptable ? "check" : "warning"} />{" "}
        {say(result.acceptable ? "check.ready" : "check.notReady")}
      </p>
      <dl className="c-numbers">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{say(`check.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {first === undefined || last === undefined ? null : (
          <div>
            <dt>{say("check.periods")}</dt>
            <dd>{first === last ? period(first) : `${period(first)} – ${period(last)}`}</dd>
          </div>
        )}
      </dl>
      <Findings findings={result.findings} sentences={result.sentences} onPlace={onPlace} />
      {result.areas.list.length === 0 ? null : (
        <section className="k-section">
          <h3 className="k-h3">{say("check.unknownAreas")}</h3>
          <ul className="c-findings">
            {result.areas.list.map((area) => (
              <li key={`${area.code} ${area.name}`} className="k-row">
                <button type="button" className="c-link" onClick={() => onPlace(area)}>
                  {area.code} {area.name}
                </button>
                {area.suggestions.map((suggestion) => (
                  <Button
                    key={suggestion.code}
                    kind="tertiary"
                    onPress={() => onKnow(area.code === "" ? area.name : area.code, suggestion.code)}
                  >
                    {say("check.isThis", { name: suggestion.name })}
                  </Button>
                ))}
                <Button kind="tertiary" onPress={() => onIgnore(area.code === "" ? area.name : area.code)}>
                  {say("check.ignore")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <DataTable
        caption={say("check.figures")}
        columns={[
          { id: "label", label: say("figure"), kind: "text", text: (row) => row.label },
          { id: "source", label: say("mapping.source"), kind: "text", text: (row) => row.sources.join(", ") },
          { id: "values", label: say("mapping.values"), kind: "number", value: (row) => row.values },
        ]}
        rows={result.figures}
        keyOf={(row) => row.figure}
        height={360}
      />
      {result.unmappedFigures.length === 0 ? null : (
        <details>
          <summary>{say("check.unmapped", { count: result.unmappedFigures.length })}</summary>
          <p className="k-small">{result.unmappedFigures.join(" · ")}</p>
        </details>
      )}
      <ChangedValues title={say("check.jumps")} rows={result.jumps} onPlace={onPlace} />
      <ChangedValues title={say("check.changes")} rows={result.changes.list} onPlace={onPlace} />
    </div>
  );
}

function ChangedValues({
  title,
  rows,
  onPlace,
}: {
  readonly title: string;
  readonly rows: readonly Changed[];
  readonly onPlace: (place: CellPlace) => void;
}) {
  const { say, period } = useLanguage("collect");
  if (rows.length === 0) return null;
  const columns: Column<Changed>[] = [
    { id: "area", label: say("area"), kind: "text", text: (row) => row.areaName },
    { id: "figure", label: say("figure"), kind: "text", text: (row) => row.figure },
    { id: "period", label: say("period"), kind: "text", text: (row) => period(row.period) },
    { id: "before", label: say("check.before"), kind: "number", value: (row) => row.before as Value },
    { id: "after", label: say("check.after"), kind: "number", value: (row) => row.after as Value },
    {
      id: "place",
      label: say("check.place"),
      kind: "text",
      text: (row) => String(row.row).padStart(9, "0"),
      show: (row) => (
        <button type="button" className="c-link" onClick={() => onPlace(row)}>
          {say(row.sheet === "" ? "check.placeInFile" : "check.placeOf", {
            sheet: row.sheet,
            row: row.row,
            column: row.column,
          })}
        </button>
      ),
    },
  ];
  return (
    <DataTable
      caption={title}
      columns={columns}
      rows={rows}
      keyOf={(row) => [row.figure, row.breakdown, row.areaCode, row.period].join(" ")}
      height={360}
    />
  );
}
