import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import type { ServerStage } from "../../runtime/http/operation.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { connect } from "../../runtime/store/openStore.ts";

/*
 * A server in a process of its own, as people have it, so that whoever asks costs it nothing.
 * `answeringServer.ts <address of the database> <folder> ahead|asked`: it tells its own address first; then,
 * as often as it is asked, the milliseconds that the processor has worked for it; and, where it computes
 * ahead, when that is done.
 */
const [, , url = "", folder = "", way = ""] = process.argv;
const begun = performance.now();
const store = connect(url, "county");
const stages = new Map([...serverStages].map(([name, stage]) => [name, tellingWhenReady(stage)]));
const server = await makeServer({
  store: { db: store.db },
  stages,
  folder,
  now: () => new Date(),
  version: "bench",
  worksAhead: way === "ahead",
  whoAsks: () => plannerAtThisMachine,
});
const address = await server.listen({ port: 0, host: "127.0.0.1" });
process.on("message", () => tell("worked", worked()));
process.on("disconnect", () => process.exit());
tell("address", address);

function tellingWhenReady(stage: ServerStage): ServerStage {
  const { ahead } = stage;
  if (ahead === undefined) return stage;
  return {
    ...stage,
    async *ahead(context) {
      yield* ahead(context);
      const megabytes = process.memoryUsage.rss() / 2 ** 20;
      tell("ready", { seconds: (performance.now() - begun) / 1_000, worked: worked(), megabytes });
    },
  };
}

function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function tell(kind: string, value: unknown): void {
  process.send?.({ kind, value });
}
