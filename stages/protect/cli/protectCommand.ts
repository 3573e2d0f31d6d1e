import { dirname, resolve } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import type { SuppressionMethod } from "../protectTable.ts";
import type { Specification } from "../specification.ts";
import type { CellTable } from "../table/cellTable.ts";
import type { Watch } from "../watch.ts";
import { demanded, earlierTables, specificationFile, type TableInput, tableFile, textFile } from "./inputs.ts";
import { heard, longWork } from "./longWork.ts";
import { jsonText, publishedTable, shareNames, writeFiles } from "./outputs.ts";
import { printResult } from "./printResult.ts";

const usage = "--table T.csv --spec S.yaml [--method auto|gauss|optimal|cellkey|round] --out ORDNER";

/**
 * Protects a table file and lets the attacker try it before anything is written.
 *
 * Refuses a method that is none, seconds outside 0 to a day, and perturbation where a row lacks its cell key.
 */
export const protectCommand: Command = {
  words: ["protected", "protect"],
  summary: {
    de: "Schützt eine Tabelle: sperrt, stört oder rundet, und prüft das Ergebnis",
    en: "Protects a table: withholds, perturbs or rounds, and checks the result",
  },
  usage,
  options: {
    table: { type: "string" },
    spec: { type: "string" },
    method: { type: "string" },
    out: { type: "string" },
    seconds: { type: "string" },
  },
  run: async (call) => {
    const specificationPath = demanded(call, "spec", usage);
    const specification = specificationFile(specificationPath);
    const input = tableFile(demanded(call, "table", usage), specification);
    const out = demanded(call, "out", usage);
    shareNames(specification);
    const method = methodOf(call, specification);
    const { cellTable } = await import("../table/cellTable.ts");
    const before = earlierTables(specificationPath, specification);
    const table = cellTable(specification, input.rows, input.file, before);
    switch (method) {
      case "auto":
      case "gauss":
      case "optimal":
        return longWork(call, (watch) => suppress(call, specification, table, before, { out, method, watch }));
      case "cellkey":
        return perturb(call, specification, specificationPath, table, out);
      case "round":
        return longWork(call, (watch) => round(call, specification, table, out, watch));
    }
  },
};

const methods = ["auto", "gauss", "optimal", "cellkey", "round"] as const;

function methodOf(call: Call, specification: Specification): (typeof methods)[number] {
  const wanted = String(call.values.method ?? specification.method ?? "auto").toLowerCase();
  const method = methods.find((one) => one === wanted);
  if (method === undefined) throw new Refusal("protect.unknownMethod", { method: wanted });
  return method;
}

async function suppress(
  call: Call,
  specification: Specification,
  table: CellTable,
  before: readonly TableInput[],
  { out, method, watch }: { readonly out: string; readonly method: SuppressionMethod; readonly watch: Watch },
): Promise<number> {
  const [{ protectTable }, { auditTable }, { protectionReport }] = await Promise.all([
    import("../protectTable.ts"),
    import("../audit/auditTable.ts"),
    import("../protectionReport.ts"),
  ]);
  const seconds = Number(call.values.seconds ?? 60);
  if (!(seconds > 0 && seconds <= 86_400))
    throw new Refusal("protect.secondsWrong", { text: String(call.values.seconds) });
  const time = { clock: () => Date.now(), deadline: Date.now() + 1000 * seconds };
  const protection = await protectTable(table, specification, method, time, watch);
  if (!protection.proven && method === "optimal")
    call.tell(
      `Nach ${seconds} Sekunden war die günstigste Sperrung nicht bewiesen; gesperrt wurde mit dem Gauß-Verfahren.`,
    );
  const isHidden = (at: number) => protection.hidden[table.lines[at]?.cell ?? -1] === 1;
  const rows = table.lines.map(({ row }) => row);
  const secretValues = new Map(table.lines.map(({ row }) => [row.line, row.value ?? 0]));
  const sensitiveLines = new Set(
    table.lines.flatMap(({ row, cell }) => (protection.primary[cell] === 1 ? [row.line] : [])),
  );
  const printed = () =>
    rows.map((row, at) =>
      isHidden(at) ? { ...row, value: null, status: "withheld" as const } : { ...row, status: "free" as const },
    );
  const earlier = before.flatMap((b) => b.rows);
  const attackIt = () =>
    auditTable(specification, printed(), earlier, { exact: rows.length <= 400, secretValues, sensitiveLines, watch });
  let audit = await attackIt();
  if (audit.safe && audit.inVain.length > 0) {
    const inVain = new Set(audit.inVain);
    for (const { row, cell } of table.lines) if (inVain.has(row.line)) protection.hidden[cell] = 0;
    audit = await attackIt();
  }
  const report = jsonText(protectionReport(specification, table, protection, audit));
  await heard(call);
  if (!audit.safe || protection.lost.length > 0) {
    writeFiles(out, { "report.json": report });
    if (call.values.json === true) call.print(report);
    call.tell(
      protection.lost.length > 0
        ? `Nicht sicher: ${whyLost(table, before)} Es wurde keine Tabelle geschrieben; welche Zellen es sind, nennt report.json.`
        : "Nicht sicher: Die Prüfung fand noch errechenbare Zellen. Es wurde keine Tabelle geschrieben; welche, nennt report.json.",
    );
    return 3;
  }
  writeFiles(out, {
    "table.csv": publishedTable(specification, rows, (row, at) =>
      isHidden(at) ? { value: null, status: "withheld" } : { value: row.value, status: "shown" },
    ),
    "report.json": report,
  });
  const hidden = rows.filter((_, at) => isHidden(at)).length;
  const primary = sensitiveLines.size;
  printResult(
    call,
    `${rows.length} Zellen, ${hidden} gesperrt (${primary} selbst geheim, ${hidden - primary} mitgesperrt), Prüfung bestanden.`,
    {
      safe: true,
      method: protection.method,
      cells: rows.length,
      withheld: hidden,
      primary,
      secondary: hidden - primary,
    },
  );
  return 0;
}

