import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { type ReportAnswer, reportContract, summariseReportContract } from "../contract.ts";

/** What the report says in plain words, for those who answer for it. */
export function PlainSummary({ report, summary, version }: Pick<ReportAnswer, "report" | "summary" | "version">) {
  const { say } = useLanguage("report");
  const save = useAction(summariseReportContract);
  const [text, setText] = useState(summary);
  const [basedOn, setBasedOn] = useState(version);
  const store = async (from: number): Promise<void> => {
    const stored = await save.run({ id: report.id, summary: text, basedOn: from });
    if (stored !== undefined) setBasedOn(stored.version);
  };
  return (
    <details className="k-card k-stack k-noprint" open={summary === "" && report.state === "draft"}>
      <summary>{say(summary === "" ? "plain.lacking" : "plain.title")}</summary>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void store(basedOn);
        }}
      >
        <TextField
          label={say("plain.field")}
          hint={say(report.state === "released" ? "plain.hintReleased" : "plain.hint")}
          value={text}
          onChange={setText}
          lines={6}
        />
        <SaveTrouble
          trouble={save.trouble}
          mine={{ summary: text }}
          inForce={async () => {
            const now = await callOperation(reportContract, { id: report.id });
            return { content: { summary: now.summary }, version: now.version };
          }}
          nameOf={() => say("plain.field")}
          onKeepMine={(from) => void store(from)}
          onTakeTheirs={(theirs, from) => {
            setText(theirs.summary ?? text);
            setBasedOn(from);
          }}
        />
        {save.answer === undefined || save.running ? null : <p role="status">{say("plain.saved")}</p>}
        <div>
          <Button type="submit" kind="secondary" disabled={save.running || text === summary}>
            {say("plain.save")}
          </Button>
        </div>
      </form>
    </details>
  );
}
