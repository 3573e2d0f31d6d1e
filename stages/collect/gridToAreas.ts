import type { Ground } from "../../kernel/geometry/polygon.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import type { Value } from "../../kernel/value/value.ts";
import type { ReadFigures, SourceArea, SourceGrid, SourceSlice } from "./readFigures.ts";
import { assignCells, type CellShare, gridEstimate } from "./spaces/assignCells.ts";

/** An area that cells can fall into; its ground in degrees. */
export interface GroundedArea {
  readonly code: string;
  readonly name: string;
  readonly ground: Ground;
}

/**
 * Gives the cells of a grid to areas: each whole to the area that holds its
 * middle, or to every area by its share of the cell's ground. Either is an estimate,
 * the rougher the larger the cells are beside the areas, and marked as one.
 *
 * Counts are added up. Shares and means are weighed with the residents of the cell
 * (`Einwohner` in the same file); shares also give the estimated number of persons
 * under `<figure>: Personen`. Cells that are kept secret add nothing; an area with
 * no other cells is withheld. By share, counts are not rounded, so that the areas
 * together have what the cells have.
 */
export function gridToAreas(
  grid: SourceGrid,
  areas: readonly GroundedArea[],
  by: "centre" | "share" = "centre",
): Pick<ReadFigures, "slices" | "areas" | "findings"> {
  const cells = cellsByArea(grid, areas, by);
  const residents = grid.figures.find(({ figure }) => /^(einwohner|insgesamt_bev|bevoelkerung)/i.test(figure))?.values;
  const held = areas.filter((area) => (cells.get(area.code)?.length ?? 0) > 0);
  const findings: Finding[] = [
    {
      code: by === "centre" ? "collect.gridEstimate" : "collect.gridEstimateByShare",
      severity: "note",
      place: null,
      parameters: {
        cells: new Set([...cells.values()].flatMap((list) => list.map(({ cell }) => cell))).size,
        areas: held.length,
        metres: grid.cellMetres,
      },
    },
  ];
  const empty = areas.length - held.length;
  if (empty > 0)
    findings.push({ code: "collect.gridWithoutCell", severity: "warning", place: null, parameters: { count: empty } });
  const slices: SourceSlice[] = [];
  for (const figure of grid.figures) {
    const slice = (name: string, value: (list: readonly CellShare[]) => Value): SourceSlice => ({
      figure: name,
      breakdown: {},
      period: grid.period,
      sheet: grid.sheet,
      areaCodes: held.map((area) => area.code),
      values: held.map((area) => value(cells.get(area.code) ?? [])),
      rows: held.map((area) => grid.rows[cells.get(area.code)?.[0]?.cell ?? 0] ?? 1),
      columns: held.map(() => figure.column),
      marks: held.map(() => "estimated" as const),
      conversion: { method: "gridCells", by, cellMetres: grid.cellMetres, quality: "estimate", label: gridEstimate.de },
    });
    if (figure.kind === "count") slices.push(slice(figure.figure, (list) => summed(list, figure.values)));
    else if (figure.kind === "other")
      findings.push({
        code: "collect.gridOtherWeights",
        severity: "note",
        place: null,
        parameters: { figure: figure.figure },
      });
    else if (residents === undefined)
      findings.push({
        code: "collect.gridWithoutResidents",
        severity: "error",
        place: null,
        parameters: { figure: figure.figure },
      });
    else {
      slices.push(slice(figure.figure, (list) => weighed(list, figure.values, residents)));
      if (figure.kind === "percent")
        slices.push(slice(`${figure.figure}: Personen`, (list) => persons(list, figure.values, residents)));
    }
  }
  return { slices, areas: held.map((area) => sourceArea(area, grid, cells.get(area.code) ?? [])), findings };
}

function sourceArea(area: GroundedArea, grid: SourceGrid, list: readonly CellShare[]): SourceArea {
  return {
    code: area.code,
    name: area.name,
    sheet: grid.sheet,
    row: grid.rows[list[0]?.cell ?? 0] ?? 1,
    column: 1,
    rowCount: list.length,
  };
}

function cellsByArea(
  grid: SourceGrid,
  areas: readonly GroundedArea[],
  by: "centre" | "share",
): Map<string, CellShare[]> {
  const cells = grid.x.map((x, i) => ({ x, y: grid.y[i] ?? 0, size: grid.cellMetres }));
  const found = new Map<string, CellShare[]>();
  for (const one of assignCells(cells, areas, by).shares) {
    const list = found.get(one.code);
    if (list === undefined) found.set(one.code, [one]);
    else list.push(one);
  }
  return found;
}

function summed(list: readonly CellShare[], values: readonly Value[]): Value {
  let sum = 0;
  let present = 0;
  for (const { cell, share } of list) {
    const value = values[cell];
    if (typeof value !== "number") continue;
    sum += value * share;
    present++;
  }
  return present > 0 ? sum : absenceOf(list, values);
}

function weighed(list: readonly CellShare[], values: readonly Value[], residents: readonly Value[]): Value {
  let sum = 0;
  let weight = 0;
  for (const { cell, share } of list) {
    const value = values[cell];
    const people = residents[cell];
    if (typeof value !== "number" || typeof people !== "number") continue;
    sum += value * people * share;
    weight += people * share;
  }
  return weight > 0 ? sum / weight : absenceOf(list, values);
}

function persons(list: readonly CellShare[], values: readonly Value[], residents: readonly Value[]): Value {
  const percent = weighed(list, values, residents);
  if (typeof percent !== "number") return percent;
  let people = 0;
  for (const { cell, share } of list) {
    const count = residents[cell];
    if (typeof count === "number" && typeof values[cell] === "number") people += count * share;
  }
  return Math.round((percent * people) / 100);
}

function absenceOf(list: readonly CellShare[], values: readonly Value[]): Value {
  return list.some(({ cell }) => values[cell] === "withheld") ? "withheld" : "unknown";
}
