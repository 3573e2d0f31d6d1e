import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { type DecimalMark, decimalMark, type OfficialValue, officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { type Cell, cellText, type Workbook } from "../workbook.ts";

/**
 * The flat file of GENESIS-Online (ffcsv): every row names statistic, time and its
 * characteristics by code and label.
 *
 * Old layout: `Statistik_Code;…;Zeit;1_Merkmal_Code;…` with one column per figure
 * (`BEVSTD__Bevölkerungsstand__Anzahl`). New layout: `statistics_code;…;time;
 * 1_variable_code;…;value;value_unit;value_variable_code;value_variable_label` with
 * one row per value and a quality column.
 */
export const genesisFlat: Format = {
  id: "genesisFlat",
  label: { de: "GENESIS-Flatfile (ffcsv)", en: "GENESIS flat file (ffcsv)" },
  hint: {
    de: "Flatfile-CSV aus GENESIS-Online oder der Regionaldatenbank, altes und neues Layout.",
    en: "Flat file CSV from GENESIS-Online, old and new layout.",
  },
  recognise: (workbook) => {
    const heads = (workbook.sheets[0]?.rows[0] ?? []).map((cell) => cellText(cell).toLowerCase());
    if (heads.includes("statistik_code") && heads.includes("zeit")) return 1;
    return heads.includes("statistics_code") && heads.includes("time") ? 1 : 0;
  },
  read: (workbook) => {
    const gathering = new FigureGathering();
    const { heads, names, rows, sheet } = flatRows(workbook);
    const axes = axesOf(heads, rows);
    const measures = measuresOf(heads, names);
    if (measures.length === 0)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "GENESIS-Flatfile" },
        { place: { row: 1, column: 1 } },
      );
    const timeColumn = heads.findIndex((head) => head === "zeit" || head === "time");
    const texts = measures.flatMap((m) => rows.slice(0, 2000).map((row) => cellText(row[m.column])));
    const decimal = decimalMark(texts) ?? "comma";
    rows.forEach((row, at) => {
      if (row.length === 0) return;
      const place = { sheet, row: at + 2 };
      const period = timeIn(row, heads, timeColumn, axes);
      if (period === undefined) {
        gathering.find("noPeriod", "error", { ...place, column: timeColumn + 1 }, {});
        return;
      }
      const breakdown: Record<string, string> = {};
      let areaCode = "DG";
      let areaName = "Deutschland";
      for (const axis of axes) {
        const label = cellText(row[axis.memberLabel]);
        if (axis.kind === "area") {
          areaCode = cellText(row[axis.memberCode]);
          areaName = label;
        } else if (axis.kind === "breakdown" && label !== "") breakdown[cellText(row[axis.label]) || "Merkmal"] = label;
      }
      for (const measure of measures) {
        const quality = measure.quality === undefined ? "" : cellText(row[measure.quality]);
        const value = qualified(row[measure.column] ?? null, quality, decimal);
        const cell = { ...place, column: measure.column + 1 };
        if (value === undefined) {
          gathering.find("notANumber", "error", cell, { text: cellText(row[measure.column]).slice(0, 60) });
          continue;
        }
        gathering.add({
          figure: measure.name(row),
          unit: measure.unit(row),
          breakdown,
          period,
          areaCode,
          areaName,
          value,
          ...cell,
        });
      }
    });
    const label = heads.findIndex((head) => head === "statistik_label" || head === "statistics_label");
    const code = heads.findIndex((head) => head === "statistik_code" || head === "statistics_code");
    return gathering.finish({
      title: `${cellText(rows[0]?.[code])} ${cellText(rows[0]?.[label])}`.trim(),
      publisher: "Statistische Ämter des Bundes und der Länder (GENESIS)",
      licence: "dl-de/by-2-0",
    });
  },
};

interface Axis {
  readonly kind: "area" | "breakdown" | "month";
  readonly label: number;
  readonly memberCode: number;
  readonly memberLabel: number;
}

