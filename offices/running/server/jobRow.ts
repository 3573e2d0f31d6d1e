import type { Context } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import type { Job } from "../contract.ts";

/** Jobs that this person may see, newest first: one's own; whoever reads the settings sees all. */
export async function jobRows({ db, person }: Context, ids?: readonly number[]): Promise<Job[]> {
  const rows = await db
    .selectFrom("job")
    .leftJoin("job_progress", "job_progress.job_id", "job.id")
    .select(["id", "kind", "label", "state", "person", "asked_at", "started_at", "ended_at", "attempts", "result"])
    .select(["trouble", "file_name", "doing", "done", "total"])
    .$if(ids !== undefined, (query) => query.where("id", "in", [...(ids ?? [])]))
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  const seesAll = mayI(person, { action: "read", object: "settings" });
  return rows.flatMap((row): Job[] => {
    const asker = row.person as { id: string; name: string };
    // The public is many people under one name.
    const mine = asker.id === person.id && person.id !== "public";
    if (!mine && !seesAll) return [];
    const { doing, done, total } = row;
    return [
      {
        id: row.id,
        kind: row.kind,
        label: row.label as Job["label"],
        state: row.state,
        askedAt: row.asked_at.toISOString(),
        askedBy: asker.name,
        startedAt: row.started_at?.toISOString() ?? null,
        endedAt: row.ended_at?.toISOString() ?? null,
        attempts: row.attempts,
        progress: row.state === "running" && doing !== null && done !== null ? { doing, done, total } : null,
        result: (row.result ?? {}) as Job["result"],
        trouble: troubleOf(row.trouble as Job["trouble"]),
        file: mine ? row.file_name : null,
        mine,
      },
    ];
  });
}

function troubleOf(trouble: Job["trouble"]): Job["trouble"] {
  if (trouble === null) return null;
  const { code, sentence, parameters } = trouble;
  return { code, sentence, parameters: parameters ?? {} };
}
