import { backupJob, backupKind } from "../../offices/running/server/backupJob.ts";
import { eraseNamesInTime } from "../../runtime/history/retention.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { clearJobs } from "../../runtime/jobs/clearJobs.ts";
import { enqueueJob } from "../../runtime/jobs/enqueueJob.ts";
import type { JobKind } from "../../runtime/jobs/jobKind.ts";
import { type RunningJobs, startJobs } from "../../runtime/jobs/startJobs.ts";
import type { OpenRoom, Store } from "../../runtime/store/openStore.ts";
import { listTenants } from "../../runtime/store/tenants.ts";
import { type PhraseBook, told } from "../../runtime/text/phraseBook.ts";
import type { Metrics } from "../../runtime/watch/metrics.ts";
import { serverStages } from "./stages.ts";

export interface ServerJobs {
  readonly store: Store;
  readonly folder: string;
  readonly version: string;
  readonly metrics: Metrics;
  /** Where backups go, and whether one is made every night. */
  readonly backups: { readonly to: string; readonly kept: number; readonly nightly: boolean };
}

/** Nobody: what the program does by itself, under no role. */
const night = { id: "night", name: "Nächtlicher Lauf", grants: [] };

/** Works on the jobs of all tenants, and does at night what is due: erase what has had its time, back up. */
export function serverJobs(settings: ServerJobs): RunningJobs {
  const { store, folder, version, metrics, backups } = settings;
  const now = () => new Date();
  const slugs = new Map<string, string>();
  const tenants = async () => {
    for (const { slug, schema } of await listTenants(store.installation)) slugs.set(schema, slug);
    return [...slugs.keys()];
  };
  const roomOf = async (schema: string): Promise<OpenRoom & { readonly slug: string }> => {
    if (!slugs.has(schema)) await tenants();
    const slug = slugs.get(schema);
    if (slug === undefined) throw new Error(`no tenant with schema: ${schema}`);
    if (slug === store.tenant) return { store, folder, role: store.role, slug };
    const room = await store.tenantRoom(slug);
    if (room === undefined) throw new Error(`no room of tenant: ${slug}`);
    return { ...room, slug };
  };
  const dbOf = async (schema: string) => (await roomOf(schema)).store.db;
  const book: PhraseBook = new Map([...serverStages].map(([name, stage]) => [name, stage.phrases] as const));
  const kinds: JobKind[] = [
    ...[...serverStages.values()].flatMap((stage) => stage.jobs ?? []),
    backupJob({ url: store.url, to: backups.to, kept: backups.kept, version }),
  ];
  return startJobs({
    url: store.url,
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    tenants,
    dbOf,
    contextFor: async (schema, person, call) => {
      const { slug, ...room } = await roomOf(schema);
      return makeContext(
        { store: room.store, folder: room.folder, tenant: slug, person, stages: serverStages, now },
        call,
      );
    },
    sentenceOf: (refusal) => told(book, refusal).sentence,
    onEnd: metrics.jobEnded,
    nightly: async () => {
      for (const schema of await tenants()) {
        const db = await dbOf(schema);
        await eraseNamesInTime(db, now());
        await clearJobs(db, now());
      }
      if (backups.nightly) await enqueueJob({ person: night, now }, store.db, backupKind, {});
    },
  });
}
