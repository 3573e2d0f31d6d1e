/**
 * How fast records become tables: `npx tsx tools/benchProtectRecords.ts [records]`, beside the same counting by the
 * bare engine; and the cell key for 1 million records into 8 margins. Part of what `docs/benchmarks-protect.md` shows.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { countRecords } from "../stages/protect/cli/records/countRecords.ts";
import { cellKeyOf, changeOf, perturbationTable } from "../stages/protect/tables.ts";

const [, script = "", first = "", part] = process.argv;
// Run after the tables, the first word means cells and not records.
const asked = script.endsWith("benchProtectRecords.ts") && first !== "" ? first : "10000000";
const records = Number(asked);
const bands = Array.from({ length: 20 }, (_, n) => 5 * n);

if (part === "bare" || part === "ours") {
  const path = process.argv[4] ?? "";
  const start = performance.now();
  const groups = part === "bare" ? await bare(path) : await ours(path);
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, groups, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
} else {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-bench-"));
  try {
    const path = join(folder, "records.csv");
    await makeRecords(path, records);
    console.log(`${records} records, ${Math.round(statSync(path).size / 1e6)} MB: 500 areas x 20 age groups x sex`);
    const [engine, kreislauf] = [run("bare", path), run("ours", path)];
    for (const [name, { seconds, groups, megabytes }] of [
      ["bare engine", engine],
      ["kreislauf", kreislauf],
    ] as const)
      console.log(
        `${name.padEnd(12)} ${seconds.toFixed(2).padStart(7)} s ${String(megabytes).padStart(6)} MB  ${groups} groups`,
      );
    console.log(`ratio        ${(kreislauf.seconds / engine.seconds).toFixed(2)}`);
    cellKeys();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly seconds: number;
  readonly groups: number;
  readonly megabytes: number;
}

/** Each side in a process of its own, so that its memory is its own. */
function run(which: "bare" | "ours", path: string): Measured {
  const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, asked, which, path], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(`${which}: ${child.stderr}`);
  return JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "") as Measured;
}

async function makeRecords(path: string, count: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`
    copy (select i as id, 'A' || lpad((hash(i) % 500)::varchar, 3, '0') as area, (hash(i + 1) % 100)::integer as age,
                 case when hash(i + 2) % 2 = 0 then 'w' else 'm' end as sex
          from range(${count}) t(i)) to '${path}' (header, delimiter ';')`);
  connection.closeSync();
}

async function bare(path: string): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select area, least(age // 5, 19) as band, sex, count(*) from read_csv('${path}', delim = ';', header = true) group by all`,
  );
  return reader.getRowsJS().length;
}

async function ours(path: string): Promise<number> {
  const areas = new Set(Array.from({ length: 500 }, (_, n) => `A${String(n).padStart(3, "0")}`));
  const counted = await countRecords(
    path,
    {
      title: "bench",
      dimensions: [
        { id: "area", codes: [...areas] },
        { id: "age", bands },
        { id: "sex", codes: ["w", "m"] },
      ],
      rules: [{ kind: "minimumCount", minimum: 3 }],
    },
    [areas, undefined, new Set(["w", "m"])],
  );
  return counted.groups.length;
}

/** 1 million records, three characteristics, all 8 margins: every cell from its records, with its own key. */
function cellKeys(): void {
  const people = 1_000_000;
  const [area, age, sex, key] = [
    new Uint16Array(people),
    new Uint8Array(people),
    new Uint8Array(people),
    new Float64Array(people),
  ];
  let scatter = 12_345;
  const next = () => {
    scatter = (scatter * 48_271) % 2_147_483_647;
    return scatter;
  };
  for (let n = 0; n < people; n++) {
    area[n] = next() % 100;
    age[n] = next() % 20;
    sex[n] = next() % 2;
    key[n] = next() / 2_147_483_647;
  }
  const table = perturbationTable({ largestChange: 5, variance: 3, forbiddenUpTo: 2 });
  const start = performance.now();
  const counts = new Float64Array(101 * 21 * 3);
  const keys = new Float64Array(counts.length);
  for (let n = 0; n < people; n++) {
    const k = key[n] ?? 0;
    for (let margin = 0; margin < 8; margin++) {
      const a = margin & 1 ? 100 : (area[n] ?? 0);
      const g = margin & 2 ? 20 : (age[n] ?? 0);
      const s = margin & 4 ? 2 : (sex[n] ?? 0);
      const cell = (a * 21 + g) * 3 + s;
      counts[cell] = (counts[cell] ?? 0) + 1;
      keys[cell] = (keys[cell] ?? 0) + k;
    }
  }
  let changed = 0;
  for (const [cell, count] of counts.entries())
    if (changeOf(table, count, cellKeyOf([keys[cell] ?? 0])) !== 0) changed++;
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `cell key     ${seconds.toFixed(2).padStart(7)} s  1 million records into 8 margins, ${counts.length} cells, ${changed} changed`,
  );
}
