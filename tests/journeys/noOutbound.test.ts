import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { folderOfRun } from "./onceInRun.ts";
import { ownServer } from "./ownServer.ts";
import { preparedDemo } from "./preparedDemo.ts";

const folder = mkdtempSync(join(folderOfRun(), "connections-"));
const hook = `--import=${pathToFileURL(join(import.meta.dirname, "noteConnections.mjs")).href}`;
const running: { stop: () => Promise<void> }[] = [];
afterAll(() => Promise.all(running.map(({ stop }) => stop())));

const own = ["127.0.0.1", "localhost", "::1"];

/** Whom a program spoke to, as the hook wrote it down: to its own machine, and to anybody else. */
function noted(file: string): { readonly own: string[]; readonly foreign: string[] } {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const isOwn = (line: string) => own.includes(line.split(" ")[1] ?? "") || line.includes(" /");
  return { own: lines.filter(isOwn), foreign: lines.filter((line) => !isOwn(line)) };
}

async function ask(address: string, path: string, body?: object): Promise<Response> {
  const more =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(new URL(path, address), more);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer;
}

test("the hook of these tests notices a program that speaks to somebody else", () => {
  const file = join(folder, "probe.txt");
  // An address that is kept for documentation and belongs to nobody.
  const program = `
    import { connect } from "node:net";
    connect(9, "192.0.2.1").on("error", () => undefined).destroy();
    await fetch("http://kreislauf.invalid/").catch(() => undefined);`;
  execFileSync(process.execPath, [hook, "--input-type=module", "-e", program], {
    env: { ...process.env, NOTED_CONNECTIONS: file },
  });
  expect(noted(file).foreign).toEqual(expect.arrayContaining(["tcp 192.0.2.1", "tcp kreislauf.invalid"]));
});

test("X-023 a fresh installation that starts for the first time makes 0 outbound requests", async () => {
  const file = join(folder, "fresh.txt");
  const server = await ownServer(mkdtempSync(join(folder, "fresh-")), {
    words: ["--empty"],
    env: { NODE_OPTIONS: hook, NOTED_CONNECTIONS: file },
  });
  running.push(server);
  for (const path of ["/", "/api/levels", "/health"]) await ask(server.address, path);
  const { own, foreign } = noted(file);
  expect(foreign).toEqual([]);
  // It does speak to its own database: the hook was there.
  expect(own.length).toBeGreaterThan(0);
}, 300_000);

test("X-023 pages, maps, tables and a report as PDF of the demo county make 0 outbound requests", async () => {
  const file = join(folder, "demo.txt");
  const { folder: data, place } = await preparedDemo();
  const server = await ownServer(data, { place, env: { NODE_OPTIONS: hook, NOTED_CONNECTIONS: file } });
  running.push(server);
  for (const path of ["/", "/api/overview", "/api/areas/geometry?level=GEM", "/api/index/sozialformel?level=GEM"])
    await ask(server.address, path);
  const made = await ask(server.address, "/api/reports", {
    ...{ template: "sozialbericht", title: "Bericht", level: "GEM", profileLevel: "GEM", indicators: "kinderarmut" },
  });
  const { id } = (await made.json()) as { id: number };
  const pdf = await ask(server.address, `/api/reports/${id}/pdf`);
  expect((await pdf.text()).slice(0, 5)).toBe("%PDF-");
  const { own, foreign } = noted(file);
  expect(foreign).toEqual([]);
  expect(own.length).toBeGreaterThan(0);
}, 300_000);
