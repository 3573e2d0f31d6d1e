import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverStages } from "../../apps/server/stages.ts";
import { type BuiltCounty, buildCounty } from "../../examples/buildCounty.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";

const root = join(import.meta.dirname, "../..");

/** Folder of open data that real counties are built from; not part of the project. */
export const openData = process.env.KREISLAUF_OPEN_DATA ?? join(root, "../shared/data");

/** A county built from a manifest, asked through its API. */
export interface AskableCounty {
  readonly built: BuiltCounty;
  /** The JSON answer of an address; throws on any status but 200. */
  readonly ask: (path: string, query: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a client without types would
export type Answer = any;

export async function countyFrom(manifest: string): Promise<AskableCounty> {
  const { db, drop } = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-journey-"));
  const county = { store: { db }, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
  const context = await makeContext(county, { signal: new AbortController().signal, progress: () => {} });
  const built = await buildCounty(context, join(root, "examples", manifest, "manifest.yaml"), openData);
  const server = await makeServer({
    store: { db },
    stages: serverStages,
    folder,
    now: () => new Date(),
    version: "0",
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
  });
  return {
    built,
    ask: async (path, query) => {
      const answer = await server.inject({ method: "GET", url: path, query: { ...query } });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    },
    close: async () => {
      await server.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One of the parallel lists of a map's answer, by the code of the area. */
export function byCode(answer: Answer, list: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(answer.areas.codes.map((code: string, i: number) => [code, answer[list][i]]));
}
