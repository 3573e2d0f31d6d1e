/**
 * Feeds every reader with spoilt inputs and counts what happens: read, refused with a
 * sentence, or a fault (crash, hang, memory that grows).
 *
 * `npm run fuzz -- --inputs 200000 --seed 1` prints a table; `--write` puts it into
 * docs/security/fuzz.md. The same seed gives the same inputs. Exit code 1 on any fault.
 */
import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Message } from "./fuzz/fuzzWorker.ts";
import { targets } from "./fuzz/targets.ts";

const { values } = parseArgs({
  options: { inputs: { type: "string" }, seed: { type: "string" }, write: { type: "boolean" } },
});
const inputs = Number(values.inputs ?? "200000");
const seed = Number(values.seed ?? "1");
// Nothing that a person sends in these sizes may take so long of the processor's time, nor stand still so long.
const hangSeconds = 60;
const stillSeconds = 900;
// What a process may gain between its first thousand inputs and its last.
const growthLimit = 200 * 2 ** 20;

interface Row {
  read: number;
  refused: number;
  faults: string[];
}

const list = await targets();
const rows: Row[] = list.map(() => ({ read: 0, refused: 0, faults: [] }));
const memory: number[] = [];
const begun = performance.now();

let from: { target: number; number: number } | undefined = { target: 0, number: 0 };
while (from !== undefined) from = await run(from);

const total = {
  read: sum((row) => row.read),
  refused: sum((row) => row.refused),
  faults: sum((row) => row.faults.length),
};
const seconds = (performance.now() - begun) / 1000;
const growth = memory.length < 3 ? 0 : Math.max(...memory.slice(-3)) - Math.max(...memory.slice(1, 4));
const grows = growth > growthLimit;
const report = [
  `Seed ${seed}, ${inputs.toLocaleString("en")} inputs wanted, ${(total.read + total.refused).toLocaleString("en")} answered in ${Math.round(seconds)} s on ${cpus().length} cores.`,
  `Memory from the first thousands of inputs to the last: ${growth >= 0 ? "+" : ""}${Math.round(growth / 2 ** 20)} MB (at most ${growthLimit / 2 ** 20} MB).`,
  "",
  "| reader | read | refused with a sentence | faults |",
  "|---|---:|---:|---:|",
  ...list.map(
    (target, at) => `| ${target.name} | ${rows[at]?.read} | ${rows[at]?.refused} | ${rows[at]?.faults.length} |`,
  ),
  `| all | ${total.read} | ${total.refused} | ${total.faults} |`,
];
console.log(report.join("\n"));
for (const row of rows) for (const fault of row.faults.slice(0, 3)) console.log(`\n${fault}`);
if (values.write === true)
  writeFileSync(
    join(import.meta.dirname, "../docs/security/fuzz.md"),
    `# Spoilt inputs\n\nMade by \`npm run fuzz -- --inputs ${inputs} --seed ${seed} --write\`. Good files of every format, maps, formulas, definitions and specifications are spoilt (bytes flipped, cut, doubled, mixed; inside archives too) and read. Refused with a sentence is a good answer.\n\n${report.join("\n")}\n`,
  );
process.exitCode = total.faults > 0 || grows ? 1 : 0;

function sum(of: (row: Row) => number): number {
  return rows.reduce((all, row) => all + of(row), 0);
}

/** Seconds of the processor that a process has had, where the system tells; else so many that the clock decides. */
function workedSeconds(process: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${process}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return performance.now() / 1000;
  }
}

/** Runs a worker from a place on; answers where the next must begin when this one died or hung. */
function run(start: { target: number; number: number }): Promise<{ target: number; number: number } | undefined> {
  return new Promise((resolve) => {
    const worker = fork(
      join(import.meta.dirname, "fuzz/fuzzWorker.ts"),
      [seed, inputs, start.target, start.number].map(String),
      {
        execArgv: ["--expose-gc", "--max-old-space-size=1500", "--import", "tsx"],
        stdio: ["ignore", "inherit", "pipe", "ipc"],
      },
    );
    let at = { ...start };
    let counted = { target: start.target, read: 0, refused: 0 };
    let said = "";
    let ended = false;
    // On a machine that has other things to do a minute on the clock is not a minute of work.
    let since = { clock: performance.now(), work: 0 };
    const timer = setInterval(() => {
      const still = (performance.now() - since.clock) / 1000;
      if (still > stillSeconds || (still > hangSeconds && workedSeconds(worker.pid) - since.work > hangSeconds)) hang();
    }, 2_000);
    worker.stderr?.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-2_000);
    });
    worker.on("message", (message: Message) => {
      since = { clock: performance.now(), work: workedSeconds(worker.pid) };
      if (message.kind === "end") ended = true;
      else if (message.kind === "fault") {
        const row = rows[message.target];
        console.error(`\nfault: ${list[message.target]?.name}, input ${message.number}`);
        row?.faults.push(`${list[message.target]?.name}, input ${message.number}: ${message.what}`);
        at = { target: message.target, number: message.number };
      } else {
        at = { target: message.target, number: message.number };
        const row = rows[message.target];
        if (counted.target !== message.target) counted = { target: message.target, read: 0, refused: 0 };
        if (row !== undefined) {
          row.read += message.read - counted.read;
          row.refused += message.refused - counted.refused;
        }
        counted = { target: message.target, read: message.read, refused: message.refused };
        if (message.number % 1_000 === 0) memory.push(message.rss);
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${list[message.target]?.name}: ${message.number}`);
      }
    });
    let hung = false;
    function hang(): void {
      hung = true;
      worker.kill("SIGKILL");
    }
    worker.on("close", (code) => {
      clearInterval(timer);
      if (ended) return resolve(undefined);
      const what = hung ? `took longer than ${hangSeconds} s` : `the process ended with ${code}: ${said}`;
      console.error(`\nfault: ${list[at.target]?.name}, inputs from ${at.number}: ${what}`);
      rows[at.target]?.faults.push(`${list[at.target]?.name}, inputs from ${at.number}: ${what}`);
      resolve({ target: at.target, number: at.number + 50 });
    });
  });
}
