import type { Mapping } from "../../collect/collect.ts";
import type { ReleaseManifest } from "./releaseManifest.ts";

/**
 * How the table of a release package is read as a delivery. Totals of a
 * characteristic become the figure without it, everything else its breakdown.
 */
export function deliveryMapping({ table, figure, disclosure, ...cover }: ReleaseManifest, signer: string): Mapping {
  return {
    reader: "table",
    table: {
      headerRows: [1],
      firstRow: 2,
      area: { by: "column", column: table.area.column, match: table.area.match },
      period: { by: "column", column: "Zeit" },
      values: { by: "rows", column: "value", figureColumns: ["Grundzahl"] },
      breakdowns: table.characteristics.map(({ column, label }) => ({ column, name: label })),
      decimal: "point",
      absences: { ".": "withheld" },
    },
    figures: split(table.characteristics).map((kept) => ({
      source: figure,
      figure,
      where: Object.fromEntries(
        table.characteristics.map(({ label, total, codes }) => [label, kept.includes(label) ? codes : total]),
      ),
      keep: kept,
    })),
    disclosure,
    source: {
      title: `Freigabepaket „${cover.title}“`,
      publisher: `${cover.person}, unterschrieben mit dem Schlüssel „${signer}“`,
      referenceDate: cover.period,
    },
  };
}

/** Every choice of characteristics that stay: none, each one, each two, … */
function split(characteristics: ReleaseManifest["table"]["characteristics"]): string[][] {
  let choices: string[][] = [[]];
  for (const { label, codes } of characteristics)
    if (codes.length > 0) choices = choices.concat(choices.map((choice) => choice.concat(label)));
  return choices;
}
