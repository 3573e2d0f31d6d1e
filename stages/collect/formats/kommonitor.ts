import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { cellText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * Time series of KomMonitor: the import body with `indicatorValues` (one
 * `spatialReferenceKey` with a list of timestamps and values), and its export, where
 * each feature or row has columns `DATE_2020-12-31`.
 */
export const kommonitor: Format = {
  id: "kommonitor",
  label: { de: "KomMonitor-Zeitreihe", en: "KomMonitor time series" },
  hint: {
    de: "Indikatoren aus KomMonitor als JSON, GeoJSON oder CSV.",
    en: "Indicators from KomMonitor as JSON, GeoJSON or CSV.",
  },
  recognise: (workbook) => (pairsOf(workbook) !== undefined || datesOf(workbook) !== undefined ? 1 : 0),
  read: (workbook, mapping) => {
    const gathering = new FigureGathering();
    const pairs = pairsOf(workbook);
    const dates = datesOf(workbook);
    const found = pairs ?? dates;
    if (found === undefined)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "KomMonitor" },
        { place: { row: 1, column: 1 } },
      );
    const figure = mapping.figures[0]?.source ?? stem(workbook.fileName);
    const { sheet } = found;
    sheet.rows.forEach((row, r) => {
      if (r === 0 || row.length === 0) return;
      for (const { value: at, day, dayAt } of found.columns) {
        const when = periodOf(day ?? cellText(row[dayAt ?? -1]));
        const cell = row[at] ?? null;
        if (dayAt !== undefined && cell === null && row[dayAt] === undefined) continue;
        const place = { sheet: sheet.name, row: r + 1, column: at + 1 };
        const value = officialValue(cell, "point");
        if (when === undefined) gathering.find("noPeriod", "error", place, {});
        else if (value === undefined)
          gathering.find("notANumber", "error", place, { text: cellText(cell).slice(0, 60) });
        else
          gathering.add({
            figure,
            breakdown: {},
            period: when,
            areaCode: cellText(row[found.key]),
            areaName: found.name < 0 ? "" : cellText(row[found.name]),
            value,
            ...place,
          });
      }
    });
    return gathering.finish({ title: stem(workbook.fileName) });
  },
};

interface Found {
  readonly sheet: Sheet;
  readonly key: number;
  readonly name: number;
  readonly columns: readonly { readonly value: number; readonly day?: string; readonly dayAt?: number }[];
}

function pairsOf(workbook: Workbook): Found | undefined {
  const sheet = workbook.sheets.find((s) => cellText(s.rows[0]?.[0]) === "spatialReferenceKey");
  if (sheet === undefined) return undefined;
  const heads = (sheet.rows[0] ?? []).map(cellText);
  const columns = heads.flatMap((head, value) => {
    const number = /^valueMapping\[(\d+)\]\.indicatorValue$/.exec(head)?.[1];
    return number === undefined ? [] : [{ value, dayAt: heads.indexOf(`valueMapping[${number}].timestamp`) }];
  });
  return columns.length === 0 ? undefined : { sheet, key: 0, name: -1, columns };
}

function datesOf(workbook: Workbook): Found | undefined {
  const sheet = workbook.sheets[0];
  const heads = (sheet?.rows[0] ?? []).map(cellText);
  const columns = heads.flatMap((head, value) => {
    const day = /^DATE_(\d{4}-\d{2}-\d{2})$/.exec(head)?.[1];
    return day === undefined ? [] : [{ value, day }];
  });
  if (sheet === undefined || columns.length === 0) return undefined;
  const key = heads.findIndex((head) => /^(feature\.)?id$|^spatialReferenceKey$/i.test(head));
  if (key < 0) return undefined;
  return { sheet, key, name: heads.findIndex((head) => /^name$/i.test(head)), columns };
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, "");
}
