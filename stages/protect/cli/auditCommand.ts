import { basename } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { boundsOfRounded } from "../roundedCounts.ts";
import type { Specification } from "../specification.ts";
import type { TableRow } from "../table/tableFile.ts";
import { demanded, earlierTables, specificationFile, tableFile } from "./inputs.ts";
import { jsonText, writeFiles } from "./outputs.ts";

const usage = "--table T.csv --spec S.yaml [--out ORDNER] [--fast]";

/** Lets the attacker try a table file, one's own or somebody else's. */
export const auditCommand: Command = {
  words: ["protected", "audit"],
  summary: "Prüft eine veröffentlichte Tabelle: Was lässt sich aus ihr errechnen?",
  usage,
  options: {
    table: { type: "string" },
    spec: { type: "string" },
    out: { type: "string" },
    fast: { type: "boolean" },
  },
  run: async (call) => {
    const specificationPath = demanded(call, "spec", usage);
    const specification = specificationFile(specificationPath);
    const tablePath = demanded(call, "table", usage);
    const { rows } = tableFile(tablePath, specification, true);
    const before = earlierTables(specificationPath, specification).flatMap((b) => b.rows);
    const [{ auditTable }, { auditReport }, { ContradictoryTable }, { dimensionsOf }] = await Promise.all([
      import("../audit/auditTable.ts"),
      import("../protectionReport.ts"),
      import("../audit/attacker.ts"),
      import("../table/cellTable.ts"),
    ]);
    checkCodes(dimensionsOf(specification, [...rows, ...before]), rows, basename(tablePath));
    const exact = call.values.fast !== true && rows.length <= 2_000;
    const bounds = boundsOfPrinted(specification, rows);
    const wishes = bounds === undefined ? { exact } : { exact, boundsOfPrinted: bounds };
    const audit = await auditTable(specification, rows, before, wishes).catch((trouble: unknown) => {
      if (trouble instanceof ContradictoryTable)
        throw contradictory(trouble.cell === undefined ? undefined : rows[trouble.cell]?.line, basename(tablePath));
      throw trouble;
    });
    const report = jsonText({ title: specification.title, ...auditReport(audit) });
    if (typeof call.values.out === "string") writeFiles(call.values.out, { "audit.json": report });
    call.print(report);
    if (audit.safe) call.tell(`Sicher: ${audit.withheld} gesperrte Zellen, keine lässt sich errechnen.`);
    else call.tell(`Nicht sicher: ${audit.disclosures.length} Stellen verraten etwas, das gesperrt sein müsste.`);
    return audit.safe ? 0 : 3;
  },
};

/** Rounded and changed numbers stand for a few others; the table says by its status which it shows. */
function boundsOfPrinted(specification: Specification, rows: readonly TableRow[]) {
  if (rows.some(({ status }) => status === "rounded")) {
    const base = specification.rounding?.base ?? 5;
    return (printed: number) => boundsOfRounded(printed, base);
  }
  if (!rows.some(({ status }) => status === "perturbed")) return undefined;
  const most = specification.cellKey?.largestChange ?? 5;
  return (printed: number) => ({ low: Math.max(0, printed - most), high: printed + most });
}

function contradictory(line: number | undefined, file: string): Refusal {
  return new Refusal("protect.contradictory", {}, { place: line === undefined ? { file } : { file, row: line } });
}

function checkCodes(
  dimensions: readonly { readonly label: string; readonly position: ReadonlyMap<string, number> }[],
  rows: readonly { readonly line: number; readonly key: readonly string[] }[],
  file: string,
): void {
  for (const { line, key } of rows) {
    for (const [at, code] of key.entries()) {
      const dimension = dimensions[at];
      if (dimension !== undefined && !dimension.position.has(code))
        throw new Refusal("protect.unknownCode", { code, dimension: dimension.label }, { place: { file, row: line } });
    }
  }
}
