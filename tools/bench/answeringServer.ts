import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { connect } from "../../runtime/store/openStore.ts";

/*
 * A server in a process of its own, as people have it, so that whoever asks costs it nothing.
 * `answeringServer.ts <address of the database> <folder>`: it tells its own address first, and then,
 * as often as it is asked, the milliseconds that the processor has worked for it.
 */
const [, , url = "", folder = ""] = process.argv;
const store = connect(url, "county");
const server = await makeServer({
  store: { db: store.db },
  stages: serverStages,
  folder,
  now: () => new Date(),
  version: "bench",
  worksAhead: process.argv[4] === "ahead",
  whoAsks: () => plannerAtThisMachine,
});
const address = await server.listen({ port: 0, host: "127.0.0.1" });
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1_000);
});
process.on("disconnect", () => process.exit());
process.send?.(address);
