import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { builtProgram } from "./builtProgram.ts";
import { program } from "./commandLine.ts";
import { type Place, settingsOf } from "./wayOfRunning.ts";

interface OwnServer {
  readonly address: string;
  /** What the server has written to its log. */
  readonly log: () => string;
  /** Tells it to end and waits until it has. */
  readonly stop: () => Promise<void>;
}

/**
 * A server of one's own on a data folder, as `kreislauf serve` starts it; whoever starts it stops it.
 *
 * An empty place is filled with the demo county, unless `--empty` is among the words. Without a
 * place the database is the one in the folder.
 */
export async function ownServer(
  folder: string,
  {
    place,
    words = [],
    env = {},
  }: {
    readonly place?: Place;
    readonly words?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<OwnServer> {
  await builtProgram();
  const port = env.PORT ?? "0";
  const settings = settingsOf(place ?? { databaseUrl: undefined, schema: undefined });
  const server = spawn(process.execPath, [program, "serve", "--json", "--data", folder, "--port", port, ...words], {
    env: { ...process.env, ...settings, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const channel of [server.stdout, server.stderr])
    channel.on("data", (chunk) => {
      log += String(chunk);
    });
  // Whatever becomes of the tests, the server does not outlive them.
  const end = () => server.kill("SIGTERM");
  process.once("exit", end);
  const ended = once(server, "exit");
  const stop = async () => {
    process.removeListener("exit", end);
    end();
    await ended;
  };
  return { address: await addressOf(server), log: () => log, stop };
}

/** The address that a starting server prints; throws with what it said when it ends instead. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    let told = "";
    server.stderr?.on("data", (chunk) => {
      told += String(chunk);
    });
    server.stdout?.on("data", (chunk) => {
      said += String(chunk);
      const line = said.split("\n").find((candidate) => candidate.startsWith("{") && candidate.endsWith("}"));
      if (line !== undefined) resolve((JSON.parse(line) as { address: string }).address);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${told}${said}`)));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(address)));
    });
  });
}
