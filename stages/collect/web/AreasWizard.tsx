import { useEffect, useId, useRef, useState } from "react";
import { Link } from "react-router";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import type { DeliveredFile } from "../contract.ts";
import {
  type DivisionsOutput,
  divisionsContract,
  type ImportAreasOutput,
  importAreasContract,
  type LevelsOutput,
  levelsContract,
} from "../spaces/contract.ts";
import type { ProposeAreasOutput } from "../spaces/proposalContract.ts";
import { AreaColumnFields } from "./AreaColumnFields.tsx";
import { AreaPlaceFields } from "./AreaPlaceFields.tsx";
import { AreasReport } from "./AreasReport.tsx";
import { type AreasDraft, carriedOver, draftOf, idOf, mappingOf, newDivision, problemsOf } from "./areasDraft.ts";
import type { ImportStep } from "./ImportSteps.tsx";

/** After the first dry run a fix checks again at once; so long after the last key. */
const pauseMilliseconds = 700;

interface WizardProps {
  readonly file: File;
  readonly proposal: ProposeAreasOutput;
  /** Another layer or head row is to be read: the file is looked at anew. */
  readonly onLook: (choice: { readonly layer?: string; readonly headerRow?: number }) => void;
  /** Tells the page how far one has come. */
  readonly onStep: (step: ImportStep) => void;
  /** What was typed for an earlier file or look. */
  readonly before: AreasDraft | undefined;
  /** Tells the page what is typed; nothing any more once it is taken. */
  readonly onDraft: (draft: AreasDraft | undefined) => void;
}

/** Mapping, dry run and taking of a map or list of areas. */
export function AreasWizard(properties: WizardProps) {
  const levels = useOperation(levelsContract, {});
  const divisions = useOperation(divisionsContract, {});
  return (
    <Answer of={levels} shape="lines">
      {({ levels: knownLevels }) => (
        <Answer of={divisions} shape="lines">
          {({ divisions: knownDivisions }) => (
            <Wizard {...properties} levels={knownLevels} divisions={knownDivisions} />
          )}
        </Answer>
      )}
    </Answer>
  );
}

