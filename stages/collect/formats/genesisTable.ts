import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { characteristicOf } from "../characteristic.ts";
import { dayOf, monthOf, periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { linesOf, officialNotes } from "../officialNotes.ts";
import { decimalMark, officialValue } from "../officialValue.ts";
import { FigureGathering, type SourceBreakdown } from "../readFigures.ts";
import { type Cell, cellText, filledRows, headText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * The classic table of GENESIS-Online, Regionaldatenbank and Landesdatenbanken, as
 * CSV or XLS: title lines, heads of several levels, values with official signs, and
 * a footer behind a line of underscores.
 *
 * Which head is a figure and which a characteristic is not marked in these files.
 * A line of units under the heads means that the level above it names figures;
 * otherwise the last title line with a unit in brackets is the one figure.
 */
export const genesisTable: Format = {
  id: "genesisTable",
  label: { de: "GENESIS-Tabelle (Destatis, Regionaldatenbank, Landesdatenbank)", en: "GENESIS table" },
  hint: {
    de: "Tabellen aus GENESIS-Online und den Datenbanken der Länder, als CSV oder XLS heruntergeladen.",
    en: "Tables downloaded from GENESIS-Online and the databases of the states, as CSV or XLS.",
  },
  recognise: (workbook) => {
    const sheet = workbook.sheets[0];
    if (sheet === undefined || workbook.sheets.length > 1) return 0;
    if (/^GENESIS-Tabelle:/.test(cellText(sheet.rows[0]?.[0]))) return 1;
    const footer = sheet.rows.some((row) => /^_{5,}$/.test(cellText(row[0])));
    const stand = sheet.rows.slice(-5).some((row) => /^Stand: \d/.test(cellText(row[0])));
    return footer && stand ? 0.9 : 0;
  },
  read: (workbook) => {
    const layout = layoutOf(workbook);
    const gathering = new FigureGathering();
    for (let r = layout.dataStart; r < layout.dataEnd; r++) readRow(layout, r, gathering);
    return gathering.finish({
      title: layout.title,
      ...officialNotes(linesOf(layout.rows.slice(layout.dataEnd))),
    });
  },
};

type LabelRole =
  | { readonly kind: "period" }
  | { readonly kind: "month" }
  | { readonly kind: "areaCode" }
  | { readonly kind: "areaName" }
  | { readonly kind: "breakdown"; readonly name: string };

interface ValueColumn {
  readonly column: number;
  readonly figure: string;
  readonly unit: string;
  readonly breakdown: SourceBreakdown;
  readonly period?: string;
  readonly month?: number;
}

interface Layout {
  readonly sheet: Sheet;
  readonly rows: readonly (readonly Cell[])[];
  readonly title: string;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly roles: readonly LabelRole[];
  readonly columns: readonly ValueColumn[];
  readonly period: string | undefined;
  readonly area: string;
  readonly decimal: "comma" | "point";
}

function layoutOf(workbook: Workbook): Layout {
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Refusal("collect.emptyFile", { file: workbook.fileName });
  const { rows: bare } = sheet;
  const rows = filledRows(sheet);
  const footer = bare.findIndex((row) => /^_{5,}$/.test(cellText(row[0])));
  const dataEnd = footer < 0 ? bare.length : footer;
  const headStart = bare.findIndex((row, r) => r > 0 && row.slice(1).some((cell) => cellText(cell) !== ""));
  const headLabel = cellText(rows[headStart]?.[0]);
  const dataStart = rows.findIndex(
    (row, r) => r > headStart && cellText(row[0]) !== headLabel && cellText(row[0]) !== "",
  );
  if (headStart < 0 || dataStart < 0 || dataStart >= dataEnd)
    throw new Refusal(
      "collect.noHeads",
      { file: workbook.fileName, format: "GENESIS-Tabelle" },
      { place: { row: Math.max(1, headStart + 1), column: 1 } },
    );
  const heads = rows.slice(headStart, dataStart);
  const width = heads.reduce((most, row) => Math.max(most, row.length), 0);
  const isLabel = (column: number): boolean => {
    const texts = heads.map((row) => cellText(row[column]));
    return texts.every((text) => text === "") || (heads.length > 1 && new Set(texts).size === 1);
  };
  let labels = 0;
  while (labels < width && isLabel(labels)) labels++;
  // Files with one head row show its label column by what stands below: years, codes, words.
  if (labels === 0) labels = 1;
  const titles = linesOf(bare.slice(0, headStart)).filter((line) => !/^GENESIS-Tabelle:/.test(line));
  const figureLine = titles.findLast((line) => /\([^()]+\)$/.test(line) && !/^[-–(]/.test(line));
  const stichtag = titles
    .map((line) => /^(?:Stichtag|Jahr|Zeitraum|Berichtsjahr):\s*(.+)$/.exec(line)?.[1])
    .find(Boolean);
  const data = rows.slice(dataStart, dataEnd);
  return {
    sheet,
    rows,
    title: titles[0] ?? "",
    dataStart,
    dataEnd,
    roles: rolesOf(data, labels),
    columns: valueColumns(heads, labels, width, figureLine ?? titles.at(-1) ?? ""),
    period: stichtag === undefined ? undefined : periodOf(stichtag),
    area: areaOf(titles),
    decimal: decimalMark(textsOf(data, labels)) ?? "comma",
  };
}

function* textsOf(data: readonly (readonly Cell[])[], from: number): Generator<string> {
  for (const row of data.slice(0, 2000)) for (const cell of row.slice(from)) if (typeof cell === "string") yield cell;
}

function areaOf(titles: readonly string[]): string {
  const named = titles.find((line) =>
    /^\S.*, (krfr\.|kreisfreie|Landkreis|Kreis|Stadt|Gemeinde|Land)(\s|$)/.test(line),
  );
  return titles.includes("Deutschland") ? "DG" : (named ?? "");
}

function rolesOf(data: readonly (readonly Cell[])[], labels: number): LabelRole[] {
  const roles: LabelRole[] = [];
  for (let c = 0; c < labels; c++) {
    const texts = new Set(data.map((row) => cellText(row[c])).filter((text) => text !== ""));
    const all = (test: (text: string) => boolean): boolean => texts.size > 0 && [...texts].every(test);
    if (roles.at(-1)?.kind === "areaCode") roles.push({ kind: "areaName" });
    else if (all((text) => periodOf(text) !== undefined)) roles.push({ kind: "period" });
    else if (all((text) => monthOf(text) !== undefined)) roles.push({ kind: "month" });
    else if (all((text) => /^(DG|DINSG|\d{2,12})$/.test(text))) roles.push({ kind: "areaCode" });
    else roles.push({ kind: "breakdown", name: uniqueName(characteristicOf(texts), roles) });
  }
  return roles;
}

function uniqueName(name: string, roles: readonly LabelRole[]): string {
  const taken = roles.flatMap((role) => (role.kind === "breakdown" ? [role.name] : []));
  return taken.includes(name) ? `${name} ${taken.length + 1}` : name;
}

const units =
  /^(Anzahl|Prozent|%|(?:Tsd\.?|Mill\.?|1000) ?.+|EUR.*|Euro.*|ha|ar|qm|m²|km²|km2|Jahre|Personen|Tonnen|Index.*|je .+)$/i;

function valueColumns(
  heads: readonly (readonly Cell[])[],
  labels: number,
  width: number,
  figureLine: string,
): ValueColumn[] {
  const texts = heads.map((row) => Array.from({ length: width }, (_, c) => headText(row[c])));
  const last = texts.at(-1) ?? [];
  const hasUnits = texts.length > 1 && last.slice(labels).every((text) => text === "" || units.test(text));
  const levels = hasUnits ? texts.slice(0, -1) : texts;
  const names = levelNames(levels, labels);
  const [, line = figureLine, lineUnit = ""] = /^(.*?)\s*\(([^()]+)\)$/.exec(figureLine) ?? [];
  const columns: ValueColumn[] = [];
  for (let c = labels; c < width; c++) {
    const breakdown: Record<string, string> = {};
    let figure = hasUnits ? "" : line;
    let period: string | undefined;
    let month: number | undefined;
    levels.forEach((level, at) => {
      const text = level[c] ?? "";
      const name = names[at];
      if (text === "" || name === null) return;
      if (name === "period") period = periodOf(text);
      else if (name === "month") month = monthOf(text);
      else if (hasUnits && at === levels.length - 1) figure = text;
      else if (name !== undefined) breakdown[name] = text;
    });
    if (levels.every((level) => (level[c] ?? "") === "")) continue;
    columns.push({
      column: c,
      figure: figure === "" ? line : figure,
      unit: hasUnits ? (last[c] ?? "") : lineUnit,
      breakdown,
      ...(period === undefined ? {} : { period }),
      ...(month === undefined ? {} : { month }),
    });
  }
  return columns;
}

/** For each head level: the name of its characteristic, `period`, `month`, or null when the level only names the one below. */
function levelNames(levels: readonly (readonly string[])[], labels: number): (string | null)[] {
  const names: (string | null)[] = [];
  let announced: string | undefined;
  levels.forEach((level, at) => {
    const members = new Set(level.slice(labels).filter((text) => text !== ""));
    const [only = ""] = members;
    if (members.size === 1 && at < levels.length - 1) {
      names.push(null);
      announced = only;
      return;
    }
    if ([...members].every((text) => periodOf(text) !== undefined)) names.push("period");
    else if ([...members].every((text) => monthOf(text) !== undefined)) names.push("month");
    else {
      const base = announced ?? characteristicOf(members);
      names.push(names.includes(base) ? `${base} ${at + 1}` : base);
    }
    announced = undefined;
  });
  return names;
}

function readRow(layout: Layout, r: number, gathering: FigureGathering): void {
  const row = layout.rows[r] ?? [];
  if (row.every((cell) => cellText(cell) === "")) return;
  let period = layout.period;
  let month: number | undefined;
  let areaCode = layout.area;
  let areaName = layout.area;
  const breakdown: Record<string, string> = {};
  layout.roles.forEach((role, c) => {
    const text = cellText(row[c]);
    if (role.kind === "period") period = periodOf(text) ?? period;
    else if (role.kind === "month") month = monthOf(text);
    else if (role.kind === "areaCode") areaCode = text;
    else if (role.kind === "areaName") areaName = text;
    else breakdown[role.name] = text;
  });
  for (const column of layout.columns) {
    const place = { sheet: layout.sheet.name, row: r + 1, column: column.column + 1 };
    const when = periodIn(column.period ?? period, column.month ?? month);
    if (when === undefined) {
      gathering.find("noPeriod", "error", place, {});
      return;
    }
    const value = officialValue(row[column.column] ?? null, layout.decimal);
    if (value === undefined) {
      gathering.find("notANumber", "error", place, { text: cellText(row[column.column]).slice(0, 60) });
      continue;
    }
    gathering.add({
      figure: column.figure,
      unit: column.unit,
      breakdown: { ...breakdown, ...column.breakdown },
      period: when,
      areaCode,
      areaName,
      value,
      ...place,
    });
  }
}

function periodIn(period: string | undefined, month: number | undefined): string | undefined {
  if (period === undefined || month === undefined) return period;
  const year = dayOf(period)?.slice(0, 4) ?? period.slice(0, 4);
  return `${year}-${String(month).padStart(2, "0")}`;
}
