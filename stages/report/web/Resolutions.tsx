import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Resolution, recordResolutionContract, resolutionsContract } from "../contract.ts";

const outcomes = ["adopted", "amended", "rejected", "postponed", "withdrawn"] as const;

/** What bodies decided about a report; for the committee office a form to record it. */
export function Resolutions({ report }: { readonly report: number }) {
  const { say } = useLanguage("report");
  const known = useOperation(resolutionsContract, { report });
  if (known.data === undefined) return null;
  const { resolutions, open } = known.data;
  const mayRecord = open.some(({ id }) => id === report);
  if (resolutions.length === 0 && !mayRecord) return null;
  return (
    <section className="k-section" aria-labelledby="resolutions">
      <h2 className="k-h2" id="resolutions">
        {say("resolution.title")}
      </h2>
      {resolutions.length === 0 ? (
        <p>{say("resolution.none")}</p>
      ) : (
        <ul className="k-stack">
          {resolutions.map((one) => (
            <li key={one.id}>
              <Decided resolution={one} />
            </li>
          ))}
        </ul>
      )}
      {mayRecord ? (
        <IfMay call={recordResolutionContract}>
          <Record report={report} />
        </IfMay>
      ) : null}
    </section>
  );
}

function Decided({ resolution }: { readonly resolution: Resolution }) {
  const { say, day } = useLanguage("report");
  const { body, decidedOn, outcome, votesFor, votesAgainst, abstentions, reference, note } = resolution;
  return (
    <>
      <strong>{say(`resolution.outcome.${outcome}`)}</strong>
      {` · ${body}, ${day(decidedOn)}`}
      {reference === "" ? "" : ` · ${reference}`}
      {votesFor === undefined
        ? ""
        : ` · ${say("resolution.votes", { yes: votesFor, no: votesAgainst ?? 0, abstained: abstentions ?? 0 })}`}
      {note === "" ? null : <p>{note}</p>}
    </>
  );
}

function Record({ report }: { readonly report: number }) {
  const { say } = useLanguage("report");
  const record = useAction(recordResolutionContract);
  const [body, setBody] = useState("");
  const [decidedOn, setDay] = useState("");
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>("adopted");
  const [votes, setVotes] = useState({ votesFor: "", votesAgainst: "", abstentions: "" });
  const [reference, setReference] = useState("");
  const [note, setNote] = useState("");
  const counted = Object.fromEntries(
    Object.entries(votes).flatMap(([name, text]) => (text === "" ? [] : [[name, Number(text)] as const])),
  );
  return (
    <form
      className="k-card k-stack k-noprint"
      aria-label={say("resolution.record")}
      onSubmit={(event) => {
        event.preventDefault();
        void record.run({ id: report, body, decidedOn, outcome, reference, note, ...counted });
      }}
    >
      <TextField label={say("resolution.body")} value={body} required onChange={setBody} />
      <TextField label={say("resolution.day")} type="date" value={decidedOn} required onChange={setDay} />
      <Select
        label={say("resolution.result")}
        value={outcome}
        onChange={(id) => setOutcome(outcomes.find((one) => one === id) ?? "adopted")}
        choices={outcomes.map((id) => ({ id, label: say(`resolution.outcome.${id}`) }))}
      />
      <div className="k-row">
        {(["votesFor", "votesAgainst", "abstentions"] as const).map((name) => (
          <TextField
            key={name}
            label={say(`resolution.${name}`)}
            type="number"
            value={votes[name]}
            onChange={(text) => setVotes({ ...votes, [name]: text })}
          />
        ))}
      </div>
      <TextField label={say("resolution.reference")} value={reference} onChange={setReference} />
      <TextField label={say("resolution.note")} value={note} lines={3} onChange={setNote} />
      {record.trouble === undefined ? null : <TroubleNote trouble={record.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={record.running}>
          {say("resolution.record")}
        </Button>
      </div>
    </form>
  );
}
