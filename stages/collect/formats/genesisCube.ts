import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { type Cell, cellText } from "../workbook.ts";

/**
 * The data cube of the GENESIS web service: rows `K` name the columns of the rows
 * `D` behind them; the block `QEI` has the values, with quality and locking.
 *
 * Members come as codes only (`WZ08-49-01`); the cube has no labels.
 */
export const genesisCube: Format = {
  id: "genesisCube",
  label: { de: "GENESIS-Datenquader", en: "GENESIS data cube" },
  hint: {
    de: "Datenquader (cubefile) aus dem Webservice von GENESIS-Online.",
    en: "Data cube from the web service of GENESIS-Online.",
  },
  recognise: (workbook) => {
    const rows = workbook.sheets[0]?.rows ?? [];
    return rows.slice(0, 40).some((row) => row[0] === "K" && cellText(row[1]) === "DQ") ? 1 : 0;
  },
  read: (workbook) => {
    const sheet = workbook.sheets[0];
    const blocks = blocksOf(sheet?.rows ?? []);
    const axes = (blocks.get("DQA") ?? []).map(({ row }) => cellText(row[1]));
    const times = (blocks.get("DQZ") ?? []).map(({ row }) => cellText(row[1]));
    const measures = (blocks.get("DQI") ?? []).map(({ row }) => ({
      name: cellText(row[1]),
      unit: cellText(row[4]) || cellText(row[2]),
    }));
    const values = blocks.get("QEI") ?? [];
    if (values.length === 0 || measures.length === 0)
      throw new Refusal(
        "collect.noHeads",
        { file: workbook.fileName, format: "GENESIS-Datenquader" },
        { place: { row: 1, column: 1 } },
      );
    const gathering = new FigureGathering();
    const timeAt = 1 + axes.length;
    for (const { row, at } of values) {
      const period = periodOf(cellText(row[timeAt]));
      if (period === undefined) {
        gathering.find("noPeriod", "error", { row: at, column: timeAt + 1 }, {});
        continue;
      }
      let areaCode = "";
      const breakdown: Record<string, string> = {};
      axes.forEach((axis, i) => {
        const member = cellText(row[1 + i]);
        if (areaAxis.test(axis)) areaCode = member;
        else breakdown[axis] = member;
      });
      measures.forEach((measure, m) => {
        const column = timeAt + times.length + m * 4;
        const quality = cellText(row[column + 1]);
        const locked = cellText(row[column + 2]);
        const text = cellText(row[column]);
        const sign = /^(\.|-|x|\/|\.\.\.)$/.test(quality) ? quality : locked !== "" ? "." : "";
        const value = officialValue(sign !== "" ? sign : /^[prs]$/.test(quality) ? `${text}${quality}` : text, "point");
        if (value === undefined) {
          gathering.find("notANumber", "error", { row: at, column: column + 1 }, { text: text.slice(0, 60) });
          return;
        }
        gathering.add({
          figure: measure.name,
          unit: measure.unit,
          breakdown,
          period,
          areaCode,
          value,
          sheet: sheet?.name ?? "",
          row: at,
          column: column + 1,
        });
      });
    }
    const code = cellText(blocks.get("DQ")?.[0]?.row[1]);
    return gathering.finish({
      title: `Datenquader ${code}`,
      publisher: "Statistische Ämter des Bundes und der Länder (GENESIS)",
      licence: "dl-de/by-2-0",
    });
  },
};

const areaAxis = /^(DINSG|DLAND|REGBEZ|KREISE?|GEMEIN|GEMEINDE|STADT)$/i;

function blocksOf(rows: readonly (readonly Cell[])[]): Map<string, { row: readonly Cell[]; at: number }[]> {
  const blocks = new Map<string, { row: readonly Cell[]; at: number }[]>();
  let name = "";
  rows.forEach((row, r) => {
    if (row[0] === "K") {
      name = cellText(row[1]);
      blocks.set(name, blocks.get(name) ?? []);
    } else if (row[0] === "D") blocks.get(name)?.push({ row, at: r + 1 });
  });
  return blocks;
}
