import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import type { Mapping } from "../../../stages/collect/collect.ts";
import { type CountyArea, type Level, stoodIn } from "../areas.ts";
import type { Yearbook } from "../figures/yearbook.ts";
import { lastYear, years } from "../people/residents.ts";
import { ageFile, residentsFigure } from "./ageFile.ts";
import { gap, roundedToFive, yearsOf } from "./gaps.ts";
import { type Office, offices } from "./offices.ts";
import { type Cell, csvBytes, headLine, type Sheet, xlsxBytes } from "./sheet.ts";

/** A file as an office hands it over, and how it is to be understood. */
export interface DeliveryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mapping: Mapping;
}

export const fictional = "Fiktive Daten des Musterkreises, frei erfunden (CC0 1.0)";

/**
 * The files of all offices: the register's table by age and sex, then one per
 * office, level and rhythm. Together they hold every base figure of the catalogue that the yearbook knows.
 */
export async function deliveries(book: Yearbook, catalogue: ReadonlyMap<string, BaseFigure>): Promise<DeliveryFile[]> {
  const files: DeliveryFile[] = [ageFile(book)];
  const [county] = book.areas;
  for (const office of offices) {
    for (const [key, figures] of groups(office, catalogue)) {
      const known = figures.filter((f) =>
        years.some((y) => county !== undefined && book.figure(f.id, county, y) !== undefined),
      );
      if (known.length > 0) files.push(await officeFile(book, office, key, known));
    }
  }
  return files;
}

/** Levels at which an office counts a figure. What cannot be added up is delivered at every level above as well (R-12). */
export function levelsOf(figure: BaseFigure): readonly Level[] {
  const order: readonly Level[] = ["SUB", "GEM", "AMT", "KREIS"];
  const finest = (order as readonly string[]).indexOf(figure.levelMin);
  if (figure.additive !== "yes") return order.slice(Math.max(0, finest));
  return figure.levelMin === "SUB" ? ["SUB", "GEM"] : order.slice(Math.max(0, finest), finest + 1);
}

function groups(office: Office, catalogue: ReadonlyMap<string, BaseFigure>): Map<string, BaseFigure[]> {
  const found = new Map<string, BaseFigure[]>();
  for (const figure of catalogue.values()) {
    if (!office.topics.includes(figure.topic) || figure.id === residentsFigure) continue;
    const counted = yearsOf(figure.id);
    const rhythm = counted.length === years.length ? "" : `-${counted.join("-")}`;
    const key = `${levelsOf(figure).join("+")}${rhythm}`;
    found.set(key, [...(found.get(key) ?? []), figure]);
  }
  return found;
}

const levelWords: Readonly<Record<string, string>> = {
  "SUB+GEM": "gemeinden-und-quartiere",
  GEM: "gemeinden",
  AMT: "staedte-und-aemter",
  KREIS: "kreis",
  "SUB+GEM+AMT+KREIS": "alle-ebenen",
  "GEM+AMT+KREIS": "gemeinden-aemter-kreis",
};

async function officeFile(
  book: Yearbook,
  office: Office,
  key: string,
  figures: readonly BaseFigure[],
): Promise<DeliveryFile> {
  const [levels = "", ...rhythm] = key.split("-");
  const counted = figures[0] === undefined ? years : yearsOf(figures[0].id);
  const rows: Cell[][] = [];
  for (const year of counted) {
    for (const level of levels.split("+")) {
      for (const area of book.areas) {
        if (area.level !== level || !stoodIn(area, year)) continue;
        rows.push([year, area.code, area.name, ...figures.map((figure) => cell(book, figure.id, area, year))]);
      }
    }
  }
  const heads = ["Jahr", "Schlüssel", "Name", ...figures.map((f) => f.label.de)];
  const title = `${office.subject} ${counted[0] ?? ""}${counted.length > 1 ? `–${counted.at(-1) ?? ""}` : ""} (fiktiv)`;
  const sheet: Sheet = {
    name: "Daten",
    above:
      office.form === "csv"
        ? []
        : [`Musterkreis (fiktiv): ${title}`, `${office.name} · Stand 30.06.${lastYear + 1}`, ""],
    heads,
    rows,
    below:
      office.form === "csv"
        ? []
        : ["", "Zeichen: . geheim, ... später, / unsicher, x nicht sinnvoll, leer nicht gemeldet", fictional],
  };
  const words = [office.id, levelWords[levels] ?? levels.toLowerCase(), ...rhythm.slice(0, 1)].join("_");
  const bytes =
    office.form === "xlsx" ? await xlsxBytes(sheet) : csvBytes(sheet, office.form === "csv" ? "utf8" : "windows1252");
  return {
    name: `${words}.${office.form === "xlsx" ? "xlsx" : "csv"}`,
    bytes,
    mapping: mappingOf(sheet, office, title, figures),
  };
}

function cell(book: Yearbook, figure: string, area: CountyArea, year: number): Cell {
  const hole = gap(figure, area, year, (id) => book.figure(id, area, year));
  if (hole !== undefined) return hole;
  const value = book.figure(figure, area, year);
  if (value === undefined) throw new Error(`no value: ${figure} of ${area.name} in ${year}`);
  return roundedToFive.has(figure) ? Math.round(value / 5) * 5 : value;
}

function mappingOf(sheet: Sheet, office: Office, title: string, figures: readonly BaseFigure[]): Mapping {
  const first = headLine(sheet) + 1;
  return {
    reader: "table",
    figures: figures.map((f) => ({ source: f.label.de, figure: f.id })),
    table: {
      ...(office.form === "xlsx" ? { sheet: sheet.name } : {}),
      headerRows: [headLine(sheet)],
      firstRow: first,
      lastRow: first + sheet.rows.length - 1,
      area: { by: "column", column: 2, match: "code" },
      period: { by: "column", column: 1 },
      values: { by: "columns", columns: figures.map((f, i) => ({ column: i + 4, figure: f.label.de })) },
      decimal: "comma",
      absences: { ".": "withheld", "...": "later", "/": "unreliable", x: "senseless" },
      blank: "unknown",
    },
    source: {
      title,
      publisher: `${office.name} des Musterkreises (fiktiv)`,
      licence: fictional,
      referenceDate: `30.06.${lastYear + 1}`,
    },
  };
}
