import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, expect, test } from "vitest";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";

const root = join(import.meta.dirname, "../..");
const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-ending-"));
let server: ChildProcess | undefined;

afterEach(() => {
  server?.kill("SIGKILL");
});
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly address: URL;
  readonly logged: () => string;
  readonly ended: Promise<unknown>;
}

async function start(settings: Record<string, string> = {}): Promise<Started> {
  const words = ["bin/kreislauf.mjs", "serve", "--empty", "--api-only", "--port", "0", "--data", folder, "--json"];
  const own = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: fresh.url, ...settings },
  });
  server = own;
  let [printed, logged] = ["", ""];
  own.stderr.on("data", (chunk) => {
    logged += String(chunk);
  });
  const ended = once(own, "exit");
  const address = await new Promise<URL>((resolve, reject) => {
    own.stdout.on("data", (chunk) => {
      printed += String(chunk);
      const found = /"address":"([^"]+)"/.exec(printed)?.[1];
      if (found !== undefined) resolve(new URL(found));
    });
    own.on("exit", () => reject(new Error(`the server did not start: ${printed} ${logged}`)));
  });
  return { address, logged: () => logged, ended };
}

const boundary = "teil";
const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="namen-geheim.csv"\r\ncontent-type: text/csv\r\n\r\n`;
const tail = `\r\n--${boundary}--\r\n`;

/** A file that is sent in two halves, the second one when asked to. */
function sendSlowly(address: URL) {
  const call = request(new URL("/api/deliveries", address), {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    call.on("response", async (message) => {
      let text = "";
      for await (const chunk of message) text += String(chunk);
      resolve({ status: message.statusCode ?? 0, text });
    });
    call.on("error", reject);
  });
  answer.catch(() => undefined);
  call.write(`${head}AGS;Jahr;Einwohner\n01099001;2022;1`);
  return { finish: () => call.end(`00\n${tail}`), answer };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const refused = (address: URL) =>
  fetch(new URL("/health/ready", address)).then(
    (answer) => answer.status === 503,
    () => true,
  );

test("FL-014 told to end in the middle of an answer, the server takes nothing new, finishes it and goes with 0", async () => {
  const { address, ended, logged } = await start();
  expect((await fetch(new URL("/health/ready", address))).status).toBe(200);
  const upload = sendSlowly(address);
  await pause(400);
  server?.kill("SIGTERM");
  await pause(400);
  expect(await refused(address)).toBe(true);
  upload.finish();
  expect((await upload.answer).status).toBe(200);
  expect(await ended).toEqual([0, null]);
  const kept = await sql<{ n: number }>`select count(*)::integer as n from delivery`.execute(fresh.db);
  expect(kept.rows[0]?.n).toBe(1);
  // What was sent and asked stands nowhere in the log.
  const lines = logged()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(lines.map((line) => JSON.parse(line).route)).toContain("/api/deliveries");
  expect(logged()).not.toContain("geheim");
}, 180_000);

test("FL-014 who sends for ever does not keep the server from ending", async () => {
  const { address, ended } = await start({ KREISLAUF_SHUTDOWN_SECONDS: "1" });
  const upload = sendSlowly(address);
  await pause(400);
  const begun = performance.now();
  server?.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(10_000);
  await expect(upload.answer).rejects.toThrow();
}, 180_000);

test("FL-014 a slip in the settings keeps the server from starting, with a sentence", async () => {
  await expect(start({ KREISLAUF_UPLOAD_MEGABITES: "5" })).rejects.toThrow("Meinten Sie KREISLAUF_UPLOAD_MEGABYTES?");
}, 180_000);

test("FL-014 data of a newer program keep the server from starting, with a sentence", async () => {
  await sql`insert into migration values (9999, '9999_later.sql', 'x', now())`.execute(fresh.db);
  await expect(start()).rejects.toThrow("Bitte aktualisieren Sie Kreislauf.");
  await sql`delete from migration where number = 9999`.execute(fresh.db);
}, 180_000);
