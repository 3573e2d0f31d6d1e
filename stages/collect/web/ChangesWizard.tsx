import { useEffect, useId, useRef, useState } from "react";
import { Link } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import type { DeliveredFile } from "../contract.ts";
import { type ImportChangesOutput, importChangesContract } from "../spaces/changesContract.ts";
import { levelsContract } from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import { Findings } from "./Findings.tsx";
import type { ImportStep } from "./ImportSteps.tsx";

type Changes = NonNullable<ProposeAreasOutput["changes"]>;

/** Dry run and taking of a list that tells how areas changed. */
export function ChangesWizard({
  file,
  changes,
  onStep,
}: {
  readonly file: File;
  readonly changes: Changes;
  /** Tells the page how far one has come. */
  readonly onStep: (step: ImportStep) => void;
}) {
  const { say, text, number } = useLanguage("collect");
  const id = useId();
  const levels = useOperation(levelsContract, {});
  const [level, setLevel] = useState(changes.level);
  const [codesStartWith, setCodes] = useState(changes.codesStartWith);
  const check = useAction(importChangesContract, { leavesPages: true });
  const take = useAction(importChangesContract);
  const [asked, setAsked] = useState("");
  const head = useRef<HTMLHeadingElement>(null);
  const isTaken = take.answer !== undefined;
  useEffect(() => {
    if (isTaken) head.current?.focus();
  }, [isTaken]);
  // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
  const input = { file: file as unknown as DeliveredFile, level: level ?? "", codesStartWith: codesStartWith.trim() };
  const wanted = JSON.stringify([level, codesStartWith]);
  const current = check.running || asked !== wanted ? undefined : check.answer;

  const step = asked === "" ? "mapping" : current === undefined ? "check" : "take";
  useEffect(() => onStep(step), [onStep, step]);

  if (take.answer !== undefined)
    return (
      <section className="k-card k-stack" aria-labelledby="taken">
        <h2 className="k-h2" id="taken" tabIndex={-1} ref={head}>
          {say("areasIn.takenTitle")}
        </h2>
        <p role="status">
          {say("changesIn.taken", { added: number(take.answer.added), unchanged: number(take.answer.unchanged) })}
        </p>
        <Findings findings={take.answer.findings} sentences={take.answer.sentences} />
        <p>
          <Link to="/daten/raeume">{say("areasIn.toSpaces")}</Link>
        </p>
      </section>
    );
  return (
    <div className="k-stack k-stack--wide">
      <section className="k-section" aria-labelledby={`${id}-mapping`}>
        <h2 className="k-h2" id={`${id}-mapping`}>
          {say("step.mapping")}
        </h2>
        <p>{say(`changesIn.layout.${changes.layout}`, { rows: number(changes.read) })}</p>
        <Answer of={levels} shape="lines">
          {(answer) => (
            <form
              className="k-row k-row--end"
              onSubmit={(event) => {
                event.preventDefault();
                setAsked(wanted);
                void check.run({ ...input, dryRun: true });
              }}
            >
              <Select
                label={say("changesIn.level")}
                choices={[
                  ...(level === null ? [{ id: "", label: say("receive.pleaseChoose") }] : []),
                  ...answer.levels.map((one) => ({ id: one.id, label: `${text(one.label)} (${one.areas})` })),
                ]}
                value={level ?? ""}
                onChange={(chosen) => setLevel(chosen === "" ? null : chosen)}
              />
              <TextField
                label={say("changesIn.codes")}
                hint={say("changesIn.codesHint")}
                value={codesStartWith}
                onChange={setCodes}
              />
              <Button
                type="submit"
                kind={current === undefined ? "primary" : "secondary"}
                disabled={level === null || check.running}
              >
                {say("areasIn.check")}
              </Button>
            </form>
          )}
        </Answer>
        {level === null ? <p className="k-note">{say("changesIn.noLevel")}</p> : null}
      </section>
      {asked === "" ? null : (
        <section className="k-section" aria-labelledby={`${id}-check`}>
          <h2 className="k-h2" id={`${id}-check`}>
            {say("step.check")}
          </h2>
          {check.running ? (
            <Progress
              step={check.step ?? { doing: say("check.running"), done: 0, total: null }}
              onCancel={check.cancel}
            />
          ) : null}
          {check.trouble === undefined ? null : <TroubleNote trouble={check.trouble} />}
          {current === undefined ? null : <Report report={current} />}
        </section>
      )}
      <section className="k-card k-stack" aria-labelledby={`${id}-take`}>
        <h2 className="k-h2" id={`${id}-take`}>
          {say("areasIn.takeTitle")}
        </h2>
        {take.running ? (
          <Progress step={take.step ?? { doing: say("areasIn.taking"), done: 0, total: null }} onCancel={take.cancel} />
        ) : (
          <div className="k-row">
            <Button
              kind="primary"
              icon="check"
              disabled={current === undefined || current.added === 0}
              onPress={() => void take.run(input)}
            >
              {say("changesIn.take")}
            </Button>
            {current === undefined ? <p className="k-small k-muted">{say("areasIn.checkFirst")}</p> : null}
          </div>
        )}
        {take.trouble === undefined ? null : <TroubleNote trouble={take.trouble} />}
      </section>
    </div>
  );
}

function Report({ report }: { readonly report: ImportChangesOutput }) {
  const { say, number, day } = useLanguage("collect");
  const events = report.events ?? [];
  const percent = (share: number | null): string =>
    share === null ? "" : number(share * 100, { decimals: 2, unit: "%" });
  const named = ({ code, name }: { code: string; name: string }): string => [code, name].filter(Boolean).join(" ");
  return (
    <div className="k-stack">
      <p className="k-note" role="status">
        <Icon name={report.added > 0 ? "check" : "info"} />{" "}
        {say(
          report.added > 0 ? "changesIn.ready" : report.unchanged > 0 ? "areasIn.nothingNew" : "changesIn.elsewhere",
        )}
      </p>
      <dl className="c-numbers">
        {(["read", "added", "unchanged"] as const).map((fact) => (
          <div key={fact}>
            <dt>{say(`changesIn.count.${fact}`)}</dt>
            <dd>{number(report[fact])}</dd>
          </div>
        ))}
      </dl>
      <Findings findings={report.findings} sentences={report.sentences} />
      {events.length === 0 ? null : (
        <DataTable
          caption={say("changesIn.table")}
          columns={[
            { id: "on", label: say("changesIn.on"), kind: "text", text: (row) => row.on, show: (row) => day(row.on) },
            {
              id: "kind",
              label: say("changesIn.kind"),
              kind: "text",
              text: (row) => say(`changesIn.kinds.${row.kind}`),
            },
            { id: "from", label: say("changesIn.from"), kind: "text", text: (row) => named(row.from) },
            { id: "to", label: say("changesIn.to"), kind: "text", text: (row) => named(row.to) },
            {
              id: "population",
              label: say("changesIn.population"),
              kind: "text",
              text: (row) => percent(row.sharePopulation),
            },
            { id: "area", label: say("changesIn.area"), kind: "text", text: (row) => percent(row.shareArea) },
          ]}
          rows={events}
          keyOf={(row) => [row.on, row.kind, row.from.code, row.to.code, row.to.name].join(" ")}
          height={420}
        />
      )}
    </div>
  );
}
