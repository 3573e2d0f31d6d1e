import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
let folder: string;

// Notes every call by which a program of Node reaches a network, before the command is loaded.
const watcher = `import { appendFileSync } from "node:fs";
import net from "node:net";
import dgram from "node:dgram";
import dns from "node:dns";
const noted = (of, name) => {
  const own = of[name];
  of[name] = function (...args) {
    const [first] = [args[0]].flat();
    // A pipe between two processes of this machine has a path and no port.
    if (typeof first?.path === "string" || typeof first === "string") return own.apply(this, args);
    appendFileSync(process.env.NETWORK_CALLS, name + "\\n");
    return own.apply(this, args);
  };
};
noted(net.Server.prototype, "listen");
noted(net.Socket.prototype, "connect");
noted(dgram.Socket.prototype, "bind");
noted(dgram.Socket.prototype, "send");
noted(dns, "lookup");
const { fetch } = globalThis;
globalThis.fetch = (...args) => (appendFileSync(process.env.NETWORK_CALLS, "fetch\\n"), fetch(...args));
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-ports-"));
  writeFileSync(join(folder, "watcher.mjs"), watcher);
  writeFileSync(join(folder, "calls"), "");
  writeFileSync(
    join(folder, "s.yaml"),
    `title: Einwohner
dimensions:
  - { id: ort, total: Kreis, codes: [Nord, Süd, West] }
  - { id: alter, total: alle, bands: [0, 18, 65] }
rules: [{ kind: minimumCount, minimum: 3 }]
`,
  );
  const towns = ["Nord", "Süd", "West"];
  const lines = Array.from({ length: 200_000 }, (_, n) => `${towns[(n * 7) % 3]};${(n * 13) % 100}`);
  writeFileSync(join(folder, "records.csv"), `ort;alter\n${lines.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sockets of a process that belong to a network: everything that the system lists beside local ones. */
function networkSockets(pid: number): string[] {
  const own = new Set<string>();
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      try {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
        if (inode !== undefined) own.add(inode);
      } catch {
        // Closed meanwhile.
      }
    }
    return ["tcp", "tcp6", "udp", "udp6", "raw"].flatMap((kind) =>
      readFileSync(`/proc/${pid}/net/${kind}`, "utf8")
        .split("\n")
        .slice(1)
        .filter((line) => own.has(line.trim().split(/\s+/)[9] ?? ""))
        .map((line) => `${kind} ${line.trim()}`),
    );
  } catch {
    return [];
  }
}

async function watched(...words: string[]): Promise<{ code: number | null; looks: number; sockets: string[] }> {
  const child = spawn(
    process.execPath,
    ["--import", join(folder, "watcher.mjs"), join(root, "bin/kreislauf.mjs"), "protected", ...words],
    { cwd: folder, env: { ...process.env, NETWORK_CALLS: join(folder, "calls") }, stdio: "ignore" },
  );
  const sockets: string[] = [];
  let looks = 0;
  let code: number | null | undefined;
  child.on("close", (ended) => {
    code = ended;
  });
  while (code === undefined) {
    sockets.push(...networkSockets(child.pid ?? 0));
    looks++;
    await pause(5);
  }
  return { code, looks, sockets };
}

// Sockets of another process can be looked at in Linux's /proc only.
test.skipIf(!existsSync("/proc/self/net/tcp"))(
  "FL-005 X-001 from records to a signed package the zone opens no port and calls nobody",
  async () => {
    const spec = join(folder, "s.yaml");
    const [counted, safe] = [join(folder, "counted/table.csv"), join(folder, "safe/table.csv")];
    const about = ["--recipient", "Planung", "--purpose", "Bericht", "--person", "Leitung", "--period", "2023"];
    const steps = [
      ["table", "--records", join(folder, "records.csv"), "--spec", spec, "--out", join(folder, "counted")],
      ["protect", "--table", counted, "--spec", spec, "--method", "optimal", "--out", join(folder, "safe")],
      ["audit", "--table", safe, "--spec", spec],
      ["keys", "--out", join(folder, "keys")],
      [
        "release",
        ...["--table", safe, "--spec", spec, "--figure", "BEV_INSG", ...about],
        ...["--key", join(folder, "keys/release-key.pem"), "--out", join(folder, "p.zip")],
      ],
      ["verify", join(folder, "p.zip"), "--trust", join(folder, "keys/release-key.pub.pem")],
    ];
    for (const words of steps) {
      const { code, looks, sockets } = await watched(...words);
      expect([words[0], code, sockets]).toEqual([words[0], 0, []]);
      expect(looks).toBeGreaterThan(2);
    }
    expect(readFileSync(join(folder, "calls"), "utf8")).toBe("");
  },
  120_000,
);

// As above: without /proc there is nothing to look at.
test.skipIf(!existsSync("/proc/self/net/tcp"))("the look for ports would find one", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  expect(networkSockets(process.pid).filter((line) => line.startsWith("tcp")).length).toBeGreaterThan(0);
  await new Promise((resolve) => server.close(resolve));
});
