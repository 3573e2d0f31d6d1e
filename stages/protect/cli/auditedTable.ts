import { basename } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Audit } from "../audit/auditTable.ts";
import { boundsOfRounded } from "../roundedCounts.ts";
import { toldByShares } from "../shares.ts";
import type { Specification } from "../specification.ts";
import type { Delimited } from "../table/delimited.ts";
import { boundsTold } from "../table/numberReader.ts";
import type { TableRow } from "../table/tableFile.ts";
import type { Watch } from "../watch.ts";
import { earlierTables, tableFile } from "./inputs.ts";

export interface AuditedTable {
  readonly rows: readonly TableRow[];
  readonly audit: Audit;
}

/**
 * A published table file and what the attacker makes of it.
 *
 * The office may know more than the print shows: `secrets` gives the withheld
 * values by key, and which of them are sensitive themselves.
 */
export async function auditedTable(
  specificationPath: string,
  specification: Specification,
  tablePath: string,
  wishes: {
    readonly fast?: boolean;
    readonly secrets?: (rows: readonly TableRow[]) => Secrets | undefined;
    readonly watch?: Watch;
  } = {},
): Promise<AuditedTable> {
  const { rows, delimited } = tableFile(tablePath, specification, true);
  const before = earlierTables(specificationPath, specification).flatMap((b) => b.rows);
  const [{ auditTable }, { ContradictoryTable }, { dimensionsOf }] = await Promise.all([
    import("../audit/auditTable.ts"),
    import("../audit/attacker.ts"),
    import("../table/cellTable.ts"),
  ]);
  checkCodes(dimensionsOf(specification, [...rows, ...before]), rows, basename(tablePath));
  const exact = wishes.fast !== true && rows.length <= 2_000;
  const bounds = boundsOfPrinted(specification, rows);
  const known = wishes.secrets?.(rows);
  const audit = await auditTable(specification, rows, before, {
    exact,
    ...(bounds === undefined ? {} : { boundsOfPrinted: bounds }),
    ...known,
    told: toldOf(specification, rows, delimited),
    ...(wishes.watch === undefined ? {} : { watch: wishes.watch }),
  }).catch((trouble: unknown) => {
    if (trouble instanceof ContradictoryTable)
      throw contradictory(trouble.cell === undefined ? undefined : rows[trouble.cell]?.line, basename(tablePath));
    throw trouble;
  });
  return { rows, audit };
}

/** What an office knows of its withheld cells, by line. */
export interface Secrets {
  readonly secretValues: ReadonlyMap<number, number>;
  readonly sensitiveLines: ReadonlySet<number>;
  readonly distances: ReadonlyMap<number, number>;
}

/** What bounds printed in their place, and shares printed beside them, tell of withheld numbers, by line. */
function toldOf(specification: Specification, rows: readonly TableRow[], { header, rows: lines }: Delimited) {
  const fields = new Map(lines.map((line) => [line.line, line.fields]));
  const told = toldByShares(specification, rows, (row, column) => {
    const text = fields.get(row.line)?.[header.indexOf(column)]?.replace(",", ".").replace("%", "").trim() ?? "";
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  });
  const value = header.indexOf(
    specification.value !== undefined && header.includes(specification.value) ? specification.value : "value",
  );
  const bounded = rows.flatMap((row) => {
    const bounds = boundsTold(fields.get(row.line)?.[value] ?? "");
    return bounds === undefined ? [] : [[row.line, bounds] as const];
  });
  return new Map([...bounded, ...[...told].map(([row, bounds]) => [row.line, bounds] as const)]);
}

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
