import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A server in a process of its own, which can be killed at any moment. */
export interface TrialServer {
  readonly address: string;
  readonly process: ChildProcess;
  /** Everything that it wrote to its logs. */
  readonly said: () => string;
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Starts `kreislauf serve` on a folder and waits until it answers. */
export async function startTrial(
  folder: string,
  port: number,
  more: { readonly env?: Record<string, string>; readonly words?: readonly string[] } = {},
): Promise<TrialServer> {
  const words = ["bin/kreislauf.mjs", "serve", "--data", folder, "--port", String(port), "--api-only"];
  const child = spawn(process.execPath, [...words, ...(more.words ?? ["--empty"])], {
    cwd: root,
    env: { ...process.env, ...more.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-20_000);
    });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const address = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 50) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server did not start: ${said}`);
    if (await answers(address)) break;
    if (waited > 120_000) throw new Error(`the server does not answer: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async (signal: "SIGKILL" | "SIGTERM") => {
    child.kill(signal);
    await ended;
  };
  return { address, process: child, said: () => said, kill: () => stop("SIGKILL"), end: () => stop("SIGTERM") };
}

async function answers(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/api/levels`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** The process of the embedded database of a folder. */
export function postmasterOf(folder: string): number {
  return Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}
