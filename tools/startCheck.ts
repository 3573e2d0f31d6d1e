import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Starts the product as `npm start` does, on an empty data folder: it must print one line with
 * its address, serve its pages and the county, stop when told, and start again with what it had.
 *
 * Where `PREPARED_DEMO` names a place for it, the demo county of a start that went well stays
 * there, so that later checks of the same run need not load it again.
 */
const root = join(import.meta.dirname, "..");
const left = process.env.PREPARED_DEMO;
const folder = left === undefined ? mkdtempSync(join(tmpdir(), "kreislauf-start-")) : `${left}.new`;
try {
  const first = await visit();
  const second = await visit();
  if (second.county !== first.county)
    throw new Error(`the county after the restart: ${second.county}, before: ${first.county}`);
  process.stdout.write(
    `note: first start with demo county ${first.seconds.toFixed(1)} s, later start ${second.seconds.toFixed(1)} s\n`,
  );
  if (left !== undefined) renameSync(folder, left);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function visit(): Promise<{ county: string; seconds: number }> {
  const begun = performance.now();
  const server = spawn(process.execPath, ["bin/kreislauf.mjs", "serve", "--port", "0", "--data", folder], {
    cwd: root,
  });
  const ended = once(server, "exit");
  let found: { county: string; seconds: number };
  try {
    const address = await addressOf(server);
    const seconds = (performance.now() - begun) / 1000;
    found = { county: await countyAt(address), seconds };
  } finally {
    server.kill("SIGINT");
    await ended;
  }
  if (server.exitCode !== 0) throw new Error(`the server ended with ${server.exitCode}`);
  return found;
}

async function countyAt(address: string): Promise<string> {
  const page = await (await fetch(address)).text();
  if (!page.includes("<html")) throw new Error("the first page is no page");
  const answer = await fetch(`${address}/api/county`);
  if (!answer.ok) throw new Error(`/api/county answers ${answer.status}: ${await answer.text()}`);
  return JSON.stringify(await answer.json());
}

async function addressOf(server: ChildProcess): Promise<string> {
  let told = "";
  server.stderr?.on("data", (chunk) => {
    told += String(chunk);
  });
  let printed = "";
  return new Promise((resolve, reject) => {
    server.stdout?.on("data", (chunk) => {
      printed += String(chunk);
      const address = /http:\/\/\S+/.exec(printed)?.[0];
      if (address !== undefined) resolve(address);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready: ${told}`)));
  });
}
