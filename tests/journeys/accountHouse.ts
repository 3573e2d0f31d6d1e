import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { addressOf, freePort } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";

const root = join(import.meta.dirname, "../..");
const program = join(root, "bin/kreislauf.mjs");

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
  const port = String(await freePort());
  const env = { ...process.env, ...settingsOf(await emptyPlace(chosenWay)), PORT: port, ...environment };
  const server: ChildProcess = spawn(process.execPath, [program, "serve", "--empty", "--json", "--data", folder], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const channel of [server.stdout, server.stderr]) channel?.on("data", (chunk) => (said += String(chunk)));
  process.once("exit", () => server.kill("SIGKILL"));
  await addressOf(server);
  return {
    address: `http://localhost:${port}`,
    run: async (...words) =>
      (await promisify(execFile)(process.execPath, [program, ...words, "--data", folder], { cwd: root, env })).stdout,
    log: () => said,
    close: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
