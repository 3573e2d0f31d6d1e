import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printed } from "./commandLine.ts";
import { freePort, ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";

/** A server of its own in which people sign in, beside the demo county where nobody does. */
export interface AccountHouse {
  /** By its name: passkeys belong to no number. */
  readonly address: string;
  /** Runs a command on the same data; answers with what it prints. */
  readonly run: (...words: string[]) => Promise<string>;
  /** What the server has written to its log. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

export async function accountHouse(environment: Record<string, string> = {}): Promise<AccountHouse> {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-house-"));
  // Links that commands print bear the port.
  const port = String(await freePort());
  const place = await emptyPlace(chosenWay);
  const env = { ...settingsOf(place), ...environment, PORT: port };
  const { log, stop } = await ownServer(folder, { place, words: ["--empty"], env });
  return {
    address: `http://localhost:${port}`,
    run: (...words) => printed([...words, "--data", folder], env),
    log,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
