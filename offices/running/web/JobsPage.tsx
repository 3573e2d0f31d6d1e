import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { EmptyState } from "../../../runtime/ui/state/EmptyState.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Job, jobsContract, startBackupContract } from "../contract.ts";
import { JobsTable } from "./JobsTable.tsx";

const betweenLooks = 2_000;

/** Work in the background: what waits, runs and is done, with its file, and a way to stop it. */
export default function JobsPage() {
  const { say } = useLanguage("running");
  const jobs = useOperation(jobsContract, {});
  const backup = useAction(startBackupContract);
  useFreshWhileRunning(jobs.data?.jobs ?? []);
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.jobs")}</h1>
        <p className="k-meaning">{say("lead")}</p>
      </header>
      <div className="k-row">
        <IfMay call={startBackupContract}>
          <Button disabled={backup.running} onPress={() => void backup.run({})}>
            {say("backup.now")}
          </Button>
        </IfMay>
      </div>
      {backup.trouble === undefined ? null : <TroubleNote trouble={backup.trouble} />}
      <Answer of={jobs} shape="table">
        {(answer) =>
          answer.jobs.length === 0 ? (
            <EmptyState title={say("none")}>{say("noneHelp")}</EmptyState>
          ) : (
            <JobsTable jobs={answer.jobs} />
          )
        }
      </Answer>
    </div>
  );
}

// Only while something is under way does anybody need to ask again.
function useFreshWhileRunning(jobs: readonly Job[]): void {
  const client = useQueryClient();
  const isBusy = jobs.some(({ state }) => state === "queued" || state === "running");
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [jobsContract.name] }), betweenLooks);
    return () => clearInterval(timer);
  }, [client, isBusy]);
}
