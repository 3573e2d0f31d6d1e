import { useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { type Handover, handOverContract, handoversContract, takeHandoverContract } from "../contract/handover.ts";
import { baseFiguresContract, countyContract } from "../contract.ts";

/** What municipalities released to their county, and for a municipality the form that releases more. */
export default function HandoversPage() {
  const { say } = useLanguage("describe");
  const handovers = useOperation(handoversContract, {});
  usePageTitle(say("page.handovers"));
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.handovers")}</h1>
        <p className="k-meaning">{say("handover.lead")}</p>
      </header>
      <Answer of={handovers} shape="table">
        {(answer) => (
          <div className="k-stack k-stack--wide">
            {answer.county === null ? null : (
              <IfMay call={handOverContract}>
                <Release county={answer.county.name} />
              </IfMay>
            )}
            {answer.handovers.length === 0 ? (
              <EmptyState title={say("handover.none")}>{say("handover.noneHelp")}</EmptyState>
            ) : (
              <HandoverTable handovers={answer.handovers} />
            )}
          </div>
        )}
      </Answer>
    </div>
  );
}

function HandoverTable({ handovers }: { readonly handovers: readonly Handover[] }) {
  const { say, day } = useLanguage("describe");
  const take = useAction(takeHandoverContract);
  const columns: Column<Handover>[] = [
    { id: "title", label: say("handover.title"), kind: "text", text: (row) => row.title },
    {
      id: "from",
      label: say("handover.between"),
      kind: "text",
      text: (row) => say("handover.fromTo", { from: row.from.name, to: row.to.name }),
    },
    {
      id: "figures",
      label: say("handover.figures"),
      kind: "text",
      text: (row) => row.figures.map(({ label }) => label).join(", "),
    },
    {
      id: "values",
      label: say("handover.values"),
      kind: "text",
      text: (row) => say("handover.valuesOf", { values: row.values, withheld: row.withheld }),
    },
    {
      id: "released",
      label: say("handover.released"),
      kind: "text",
      text: (row) => `${day(row.releasedAt)}, ${row.releasedBy}`,
    },
    {
      id: "delivery",
      label: say("handover.delivery"),
      kind: "text",
      text: (row) => (row.delivery === null ? "" : String(row.delivery)),
      show: (row) => {
        if (row.delivery !== null)
          return row.incoming ? (
            <Link to={`/daten/lieferungen/${row.delivery}`}>{say("handover.takenAs", { delivery: row.delivery })}</Link>
          ) : (
            say("handover.taken", { day: day(row.takenAt ?? row.releasedAt) })
          );
        if (!row.incoming) return say("handover.waits");
        return (
          <IfMay call={takeHandoverContract}>
            <Button kind="secondary" disabled={take.running} onPress={() => void take.run({ id: row.id })}>
              {say("handover.take")}
              <span className="k-sr"> {row.title}</span>
            </Button>
          </IfMay>
        );
      },
    },
  ];
  return (
    <>
      {take.trouble === undefined ? null : <TroubleNote trouble={take.trouble} />}
      <DataTable caption={say("handover.table")} columns={columns} rows={handovers} keyOf={(row) => String(row.id)} />
    </>
  );
}

const frequencies = ["year", "halfYear", "quarter", "month"] as const;

function Release({ county }: { readonly county: string }) {
  const { say, text } = useLanguage("describe");
  const known = useOperation(baseFiguresContract, {});
  const place = useOperation(countyContract, {});
  const release = useAction(handOverContract);
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [level, setLevel] = useState<string | undefined>();
  const [frequency, setFrequency] = useState<(typeof frequencies)[number]>("year");
  const figures = known.data?.baseFigures.filter(({ hasData }) => hasData) ?? [];
  const levels = place.data?.levels ?? [];
  const asked = level ?? levels[0]?.id ?? "";
  return (
    <form
      className="k-card k-stack"
      aria-label={say("handover.release", { county })}
      onSubmit={(event) => {
        event.preventDefault();
        void release.run({ title, figures: [...chosen], level: asked, frequency });
      }}
    >
      <h2 className="k-h2">{say("handover.release", { county })}</h2>
      <TextField label={say("handover.title")} value={title} required onChange={setTitle} />
      <fieldset className="k-fieldset">
        <legend>{say("handover.which")}</legend>
        {figures.length === 0 ? <p>{say("handover.noFigures")}</p> : null}
        {figures.map((figure) => (
          <label key={figure.id} className="k-row">
            <input
              type="checkbox"
              checked={chosen.includes(figure.id)}
              onChange={() =>
                setChosen(
                  chosen.includes(figure.id) ? chosen.filter((one) => one !== figure.id) : [...chosen, figure.id],
                )
              }
            />
            {text(figure.label)}
          </label>
        ))}
      </fieldset>
      <Select
        label={say("select.level")}
        value={asked}
        onChange={setLevel}
        choices={levels.map((one) => ({ id: one.id, label: text(one.label) }))}
      />
      <Select
        label={say("handover.frequency")}
        value={frequency}
        onChange={(id) => setFrequency(frequencies.find((one) => one === id) ?? "year")}
        choices={frequencies.map((id) => ({ id, label: say(`handover.each.${id}`) }))}
      />
      {release.trouble === undefined ? null : <TroubleNote trouble={release.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={release.running || chosen.length === 0}>
          {say("handover.releaseNow")}
        </Button>
      </div>
      {release.answer === undefined ? null : (
        <p role="status">
          {say("handover.done", { values: release.answer.values, withheld: release.answer.withheld })}
        </p>
      )}
    </form>
  );
}
