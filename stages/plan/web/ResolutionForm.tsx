import { type ReactNode, useState } from "react";
import type { Action } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Outcome, outcomes } from "../goalHistory.ts";

/** What a body decided, as the committee office writes it down. */
export interface ResolutionDraft {
  readonly body: string;
  readonly decidedOn: string;
  readonly outcome: Outcome;
  readonly reference: string;
  readonly note: string;
  readonly votesFor?: number;
  readonly votesAgainst?: number;
  readonly abstentions?: number;
}

/** For the committee office: what a body decided, whatever it decided about. */
export function ResolutionForm({
  action,
  onRecord,
  children,
}: {
  readonly action: Pick<Action<never>, "running" | "trouble">;
  readonly onRecord: (resolution: ResolutionDraft) => void;
  /** What more must be said about the thing decided on. */
  readonly children?: ReactNode;
}) {
  const { say } = useLanguage("plan");
  const [body, setBody] = useState("");
  const [decidedOn, setDay] = useState("");
  const [outcome, setOutcome] = useState<Outcome>("adopted");
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
        onRecord({ body, decidedOn, outcome, reference, note, ...counted });
      }}
    >
      <h3 className="k-h3">{say("resolution.record")}</h3>
      <div className="k-grid k-grid--fields">
        <TextField label={say("resolution.body")} value={body} required onChange={setBody} />
        <TextField label={say("resolution.day")} type="date" value={decidedOn} required onChange={setDay} />
        {children}
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
      {action.trouble === undefined ? null : <TroubleNote trouble={action.trouble} />}
      <div>
        <Button type="submit" kind="primary" disabled={action.running}>
          {say("resolution.record")}
        </Button>
      </div>
    </form>
  );
}
