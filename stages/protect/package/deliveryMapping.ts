import type { Mapping } from "../../collect/collect.ts";
import type { ReleaseManifest } from "./releaseManifest.ts";

/**
 * How the table of a release package is read as a delivery. Totals of a
 * characteristic become the figure without it, everything else its breakdown.
 */
export function deliveryMapping(manifest: ReleaseManifest, signer: string): Mapping {
  const { table, figure, disclosure, alsoFigures = [], ...cover } = manifest;
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
    figures: [{ figure, where: {} }, ...alsoFigures].flatMap((one) =>
      split(table.characteristics.filter(({ label }) => !Object.hasOwn(one.where, label))).map((kept) => ({
        source: figure,
        figure: one.figure,
        where: {
          ...Object.fromEntries(
            table.characteristics.map(({ label, total, codes }) => [label, kept.includes(label) ? codes : total]),
          ),
          ...one.where,
        },
        keep: kept,
      })),
    ),
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

/**
 * The number of values that the delivery has: every cell of the table, and those once more that are a base figure of
 * their own.
 */
export function valuesOf({ cells, alsoFigures = [] }: ReleaseManifest): number {
  return alsoFigures.reduce((sum, one) => sum + one.cells, cells);
}
