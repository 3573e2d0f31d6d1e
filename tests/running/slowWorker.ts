// A process that works on jobs as the server does, with a kind of job that takes its time; killed by jobs.test.ts.

import { sql } from "kysely";
import { makeContext } from "../../runtime/http/makeContext.ts";
import type { JobKind } from "../../runtime/jobs/jobKind.ts";
import { startJobs } from "../../runtime/jobs/startJobs.ts";
import { connect } from "../../runtime/store/openStore.ts";

const url = process.argv[2] ?? "";
const { db } = connect(url, "county");

const slow: JobKind<{ readonly milliseconds: number; readonly trouble?: string }> = {
  name: "try.slow",
  label: { de: "Langsam", en: "Slow" },
  work: async ({ signal, progress }, { milliseconds, trouble }) => {
    for (let passed = 0; passed < milliseconds; passed += 20) {
      signal.throwIfAborted();
      progress({ doing: "Warten", done: passed, total: milliseconds });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (trouble !== undefined) throw new Error(`trouble: ${trouble}`);
    return {
      result: { waited: milliseconds },
      effect: async (transaction) => {
        await sql`insert into effect (at) values (clock_timestamp())`.execute(transaction);
        // Room for being killed between the effect and the end of its transaction.
        await new Promise((resolve) => setTimeout(resolve, 60));
        return { done: true };
      },
    };
  },
};

const jobs = startJobs({
  url,
  kinds: new Map([[slow.name, slow as JobKind]]),
  tenants: async () => ["county"],
  dbOf: async () => db,
  contextFor: (_, person, call) =>
    makeContext({ store: { db }, folder: "unused", person, stages: new Map(), now: () => new Date() }, call),
  sentenceOf: ({ code }) => code,
});
process.on("SIGTERM", async () => {
  await jobs.close();
  process.exit(0);
});
process.stdout.write("ready\n");
