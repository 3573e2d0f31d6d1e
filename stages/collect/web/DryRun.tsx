import { useEffect, useRef, useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type CheckResult, checkDelivery, type Proposal, proposeMapping, showDelivery } from "../contract.ts";
import type { Mapping } from "../mapping.ts";
import { rulesAfterReading } from "../rulesAfterReading.ts";
import { AcceptPanel } from "./AcceptPanel.tsx";
import { CheckReport } from "./CheckReport.tsx";
import { MappingEditor } from "./MappingEditor.tsx";
import type { CellPlace } from "./SheetView.tsx";

/** A fix in the mapping checks again at once; so long after the last key. */
const pauseMilliseconds = 500;

const everyField: { readonly [Field in keyof Mapping]-?: null } = {
  reader: null,
  figures: null,
  table: null,
  period: null,
  level: null,
  division: null,
  boundaryVersion: null,
  area: null,
  areas: null,
  ignoreAreas: null,
  cells: null,
  facilityKind: null,
  disclosure: null,
  source: null,
};

/** Mapping, dry run and acceptance of a delivery that is not decided yet. */
export function DryRun({
  id,
  proposal: proposed,
  start,
  version,
  onPlace,
}: {
  readonly id: number;
  readonly proposal: Proposal;
  readonly start: Mapping;
  /** Version of the delivery from which the work starts. */
  readonly version: number;
  readonly onPlace: (place: CellPlace) => void;
}) {
  const { say } = useLanguage("collect");
  const [mapping, setMapping] = useState(start);
  const [proposal, setProposal] = useState(proposed);
  const other = useAction(proposeMapping);
  // What was last seen or stored; in a ref, since storing must not store again.
  const basedOn = useRef(version);
  const theirs = useRef(start);
  const [result, setResult] = useState<{ of: Mapping; check: CheckResult } | undefined>(undefined);
  const check = useAction(checkDelivery);
  const { run } = check;
  const [read, setRead] = useState<Proposal["sourceFigures"] | undefined>(undefined);
  // What the file's figures were called until now, and what was chosen for them: a fix in the layout may rename them.
  const before = useRef(proposed.sourceFigures.map(({ source }) => source));
  const chosen = useRef(new Map<string, Mapping["figures"]>());
  const readable = mapping.reader !== "";

  useEffect(() => {
    if (!readable) return;
    const timer = setTimeout(async () => {
      const answer = await run({ id, mapping, basedOn: basedOn.current });
      if (answer === undefined) return;
      basedOn.current = answer.version;
      setResult({ of: mapping, check: answer });
      setRead(answer.sourceFigures);
      for (const { source } of mapping.figures)
        chosen.current.set(
          source,
          mapping.figures.filter((rule) => rule.source === source),
        );
      const remembered = [...chosen.current.values()].flat();
      const figures = rulesAfterReading(mapping.figures, before.current, answer.sourceFigures, remembered);
      before.current = answer.sourceFigures.map(({ source }) => source);
      if (JSON.stringify(figures) !== JSON.stringify(mapping.figures)) setMapping({ ...mapping, figures });
    }, pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [id, mapping, readable, run]);

  const current = result?.of === mapping ? result.check : undefined;
  const step = current === undefined ? "check" : current.acceptable ? "accept" : "mapping";
  return (
    <div className="k-stack k-stack--wide">
      <ol className="c-steps" aria-label={say("page.delivery")}>
        {(["file", "mapping", "check", "accept"] as const).map((name) => (
          <li key={name} aria-current={name === step ? "step" : undefined}>
            {say(`step.${name}`)}
          </li>
        ))}
      </ol>
      <section className="k-section" aria-labelledby="mapping">
        <h2 className="k-h2" id="mapping">
          {say("step.mapping")}
        </h2>
        <MappingEditor
          proposal={read === undefined ? proposal : { ...proposal, sourceFigures: read }}
          mapping={mapping}
          onChange={setMapping}
          onSheet={async (sheet) => {
            const answer = await other.run({ id, sheet });
            if (answer === undefined) return;
            setProposal(answer);
            setRead(undefined);
            before.current = answer.sourceFigures.map(({ source }) => source);
            setMapping(answer.mapping);
          }}
        />
        {other.trouble === undefined ? null : <TroubleNote trouble={other.trouble} />}
      </section>
      <section className="k-section" aria-labelledby="check">
        <h2 className="k-h2" id="check">
          {say("step.check")}
        </h2>
        {check.running ? (
          <Progress
            step={check.step ?? { doing: say("check.running"), done: 0, total: null }}
            onCancel={check.cancel}
          />
        ) : null}
        <SaveTrouble
          trouble={check.trouble}
          mine={{ ...everyField, ...mapping }}
          inForce={async () => {
            const now = await callOperation(showDelivery, { id });
            theirs.current = now.mapping ?? start;
            return { content: { ...everyField, ...now.mapping }, version: now.version };
          }}
          nameOf={(field) => say(`mappingField.${field}`)}
          onRetry={() => setMapping({ ...mapping })}
          onKeepMine={(from) => {
            basedOn.current = from;
            setMapping({ ...mapping });
          }}
          onTakeTheirs={(_, from) => {
            basedOn.current = from;
            setMapping({ ...theirs.current });
          }}
        />
        {result === undefined ? null : (
          <div aria-busy={current === undefined} className="k-answer" data-stale={current === undefined}>
            <CheckReport
              result={result.check}
              onPlace={onPlace}
              onKnow={(code, area) => setMapping({ ...mapping, areas: { ...mapping.areas, [code]: area } })}
              onIgnore={(code) => setMapping({ ...mapping, ignoreAreas: [...(mapping.ignoreAreas ?? []), code] })}
            />
          </div>
        )}
      </section>
      <AcceptPanel id={id} acceptable={current?.acceptable ?? false} basedOn={() => basedOn.current} />
    </div>
  );
}