interface Measure {
  readonly column: number;
  readonly quality?: number;
  readonly name: (row: readonly Cell[]) => string;
  readonly unit: (row: readonly Cell[]) => string;
}

function flatRows(workbook: Workbook): {
  heads: string[];
  names: string[];
  rows: readonly (readonly Cell[])[];
  sheet: string;
} {
  const sheet = workbook.sheets[0];
  const [head = [], ...rows] = sheet?.rows ?? [];
  const names = head.map(cellText);
  return { heads: names.map((name) => name.toLowerCase()), names, rows, sheet: sheet?.name ?? "" };
}

const areaVariables = /^(DINSG|DLAND|DLANDX|REGBEZ\d?|KREISE?|KREIS\d?|GEMEIN\w*|GEMVER\w*|STADT\w*|AGS|ARS|NUTS\w*)$/i;

function axesOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): Axis[] {
  const axes: Axis[] = [];
  heads.forEach((head, column) => {
    const number = /^(\d+)_(?:merkmal|variable)_code$/.exec(head)?.[1];
    if (number === undefined) return;
    const find = (...names: string[]): number =>
      heads.findIndex((own) => names.includes(own.replace(`${number}_`, "")) && own.startsWith(`${number}_`));
    const memberCode = find("auspraegung_code", "variable_attribute_code");
    const variable = cellText(rows.find((row) => cellText(row[column]) !== "")?.[column]);
    axes.push({
      kind: areaVariables.test(variable) ? "area" : /^(MONAT|QUARTG|QUARTAL)$/i.test(variable) ? "month" : "breakdown",
      label: find("merkmal_label", "variable_label"),
      memberCode,
      memberLabel: find("auspraegung_label", "variable_attribute_label"),
    });
  });
  return axes;
}

function measuresOf(heads: readonly string[], names: readonly string[]): Measure[] {
  const value = heads.indexOf("value");
  if (value >= 0) {
    const label = heads.indexOf("value_variable_label");
    const unit = heads.indexOf("value_unit");
    const quality = heads.indexOf("value_q");
    return [
      {
        column: value,
        ...(quality < 0 ? {} : { quality }),
        name: (row) => cellText(row[label]),
        unit: (row) => cellText(row[unit]),
      },
    ];
  }
  return heads.flatMap((head, column) => {
    const [, label, unit = ""] = (names[column] ?? "").split("__");
    if (label === undefined || head.endsWith("_q")) return [];
    const quality = heads.indexOf(`${head}_q`);
    return [{ column, ...(quality < 0 ? {} : { quality }), name: () => label, unit: () => unit }];
  });
}

/** A value with what the column for its quality says: a sign instead of the number, or a mark beside it. */
function qualified(cell: Cell, quality: string, decimal: DecimalMark): OfficialValue | undefined {
  const value = officialValue(cellText(cell) === "" && signs.has(quality) ? quality : cell, decimal);
  const mark = marks[quality];
  return value === undefined || mark === undefined || typeof value.value !== "number" ? value : { ...value, mark };
}

const signs: ReadonlySet<string> = new Set([".", "-", "x", "/", "...", "…"]);

const marks: Readonly<Record<string, Mark>> = { "()": "unsafe", p: "provisional", r: "revised", s: "estimated" };

function timeIn(
  row: readonly Cell[],
  heads: readonly string[],
  timeColumn: number,
  axes: readonly Axis[],
): string | undefined {
  const period = periodOf(cellText(row[timeColumn]));
  const month = axes.find((axis) => axis.kind === "month");
  if (period === undefined || month === undefined) return period;
  const code = cellText(row[month.memberCode]);
  const [, kind, number = "1"] = /^(MONAT|QUART)(\d{1,2})$/i.exec(code) ?? [];
  if (kind === undefined || heads.length === 0) return period;
  return kind.toUpperCase() === "MONAT"
    ? `${period.slice(0, 4)}-${number.padStart(2, "0")}`
    : `${period.slice(0, 4)}-Q${Number(number)}`;
}
