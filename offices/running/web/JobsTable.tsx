import { addressOf } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { type Sentence, useSentence } from "../../../runtime/ui/language/useSentence.ts";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { cancelJobContract, type Job, jobFileContract } from "../contract.ts";

/** Long work as a table: what, who, since when, how far, with the file that it made and a way to end it. */
export function JobsTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const { say, text, day, number } = useLanguage("running");
  const inWords = useSentence("running");
  const cancel = useAction(cancelJobContract);
  const columns: Column<Job>[] = [
    { id: "what", label: say("column.what"), kind: "text", text: (job) => text(job.label) },
    {
      id: "state",
      label: say("column.state"),
      kind: "text",
      text: (job) => say(`state.${job.state}`),
      show: (job) => <JobState job={job} />,
    },
    {
      id: "asked",
      label: say("column.asked"),
      kind: "text",
      text: (job) => job.askedAt,
      show: (job) => say("asked", { day: day(job.askedAt), time: timeOf(job.askedAt), person: job.askedBy }),
    },
    {
      id: "took",
      label: say("column.took"),
      kind: "text",
      text: (job) => String(secondsOf(job) ?? ""),
      show: (job) => {
        const seconds = secondsOf(job);
        return seconds === undefined ? "" : say("seconds", { seconds: number(seconds, { decimals: 1 }) });
      },
    },
    {
      id: "outcome",
      label: say("column.outcome"),
      kind: "text",
      text: (job) => job.file ?? job.trouble?.sentence ?? String(job.result.name ?? ""),
      show: (job) => (
        <>
          {job.file === null ? null : (
            <a href={addressOf(jobFileContract, { id: job.id })} download>
              {job.file}
            </a>
          )}
          {job.file === null && typeof job.result.name === "string" ? job.result.name : null}
          {job.trouble === null ? null : (
            <Spoken sentence={inWords({ ...job.trouble, place: null }, job.trouble.sentence)} />
          )}
          {job.state === "queued" || job.state === "running" ? (
            <Button kind="tertiary" icon="close" onPress={() => void cancel.run({ id: job.id })}>
              {say("cancel")}
            </Button>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <>
      {cancel.trouble === undefined ? null : <TroubleNote trouble={cancel.trouble} />}
      <DataTable caption={say("page.jobs")} hideCaption columns={columns} rows={jobs} keyOf={(job) => String(job.id)} />
    </>
  );
}

function JobState({ job }: { readonly job: Job }) {
  const { say, number } = useLanguage("running");
  const { progress } = job;
  if (progress === null) return <>{say(`state.${job.state}`)}</>;
  const { doing, done, total } = progress;
  return (
    <>
      {say("state.running")}
      <span className="k-muted">
        {" "}
        <span lang="de">{doing}</span>{" "}
        {total === null ? number(done) : say("ofTotal", { done: number(done), total: number(total) })}
      </span>
    </>
  );
}

function secondsOf({ startedAt, endedAt }: Job): number | undefined {
  if (startedAt === null || endedAt === null) return undefined;
  return Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
}

function timeOf(moment: string): string {
  const at = new Date(moment);
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

function Spoken({ sentence }: { readonly sentence: Sentence }) {
  return <span lang={sentence.lang}>{sentence.text}</span>;
}
