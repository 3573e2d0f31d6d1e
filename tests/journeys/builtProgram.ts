import { buildWeb, bundleProgram } from "../../apps/server/buildWeb.ts";
import { onceInRun } from "./onceInRun.ts";

/**
 * Puts pages and program together, where sources are newer, before the first server of the run starts.
 *
 * Servers that start side by side would else build at the same time, each removing what another serves.
 */
export async function builtProgram(): Promise<void> {
  await onceInRun("program", async () => {
    await buildWeb(() => undefined);
    await bundleProgram();
    return true;
  });
}