/** What stands in the way of protecting cells that no choice of further ones can protect. */
function whyLost(table: CellTable, before: readonly TableInput[]): string {
  if (before.length > 0) return "Was früher veröffentlicht wurde, verrät gesperrte Zellen.";
  return table.lines.some(({ row }) => row.status === "mustShow")
    ? "Was gezeigt werden muss (Status z), verrät gesperrte Zellen."
    : "Der verlangte Schutzabstand lässt sich in dieser Tabelle nicht einhalten.";
}

async function perturb(
  call: Call,
  specification: Specification,
  specificationPath: string,
  table: CellTable,
  out: string,
): Promise<number> {
  const { changeOf, perturbationTable } = await import("../cellKey/perturbationTable.ts");
  const { argusText, readArgusTable } = await import("../cellKey/argusText.ts");
  const wishes = specification.cellKey ?? {};
  const perturbations =
    wishes.table === undefined
      ? perturbationTable({
          largestChange: wishes.largestChange ?? 5,
          variance: wishes.variance ?? 3,
          forbiddenUpTo: wishes.forbiddenUpTo ?? 2,
        })
      : readArgusTable(textFile(resolve(dirname(specificationPath), wishes.table)), wishes.table);
  if (table.lines.some(({ row }) => row.cellKey === null)) throw new Refusal("protect.cellKeysMissing");
  // Where the value is a sum over cases, the cases are changed, and the value stays what it is for each of them.
  const counts = table.lines.map(({ row }) => (specification.cases === undefined ? row.value : row.cases) ?? 0);
  const changes = table.lines.map(({ row }, at) => changeOf(perturbations, counts[at] ?? 0, row.cellKey ?? 0));
  const changedValue = (value: number, at: number) => {
    const [count = 0, change = 0] = [counts[at], changes[at]];
    if (specification.cases === undefined) return value + change;
    return count === 0 ? value : ((count + change) * value) / count;
  };
  const changed = changes.filter((change) => change !== 0).length;
  writeFiles(out, {
    "table.csv": publishedTable(
      specification,
      table.lines.map(({ row }) => row),
      (row, at) => ({ value: changedValue(row.value ?? 0, at), status: "perturbed" }),
    ),
    "perturbation-table.txt": argusText(perturbations),
    "report.json": jsonText({
      title: specification.title,
      forPublication: false,
      method: "cellkey",
      cells: changes.length,
      changed,
      largestChange: Math.max(0, ...changes.map(Math.abs)),
      meanChange: changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length),
      inWords:
        "Jede Zelle wurde nach ihrem eigenen Schlüssel verändert; Summen der veränderten Zellen sind keine amtlichen Werte.",
      audit: { safe: true, kind: "perturbation" },
    }),
  });
  printResult(
    call,
    `${changes.length} Zellen, ${changed} verändert; jede für sich, Ränder nicht aus Zellen summiert.`,
    { safe: true, method: "cellkey", cells: changes.length, changed },
  );
  return 0;
}

async function round(
  call: Call,
  specification: Specification,
  table: CellTable,
  out: string,
  watch: Watch,
): Promise<number> {
  const { boundsOfRounded, roundedCount } = await import("../roundedCounts.ts");
  const { primaryCells } = await import("../primaryCells.ts");
  const { auditTable } = await import("../audit/auditTable.ts");
  const { auditReport } = await import("../protectionReport.ts");
  const base = specification.rounding?.base ?? 5;
  const { primary } = primaryCells(table, specification);
  const rows = table.lines.map(({ row }) => row);
  const rounded = rows.map((row) => ({ ...row, value: roundedCount(row.value ?? 0, base), status: "free" as const }));
  const sensitive = table.lines.flatMap(({ row, cell }) => (primary[cell] === 1 ? [row.line] : []));
  const audit = await auditTable({ ...specification, singletons: false }, rounded, [], {
    exact: rows.length <= 400,
    boundsOfPrinted: (printed) => boundsOfRounded(printed, base),
    secretValues: new Map(rows.map((row) => [row.line, row.value ?? 0])),
    sensitiveLines: new Set(sensitive),
    watch,
  });
  const report = jsonText({
    title: specification.title,
    forPublication: false,
    method: "round",
    base,
    cells: rows.length,
    sensitive: sensitive.length,
    audit: auditReport(audit),
  });
  await heard(call);
  if (!audit.safe) {
    writeFiles(out, { "report.json": report });
    if (call.values.json === true) call.print(report);
    call.tell(
      "Nicht sicher: Gerundete Summen verraten einzelne Zellen. Es wurde keine Tabelle geschrieben; welche, nennt report.json.",
    );
    return 3;
  }
  writeFiles(out, {
    "table.csv": publishedTable(specification, rows, (_, at) => ({
      value: rounded[at]?.value ?? 0,
      status: "rounded",
    })),
    "report.json": report,
  });
  printResult(call, `${rows.length} Zellen auf Vielfache von ${base} gerundet, Prüfung bestanden.`, {
    safe: true,
    method: "round",
    base,
    cells: rows.length,
  });
  return 0;
}
