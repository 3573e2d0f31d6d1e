import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { cellText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * Records of a city's areas, as JSON or as properties of GeoJSON features: one
 * record per area with its key, its name and figures as numbers, also nested and
 * under the year that they belong to (`district_detail.2021.residents`).
 *
 * Empty properties are unknown: these files rarely say whether a gap was kept
 * secret. Files without any year need one in the mapping.
 */
export const cityRecords: Format = {
  id: "cityRecords",
  label: { de: "Gebietsdatensätze (JSON, GeoJSON)", en: "Records of areas (JSON, GeoJSON)" },
  hint: {
    de: "Offene Daten einer Stadt: ein Datensatz je Stadtteil oder Sozialraum mit vielen Kennzahlen.",
    en: "Open data of a city: one record per area with many figures.",
  },
  recognise: (workbook) => {
    if (workbook.container !== "json" && workbook.container !== "geojson") return 0;
    const found = layoutOf(workbook);
    if (found === undefined || found.columns.length < 2) return 0;
    return found.years ? 0.95 : 0.7;
  },
  read: (workbook, mapping) => {
    const found = layoutOf(workbook);
    if (found === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "Gebietsdatensätze" },
        { place: { row: 1, column: 1 } },
      );
    const { sheet } = found;
    const gathering = new FigureGathering();
    for (let r = 1; r < sheet.rows.length; r++) {
      const row = sheet.rows[r] ?? [];
      const areaName = found.name < 0 ? "" : cellText(row[found.name]);
      const areaCode = found.key < 0 ? areaName : cellText(row[found.key]);
      for (const { column, figure, period: own } of found.columns) {
        const place = { sheet: sheet.name, row: r + 1, column: column + 1 };
        const period = own ?? mapping.period ?? found.period;
        if (period === undefined) {
          gathering.find("noPeriodInFile", "error", null, { file: workbook.fileName });
          return gathering.finish({ title: found.title });
        }
        const value = officialValue(row[column] ?? null, "point");
        if (value === undefined)
          gathering.find("notANumber", "error", place, { text: cellText(row[column]).slice(0, 60) });
        else gathering.add({ figure, breakdown: {}, period, areaCode, areaName, value, ...place });
      }
    }
    return gathering.finish({ title: found.title });
  },
};

interface Layout {
  readonly sheet: Sheet;
  readonly key: number;
  readonly name: number;
  readonly years: boolean;
  readonly period: string | undefined;
  readonly title: string;
  readonly columns: readonly { readonly column: number; readonly figure: string; readonly period?: string }[];
}

function layoutOf(workbook: Workbook): Layout | undefined {
  const sheet = workbook.sheets[0];
  if (sheet === undefined || sheet.rows.length < 3) return undefined;
  const heads = (sheet.rows[0] ?? []).map(cellText);
  const body = sheet.rows.slice(1);
  const distinct = (column: number): number => new Set(body.map((row) => cellText(row[column])).filter(Boolean)).size;
  const isKey = (head: string): boolean =>
    /(^|[_.])(id|key|nr|nummer|schluessel|schlüssel|code|ags|ars|plr|kennziffer)$/i.test(head);
  const candidates = heads.flatMap((head, column) => (isKey(head) && distinct(column) === body.length ? [column] : []));
  const key =
    candidates.find((column) => !/^feature\.id$|^objectid$|^fid$|^gid$/i.test(heads[column] ?? "")) ??
    candidates[0] ??
    -1;
  const name = heads.findIndex(
    (head, column) => /name$|^stadtteil$|^bezeichnung$/i.test(head) && distinct(column) > body.length / 2,
  );
  if (key < 0 && name < 0) return undefined;
  const points = heads.indexOf("geometry.x") >= 0;
  if (points) return undefined;
  const columns = heads.flatMap((head, column) => {
    if (column === key || column === name || /^geometry\.|^feature\.id$/.test(head) || isKey(head)) return [];
    // Ranks, classes and z-values are results of somebody's computing, not figures to build on.
    if (/^z_|_?(rang|klasse|typ)$|^(typ|qol)_/i.test(head)) return [];
    const cells = body.map((row) => row[column] ?? null).filter((cell) => cell !== null);
    if (
      cells.length === 0 ||
      cells.some((cell) => typeof cell !== "number" && officialValue(cell, "point") === undefined)
    )
      return [];
    if (!cells.some((cell) => typeof cell === "number")) return [];
    const parts = head.split(".");
    const year = parts.findIndex((part) => periodOf(part) !== undefined);
    const period = year < 0 ? undefined : periodOf(parts[year] ?? "");
    // What stands before the year only wraps it.
    const figure = year < 0 ? head : parts.slice(year + 1).join(".");
    return [{ column, figure, ...(period === undefined ? {} : { period }) }];
  });
  const years = columns.some((column) => column.period !== undefined);
  return { sheet, key, name, years, period: undefined, title: workbook.fileName.replace(/\.[^.]+$/, ""), columns };
}