function Wizard({
  file,
  proposal,
  onLook,
  onStep,
  before,
  onDraft,
  levels,
  divisions,
}: WizardProps & {
  readonly levels: LevelsOutput["levels"];
  readonly divisions: DivisionsOutput["divisions"];
}) {
  const { say, text } = useLanguage("collect");
  const id = useId();
  const [draft, setDraft] = useState(() => {
    const proposed = draftOf(proposal);
    return before === undefined ? proposed : carriedOver(proposed, before, proposal.fields);
  });
  const [repair, setRepair] = useState(false);
  const [asked, setAsked] = useState(0);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [result, setResult] = useState<{ of: AreasDraft; repair: boolean; report: ImportAreasOutput } | undefined>();
  const check = useAction(importAreasContract, { leavesPages: true });
  const take = useAction(importAreasContract);
  const form = useRef<HTMLElement>(null);
  const { run } = check;
  const isDrawn = proposal.drawn > 0;
  const facts = useRef(divisions);
  facts.current = divisions;
  // The browser's file becomes the contract's delivered file on the way: the server writes it to disk.
  const sent = file as unknown as DeliveredFile;

  const mapping = (of: AreasDraft) =>
    mappingOf(of, isDrawn, Object.fromEntries(facts.current.map((division) => [division.id, division])));
  const latest = useRef(mapping);
  latest.current = mapping;

  useEffect(() => {
    if (asked === 0) return;
    const found = problemsOf(draft, proposal);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const timer = setTimeout(
      async () => {
        const report = await run({
          file: sent,
          mapping: latest.current(draft),
          repair,
          dryRun: true,
          preview: true,
        });
        if (report !== undefined) setResult({ of: draft, repair, report });
      },
      asked === 1 ? 0 : pauseMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [asked, draft, repair, proposal, run, sent]);

  const press = (): void => {
    setAsked((times) => times + 1);
    // What is missing is where the keyboard goes next.
    if (Object.keys(problemsOf(draft, proposal)).length > 0)
      setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus(), 50);
  };
  const current = result?.of === draft && result.repair === repair ? result.report : undefined;
  const isBroken = current?.findings.some(({ severity }) => severity === "error") ?? true;
  const hasNews = !(current?.findings ?? []).some(({ code }) => code === "collect.nothingNew");
  const isMendable = repair || (current?.findings ?? []).some(({ code }) => mendable.has(code));
  const [place, other] = placedTrouble(check.trouble);
  const levelName = (level: string): string => {
    const known = levels.find((one) => one.id === level);
    const made = [draft.level, ...draft.wholes.map((whole) => whole.level)].find(
      (one) => one.known === "" && (one.id === level || idOf(one.label).toUpperCase() === level),
    );
    return known === undefined ? (made?.label ?? level) : text(known.label);
  };

  const step = asked === 0 ? "mapping" : current === undefined || isBroken ? "check" : "take";
  useEffect(() => onStep(step), [onStep, step]);
  const isTaken = take.answer?.changed === true;
  useEffect(() => onDraft(isTaken ? undefined : draft), [onDraft, isTaken, draft]);

  if (isTaken && take.answer !== undefined)
    return <Taken report={take.answer} level={take.answer.level} levelName={levelName(take.answer.level)} />;
  return (
    <div className="k-stack k-stack--wide">
      <section className="k-section" aria-labelledby={`${id}-mapping`} ref={form}>
        <h2 className="k-h2" id={`${id}-mapping`} tabIndex={-1}>
          {say("step.mapping")}
        </h2>
        <Source proposal={proposal} onLook={onLook} />
        <AreaColumnFields
          proposal={proposal}
          levels={levels}
          draft={draft}
          problems={problems}
          divisionOn={(level) => {
            const [only, ...more] = divisions.filter((division) => division.level === level);
            const label = levels.find((one) => one.id === level)?.label;
            return only !== undefined && more.length === 0
              ? { ...newDivision, known: only.id }
              : { ...newDivision, label: label === undefined ? level : label.de, id: idOf(level) };
          }}
          onChange={setDraft}
        />
        {place === "columns" && check.trouble !== undefined ? <TroubleNote trouble={check.trouble} /> : null}
        <AreaPlaceFields
          proposal={proposal}
          levels={levels}
          divisions={divisions}
          draft={draft}
          problems={problems}
          onChange={setDraft}
        >
          {place === "place" && check.trouble !== undefined ? <TroubleNote trouble={check.trouble} /> : null}
        </AreaPlaceFields>
        <div className="k-row">
          <Button kind={current === undefined ? "primary" : "secondary"} onPress={press}>
            {say("areasIn.check")}
          </Button>
          {Object.keys(problems).length === 0 ? null : (
            <p className="k-field__problem" role="status">
              {say("areasIn.incomplete", { count: Object.keys(problems).length })}
            </p>
          )}
        </div>
      </section>
      {result === undefined && !check.running && other === undefined ? null : (
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
          {other === undefined ? null : <TroubleNote trouble={other} onRetry={press} />}
          {isMendable ? (
            <label className="k-check">
              <input
                type="checkbox"
                checked={repair}
                onChange={(event) => {
                  setRepair(event.currentTarget.checked);
                }}
              />
              {say("areasIn.repair")}
            </label>
          ) : null}
          {result === undefined ? null : (
            <div aria-busy={current === undefined} className="k-answer" data-stale={current === undefined}>
              <AreasReport report={result.report} levelName={levelName} />
            </div>
          )}
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
              disabled={current === undefined || isBroken || !hasNews || check.running}
              onPress={() => void take.run({ file: sent, mapping: mapping(draft), repair })}
            >
              {say("areasIn.take")}
            </Button>
            {current === undefined ? <p className="k-small k-muted">{say("areasIn.checkFirst")}</p> : null}
          </div>
        )}
        {take.trouble === undefined ? null : <TroubleNote trouble={take.trouble} />}
        {take.answer === undefined ? null : (
          <p className="k-note" role="status">
            {say("areasIn.nothingNew")}
          </p>
        )}
      </section>
    </div>
  );
}

/** Faults that a person may ask to have put right. */
const mendable: ReadonlySet<string> = new Set([
  "collect.groundFaulty",
  "collect.featureTwice",
  "collect.ringOpen",
  "collect.axesSwapped",
]);

const byColumns = /^collect\.(attributeMissing|noFeatureMeetsFilter|layerMissing|layerAmbiguous)$/;
const byPlace = /^collect\.(divisionFactsMissing|divisionOfOtherLevel|version\w+|levelUnknown)$/;

/** Beside which fields a refusal belongs; what belongs to none stands with the dry run. */
function placedTrouble(trouble: Error | undefined): ["columns" | "place" | undefined, Error | undefined] {
  const code = trouble instanceof Trouble ? trouble.code : "";
  if (byColumns.test(code)) return ["columns", undefined];
  if (byPlace.test(code)) return ["place", undefined];
  return [undefined, trouble];
}

/** What was read of the file, and which layer or head row of it counts. */
function Source({ proposal, onLook }: Pick<WizardProps, "proposal" | "onLook">) {
  const { say, number } = useLanguage("collect");
  const [headerRow, setHeaderRow] = useState(String(proposal.headerRow ?? ""));
  const isOther = headerRow !== String(proposal.headerRow ?? "") && /^[1-9]\d*$/.test(headerRow);
  return (
    <>
      <p className="k-small">
        {say("areasIn.readAs", {
          format: say(`areasIn.formats.${proposal.format}`),
          features: number(proposal.features),
          drawn: number(proposal.drawn),
        })}
      </p>
      {proposal.layers.length === 0 && proposal.headerRow === null ? null : (
        <div className="k-row k-row--end">
          {proposal.layers.length === 0 ? null : (
            <Select
              label={say(proposal.format === "list" ? "mapping.sheetLead" : "areasIn.layer")}
              choices={proposal.layers.map((layer) => ({ id: layer, label: layer }))}
              value={proposal.layer ?? ""}
              onChange={(layer) => onLook({ layer })}
            />
          )}
          {proposal.headerRow === null ? null : (
            <>
              <TextField label={say("areasIn.headerRow")} type="number" value={headerRow} onChange={setHeaderRow} />
              {isOther ? (
                <Button
                  onPress={() =>
                    onLook({
                      ...(proposal.layer === null ? {} : { layer: proposal.layer }),
                      headerRow: Number(headerRow),
                    })
                  }
                >
                  {say("areasIn.readAgain")}
                </Button>
              ) : null}
            </>
          )}
        </div>
      )}
    </>
  );
}

/** What was taken, and where it can be seen. */
function Taken({
  report,
  level,
  levelName,
}: {
  readonly report: ImportAreasOutput;
  readonly level: string;
  readonly levelName: string;
}) {
  const { say, number } = useLanguage("collect");
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="k-card k-stack" aria-labelledby="taken">
      <h2 className="k-h2" id="taken" tabIndex={-1} ref={head}>
        {say("areasIn.takenTitle")}
      </h2>
      <p role="status">
        {say("areasIn.taken", {
          added: number(report.added),
          renamed: number(report.renamed),
          unchanged: number(report.unchanged),
          geometries: number(report.geometries),
          level: levelName,
        })}
      </p>
      <p className="k-row">
        <Link to={`/gebiete?ebene=${encodeURIComponent(level)}`}>{say("areasIn.toMap")}</Link>
        <Link to="/daten/raeume">{say("areasIn.toSpaces")}</Link>
      </p>
    </section>
  );
}
