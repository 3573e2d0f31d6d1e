import { basename } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { shareColumns } from "../shares.ts";
import type { Specification } from "../specification.ts";
import { delimitedText } from "../table/delimited.ts";
import { dimension } from "../table/dimension.ts";
import { demanded, specificationFile } from "./inputs.ts";
import { jsonText, shareNames, writeFiles } from "./outputs.ts";
import { printResult } from "./printResult.ts";
import { placingOf } from "./records/placing.ts";

const usage = "--records R.csv --spec S.yaml --out ORDNER";

/**
 * Makes a table from records; the records themselves stay where they are.
 *
 * Refuses records that fit nowhere, where the specification says to stop for them.
 */
export const tableCommand: Command = {
  words: ["protected", "table"],
  summary: {
    de: "Zählt Einzeldatensätze zu einer Tabelle mit allen Summen (noch ungeschützt)",
    en: "Counts single records into a table with all sums (still unprotected)",
  },
  usage,
  options: { records: { type: "string" }, spec: { type: "string" }, out: { type: "string" } },
  run: async (call) => {
    const specificationPath = demanded(call, "spec", usage);
    const specification = specificationFile(specificationPath);
    const path = demanded(call, "records", usage);
    const out = demanded(call, "out", usage);
    const [{ countRecords }, { tableFromGroups }] = await Promise.all([
      import("./records/countRecords.ts"),
      import("../table/tableFromGroups.ts"),
    ]);
    const placing = placingOf(specificationPath, specification);
    const counted = await countRecords(
      path,
      specification,
      specification.dimensions.map(knownLeaves),
      placing,
      (percent) => call.tell(`Datensätze zählen: ${Math.floor(percent)} %`),
    );
    const left = Object.values(counted.leftOut).reduce((sum, n) => sum + n, 0);
    if (left > 0 && specification.records?.badRecords === "stop")
      throw new Refusal(
        "protect.badRecords",
        {
          count: left,
          reasons: Object.entries(counted.leftOut)
            .map(([reason, n]) => `${n} × ${reason}`)
            .join(", "),
        },
        { place: { file: basename(path) } },
      );
    const summed = specification.records?.sum !== undefined;
    const top = specification.contributions ?? [];
    const cells = tableFromGroups(specification, counted.groups, top.length);
    const shares = shareColumns(specification, cells, (cell) => (summed ? cell.sum : cell.count));
    const header = [
      ...specification.dimensions.map((d) => d.column ?? d.id),
      specification.value ?? "value",
      ...(specification.cases === undefined ? [] : [specification.cases]),
      ...top,
      ...(specification.cellKey?.key === undefined ? [] : [specification.cellKey.key]),
      ...shareNames(specification),
    ];
    const rows = cells.map((cell, at) => [
      ...cell.key,
      String(summed ? cell.sum : cell.count),
      ...(specification.cases === undefined ? [] : [String(cell.count)]),
      ...top.map((_, at) => String(cell.largest[at] ?? 0)),
      ...(specification.cellKey?.key === undefined ? [] : [cell.cellKey.toFixed(12)]),
      ...(shares[at] ?? []),
    ]);
    writeFiles(out, {
      "table.csv": delimitedText([header, ...rows]),
      "report.json": jsonText({
        title: specification.title,
        forPublication: false,
        inWords: "Die Tabelle ist noch nicht geschützt und verlässt das Amt erst nach „kreislauf protected protect“.",
        records: counted.records,
        counted: counted.records - left - counted.notMeant,
        notMeant: counted.notMeant,
        leftOut: counted.leftOut,
        cells: cells.length,
      }),
    });
    const others = counted.notMeant === 0 ? "" : `${counted.notMeant} nicht gemeint, `;
    printResult(
      call,
      `${counted.records} Datensätze, ${others}${left} nicht zuzuordnen, ${cells.length} Zellen (noch ungeschützt).`,
      { records: counted.records, notMeant: counted.notMeant, leftOut: counted.leftOut, cells: cells.length },
    );
    return 0;
  },
};

/** Codes of the finest level where the specification knows them itself; else whatever the file has. */
function knownLeaves(d: Specification["dimensions"][number]): ReadonlySet<string> | undefined {
  if (d.codes === undefined && d.hierarchies === undefined) return undefined;
  const { codes, leaves } = dimension(d, []);
  const wholes = new Set((d.hierarchies ?? []).flatMap((h) => Object.keys(h.parts)));
  return new Set(codes.filter((code, at) => leaves[at]?.length === 1 && !wholes.has(code)));
}
