/**
 * How fast a table is protected and audited, from 100 to 100,000 cells: `npx tsx tools/benchProtect.ts [largest number of cells]`; then how fast records become tables (`benchProtectRecords.ts`), without `tables` behind the number.
 * Tables like the test data of Statistics Norway: regions in two overlapping groupings, crossed with four kinds of income.
 * Seconds of the processor say more than those of the clock where others work on the same machine; both are printed.
 */
import { availableParallelism, loadavg } from "node:os";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { auditTable } from "../stages/protect/audit/auditTable.ts";
import type { TableRow } from "../stages/protect/table/tableFile.ts";
import { cellTable, protectTable, type Specification } from "../stages/protect/tables.ts";

/** What the R package needed for 2,360 cells without audit, measured once on a like machine. */
const referenceSeconds = 2.3;

const largest = Number(process.argv[2] ?? 110_000);
console.log(`load of the last minute: ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`);
console.log(
  "   cells  primary  secondary   protect  (processor)     audit  (processor)    peak memory   of the reference's 2.3 s",
);
// 437 regions in 20 counties and 14 groups: 2,360 cells.
for (const regions of [15, 60, 190, 437, 1_900, 6_000, 19_000]) {
  const cells = 5 * (regions + Math.round(regions / 22) + Math.round(regions / 31) + 1);
  if (cells > largest) break;
  const { specification, rows } = example(regions);
  const begin = now();
  const table = cellTable(specification, rows, "bench");
  const time = { clock: Date.now, deadline: Date.now() + 600_000 };
  const protection = await protectTable(table, specification, "auto", time, told);
  const middle = now();
  const printed = table.lines.map(({ row, cell }) =>
    protection.hidden[cell] === 1 ? { ...row, value: null, status: "withheld" as const } : row,
  );
  const sensitiveLines = new Set(
    table.lines.flatMap(({ row, cell }) => (protection.primary[cell] === 1 ? [row.line] : [])),
  );
  const audit = await auditTable(specification, printed, [], {
    exact: false,
    secretValues: new Map(rows.map((row) => [row.line, row.value ?? 0])),
    sensitiveLines,
    watch: told,
  });
  const end = now();
  if (process.stderr.isTTY === true) process.stderr.write("\r\u001b[K");
  if (!audit.safe) throw new Error(`unsafe: ${JSON.stringify(audit.disclosures.slice(0, 3))}`);
  const withheld = audit.withheld;
  console.log(
    [
      String(rows.length).padStart(8),
      String(sensitiveLines.size).padStart(8),
      String(withheld - sensitiveLines.size).padStart(10),
      seconds(middle.clock - begin.clock).padStart(9),
      seconds(middle.processor - begin.processor).padStart(12),
      seconds(end.clock - middle.clock).padStart(9),
      seconds(end.processor - middle.processor).padStart(12),
      `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`.padStart(14),
      regions === 437 ? `${((end.clock - begin.clock) / referenceSeconds).toFixed(2)} ×`.padStart(12) : "",
    ].join(" "),
  );
}

if (process.argv[3] !== "tables") await import("./benchProtectRecords.ts");

function now(): { readonly clock: number; readonly processor: number } {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now() / 1000, processor: (user + system) / 1e6 };
}

function seconds(amount: number): string {
  return `${amount.toFixed(2)} s`;
}

/** How far it is, on a terminal. */
function told(doing: string, done: number, of: number): undefined {
  if (process.stderr.isTTY === true && done % 50 === 0) process.stderr.write(`\r\u001b[K${doing} ${done} / ${of}`);
}

function example(regions: number): { specification: Specification; rows: TableRow[] } {
  const generator = xoroshiro128plus(7);
  const below = (n: number) => uniformInt(generator, 0, n - 1);
  const incomes = ["wages", "assistance", "pensions", "other"];
  const names = Array.from({ length: regions }, (_, n) => `r${n}`);
  const grouping = (count: number, prefix: string) => {
    const parts: Record<string, string[]> = {};
    for (const [n, name] of names.entries()) {
      const whole = `${prefix}${n < count ? n : below(count)}`;
      parts[whole] = [...(parts[whole] ?? []), name];
    }
    return parts;
  };
  const hierarchies = [
    { id: "county", parts: grouping(Math.max(1, Math.round(regions / 22)), "c") },
    { id: "group", parts: grouping(Math.max(1, Math.round(regions / 31)), "g") },
  ];
  const specification: Specification = {
    title: "bench",
    dimensions: [
      { id: "region", total: "Total", codes: names, hierarchies },
      { id: "income", total: "Total", codes: incomes },
    ],
    rules: [{ kind: "minimumCount", minimum: 4 }],
  };
  const counts = names.map(() => incomes.map(() => (below(8) === 0 ? below(4) : 4 + below(120))));
  const rows: TableRow[] = [];
  const members = new Map<string, number[]>(names.map((name, n) => [name, [n]]));
  for (const { parts } of hierarchies)
    for (const [whole, list] of Object.entries(parts))
      members.set(
        whole,
        list.map((name) => Number(name.slice(1))),
      );
  members.set(
    "Total",
    names.map((_, n) => n),
  );
  for (const [code, list] of members) {
    for (const [k, income] of [...incomes, "Total"].entries()) {
      const value = list.reduce((sum, n) => {
        const own = counts[n] ?? [];
        return sum + (k < incomes.length ? (own[k] ?? 0) : own.reduce((a, b) => a + b, 0));
      }, 0);
      rows.push({
        line: rows.length + 2,
        key: [code, income],
        value,
        status: "free",
        contributions: [],
        cases: null,
        cellKey: null,
      });
    }
  }
  return { specification, rows };
}
