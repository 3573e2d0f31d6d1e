import { useState } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { recordGoalResolutionContract } from "../contract.ts";
import { outcomes } from "../goalHistory.ts";

/** For the committee office: what a body decided about an edition of a goal. */
export function RecordResolution({ goal, editions }: { readonly goal: number; readonly editions: readonly number[] }) {
  const { say } = useLanguage("plan");
  const record = useAction(recordGoalResolutionContract);
  const [edition, setEdition] = useState(String(editions.at(-1) ?? 1));
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
        void record.run({ id: goal, edition: Number(edition), body, decidedOn, outcome, reference, note, ...counted });
      }}
    >
      <h3 className="k-h3">{say("resolution.record")}</h3>
      <div className="k-grid k-grid--fields">
        <TextField label={say("resolution.body")} value={body} required onChange={setBody} />
        <TextField label={say("resolution.day")} type="date" value={decidedOn} required onChange={setDay} />
        <Select
          label={say("resolution.edition")}
          value={edition}
          onChange={setEdition}
          choices={editions.map((number) => ({ id: String(number), label: String(number) }))}
        />
        <Select
          label={say("resolution.result")}
          value={outcome}
          onChange={(id) => setOutcome(outcomes.find((one) => one === id) ?? "adopted")}
          choices={outcomes.map((id) => ({ id, label: say(`resolution.outcome.${id}`) }))}
        />
        {(["votesFor", "votesAgainst", "abstentions"] as const).map((name) => (
          <TextField
            key={name}
            label={say(`resolution.${name}`)}
            type="number"
            value={votes[name]}
            onChange={(text) => setVotes({ ...votes, [name]: text })}
          />
        ))}
        <TextField label={say("resolution.reference")} value={reference} onChange={setReference} />
      </div>
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
