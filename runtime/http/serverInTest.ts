import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll } from "vitest";
import { plannerAtThisMachine } from "../people/policy.ts";
import type { freshDatabase } from "../store/testDatabase.ts";
import { makeServer } from "./makeServer.ts";

type Settings = Parameters<typeof makeServer>[0];

/**
 * A small server on a database of a test file's own, asked with `inject` and without a network.
 *
 * Whatever is not said: the planner at this machine asks, on 30 June 2024 at noon, and every
 * answer must be as its contract says. Server, database and folder go when the file is done.
 */
export async function serverInTest(
  fresh: Pick<Awaited<ReturnType<typeof freshDatabase>>, "db" | "drop">,
  settings: Pick<Settings, "stages"> & Partial<Settings>,
): Promise<FastifyInstance> {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-server-"));
  const server = await makeServer({
    store: { db: fresh.db },
    folder,
    now: () => new Date("2024-06-30T12:00:00Z"),
    version: "0",
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
    ...settings,
  });
  afterAll(async () => {
    await server.close();
    await fresh.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}
