import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Format } from "../format.ts";
import { decimalMark, officialValue } from "../officialValue.ts";
import { FigureGathering, type SourceGrid } from "../readFigures.ts";
import { type Cell, cellText, headText, type Workbook } from "../workbook.ts";

/**
 * Grid cells of the Zensus (100 m, 1 km, 10 km) in EPSG:3035, as CSV with INSPIRE ids
 * or as Parquet with `value, x, y`. They are no areas: the delivery gives them to
 * the county's areas by the middle of the cell, and the result is an estimate.
 *
 * 2011: `-1` is uninhabited or secret, taken as withheld, since 0 would be a
 * statement nobody made; `-9` has no value. 2022: the dash means the cell has none.
 */
export const zensusGrid: Format = {
  id: "zensusGrid",
  label: { de: "Zensus-Gitterzellen", en: "Census grid cells" },
  hint: {
    de: "Gitterdaten des Zensus 2011 und 2022 als CSV oder Parquet; sie werden auf Gebiete umgelegt (Schätzung).",
    en: "Census grid data as CSV or Parquet; given to areas as an estimate.",
  },
  recognise: (workbook) => (columnsOf(workbook) === undefined ? 0 : 1),
  read: (workbook, mapping) => {
    const columns = columnsOf(workbook);
    const sheet = workbook.sheets[0];
    if (columns === undefined || sheet === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "Zensus-Gitter" },
        { place: { row: 1, column: 1 } },
      );
    const period = mapping.period ?? columns.period;
    const gathering = new FigureGathering();
    const rows = sheet.rows.slice(1);
    const decimal =
      decimalMark(rows.slice(0, 3000).flatMap((row) => columns.figures.map(({ column }) => cellText(row[column])))) ??
      "comma";
    const x: number[] = [];
    const y: number[] = [];
    const at: number[] = [];
    const values: Value[][] = columns.figures.map(() => []);
    rows.forEach((row, r) => {
      if (row.length === 0) return;
      const place = placeOfCell(row, columns);
      if (place === undefined) {
        gathering.find(
          "noGridCell",
          "error",
          { row: r + 2, column: (columns.id ?? columns.x ?? 0) + 1 },
          {
            text: cellText(row[columns.id ?? columns.x ?? 0]).slice(0, 60),
          },
        );
        return;
      }
      x.push(place[0]);
      y.push(place[1]);
      at.push(r + 2);
      columns.figures.forEach(({ column }, f) => {
        const value = cellValue(row[column] ?? null, decimal);
        if (value === undefined)
          gathering.find(
            "notANumber",
            "error",
            { row: r + 2, column: column + 1 },
            { text: cellText(row[column]).slice(0, 60) },
          );
        values[f]?.push(value ?? "unknown");
      });
    });
    const grid: SourceGrid = {
      crs: "EPSG:3035",
      cellMetres: columns.cellMetres,
      period,
      sheet: sheet.name,
      x,
      y,
      rows: at,
      figures: columns.figures.map(({ column, figure }, f) => ({
        figure,
        column: column + 1,
        values: values[f] ?? [],
        kind: kindOf(figure),
      })),
    };
    return gathering.finish(
      {
        title: `Zensus ${period}, Gitter ${columns.cellMetres} m`,
        publisher: "Statistische Ämter des Bundes und der Länder, Zensus",
        licence: "dl-de/by-2-0",
        referenceDate: period === "2011" ? "2011-05-09" : period === "2022" ? "2022-05-15" : period,
      },
      [],
      grid,
    );
  },
};

function kindOf(figure: string): SourceGrid["figures"][number]["kind"] {
  if (/_A$|^Anteil_?(Ausl|unter|ueber|über|ab)/i.test(figure)) return "percent";
  if (/^Alter_D$|^Durchschnittsalter/i.test(figure)) return "mean";
  return /_D$|quote|anteil|durchschn|miete/i.test(figure) ? "other" : "count";
}

interface GridColumns {
  readonly id: number | undefined;
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly cellMetres: number;
  readonly period: string;
  readonly figures: readonly { readonly column: number; readonly figure: string }[];
}

function columnsOf(workbook: Workbook): GridColumns | undefined {
  const [head, first] = workbook.sheets[0]?.rows ?? [];
  if (head === undefined || first === undefined) return undefined;
  const heads = head.map((cell) => headText(cell));
  const find = (pattern: RegExp): number | undefined => {
    const at = heads.findIndex((text) => pattern.test(text));
    return at < 0 ? undefined : at;
  };
  const id = find(/^gitter_id|^grid_?id$|^id_?inspire$/i);
  const x = find(/^x$|^x_mp|^x_sw/i);
  const y = find(/^y$|^y_mp|^y_sw/i);
  if (id === undefined && (x === undefined || y === undefined || workbook.container !== "parquet")) return undefined;
  const stem = workbook.fileName.replace(/\.[a-z]+$/i, "");
  const own = /(?:continuous|categorical)_(.+)$/.exec(stem)?.[1] ?? stem;
  const figures = heads.flatMap((text, column) => {
    if (column === id || column === x || column === y || text === "" || /^(werterlaeuternde|erlaeuterung)/i.test(text))
      return [];
    return [{ column, figure: text === "value" ? own : text }];
  });
  if (figures.length === 0) return undefined;
  const named = /(\d+)(km|m)/.exec(heads[id ?? 0] ?? "") ?? /(\d+)(km|m)\b/.exec(stem.replaceAll("_", " "));
  const cellMetres = named === null ? 1000 : Number(named[1]) * (named[2] === "km" ? 1000 : 1);
  const year = /(?:^|\D)(2011|2022)(?:\D|$)/.exec(stem)?.[1];
  // The long INSPIRE id (CRS3035RES1000m…) came with 2022, the short one (1kmN…E…) with 2011.
  const modern = id !== undefined && /^CRS3035/.test(cellText(first[id]));
  return { id, x, y, cellMetres, period: year ?? (modern ? "2022" : "2011"), figures };
}

function placeOfCell(row: readonly Cell[], columns: GridColumns): readonly [number, number] | undefined {
  if (columns.x !== undefined && columns.y !== undefined) {
    const x = coordinate(row[columns.x]);
    const y = coordinate(row[columns.y]);
    if (x !== undefined && y !== undefined) return [x, y];
  }
  const id = columns.id === undefined ? "" : cellText(row[columns.id]);
  const modern = /^CRS3035RES(\d+)mN(\d+)E(\d+)$/.exec(id);
  if (modern !== null) {
    const [, side = "0", north = "0", east = "0"] = modern;
    return [Number(east) + Number(side) / 2, Number(north) + Number(side) / 2];
  }
  const short = /^(\d+)(k?)mN(\d+)E(\d+)$/.exec(id);
  if (short === null) return undefined;
  const side = Number(short[1]) * (short[2] === "k" ? 1000 : 1);
  return [Number(short[4]) * side + side / 2, Number(short[3]) * side + side / 2];
}

function coordinate(cell: Cell | undefined): number | undefined {
  if (typeof cell === "number") return cell;
  const text = cellText(cell).replace(",", ".");
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function cellValue(cell: Cell, decimal: "comma" | "point"): Value | undefined {
  const value = officialValue(cell, decimal, { "–": "unknown", "-": "unknown" })?.value;
  if (value === -1) return "withheld";
  return value === -9 ? "unknown" : value;
}
