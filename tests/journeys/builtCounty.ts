import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { serverStages } from "../../apps/server/stages.ts";
import { type BuiltCounty, buildCounty } from "../../examples/buildCounty.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import type { Context } from "../../runtime/http/operation.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore } from "../../runtime/store/openStore.ts";
import { folderOfRun } from "./onceInRun.ts";
import { preparedDemo } from "./preparedDemo.ts";
import { chosenWay, emptyPlace, type Place } from "./wayOfRunning.ts";

const root = join(import.meta.dirname, "../..");

/** Folder of open data that real counties are built from; not part of the project. */
export const openData = process.env.KREISLAUF_OPEN_DATA ?? join(root, "../shared/data");

/** A county asked through its API. */
export interface AskableCounty {
  /** The JSON answer of an address; throws on any status but 200. */
  readonly ask: (path: string, query: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a client without types would
export type Answer = any;

/** A real county, built from the folder of open data as a manifest says. */
export async function countyFrom(manifest: string): Promise<AskableCounty & { readonly built: BuiltCounty }> {
  const folder = mkdtempSync(join(folderOfRun(), "journey-"));
  return await askable(folder, await emptyPlace(chosenWay), (context) =>
    buildCounty(context, join(root, "examples", manifest, "manifest.yaml"), openData),
  );
}

/** The fictional county of the first start. */
export async function demoCounty(): Promise<AskableCounty> {
  const { folder, place } = await preparedDemo();
  return await askable(folder, place, async () => undefined);
}

async function askable<Built>(
  folder: string,
  { databaseUrl, schema }: Place,
  build: (context: Context) => Promise<Built>,
): Promise<AskableCounty & { readonly built: Built }> {
  const store = await openStore({ folder, databaseUrl, schema, as: "server" });
  const county = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
  const built = await build(await makeContext(county, { signal: new AbortController().signal, progress: () => {} }));
  const server = await makeServer({
    store,
    stages: serverStages,
    folder,
    now: () => new Date(),
    version: "0",
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
  });
  // Whoever looks at small areas has agreed to the notice.
  await server.inject({ method: "POST", url: "/api/confidentiality-notice/consent", payload: { wording: 1 } });
  return {
    built,
    ask: async (path, query) => {
      const answer = await server.inject({ method: "GET", url: path, query: { ...query } });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    },
    close: async () => {
      await server.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One of the parallel lists of a map's answer, by the code of the area. */
export function byCode(answer: Answer, list: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(answer.areas.codes.map((code: string, i: number) => [code, answer[list][i]]));
}
