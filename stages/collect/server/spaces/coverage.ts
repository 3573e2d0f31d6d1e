import Flatbush from "flatbush";
import { type Ground, groundArea, groundBounds } from "../../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import type { GroundAlgebra } from "./geos.ts";

/** An area's ground in metres, with what findings call it. */
export interface MeasuredArea {
  readonly name: string;
  readonly ground: Ground;
}

// Square metres below which a gap or an overlap is the trace of a rounded coordinate, not of a wrong border.
const slivers = 100;

/**
 * Whether a set of areas covers its ground without gap or overlap (PI-025): each
 * overlap of two, each hole inside, and, where the larger area is known, what of it
 * nobody covers and what sticks out. Sizes in hectares.
 *
 * Traces below 100 m² are counted together in one note.
 *
 * @param areas all in one metric projection
 * @param whole the larger area that they ought to fill, in the same projection
 */
export function coverage(
  algebra: GroundAlgebra,
  areas: readonly MeasuredArea[],
  whole?: MeasuredArea,
): { readonly findings: readonly Finding[]; readonly union: Ground } {
  const findings: Finding[] = [];
  const traces = { count: 0, squareMetres: 0 };
  const report = (code: string, pieces: Ground, parameters: Record<string, string>): void => {
    for (const piece of pieces) {
      const size = groundArea([piece]);
      if (size < slivers) {
        traces.count += size > 0 ? 1 : 0;
        traces.squareMetres += size;
        continue;
      }
      findings.push({
        code: `collect.${code}`,
        severity: "warning",
        place: null,
        parameters: { ...parameters, hectares: hectares(size) },
      });
    }
  };
  for (const [one, other] of neighbours(areas)) {
    const common = algebra.intersection(one.ground, other.ground);
    report("areasOverlap", common, { one: one.name, other: other.name });
  }
  const union = algebra.union(areas.map((area) => area.ground));
  if (whole === undefined) {
    const holes: Ground = union.flatMap((polygon) => polygon.slice(1).map((ring) => [ring]));
    report("gapInside", holes, {});
  } else {
    report("gapInWhole", algebra.difference(whole.ground, union), { whole: whole.name });
    report("beyondWhole", algebra.difference(union, whole.ground), { whole: whole.name });
  }
  if (traces.count > 0)
    findings.push({
      code: "collect.slivers",
      severity: "note",
      place: null,
      parameters: { count: traces.count, squareMetres: Math.ceil(traces.squareMetres) },
    });
  return { findings, union };
}

/** Pairs whose rectangles meet, each once. */
export function* neighbours<T extends MeasuredArea>(areas: readonly T[]): Generator<readonly [T, T]> {
  const drawn = areas.flatMap((area) => {
    const bounds = groundBounds(area.ground);
    return bounds === undefined ? [] : [{ area, bounds }];
  });
  if (drawn.length === 0) return;
  const index = new Flatbush(drawn.length);
  for (const { bounds } of drawn) index.add(...bounds);
  index.finish();
  for (const [position, { area, bounds }] of drawn.entries()) {
    for (const found of index.search(...bounds)) {
      const other = drawn[found];
      if (found > position && other !== undefined) yield [area, other.area];
    }
  }
}

/** With the digits that the size needs, and a decimal comma. */
function hectares(squareMetres: number): string {
  const size = squareMetres / 10_000;
  return size.toFixed(size < 1 ? 2 : 1).replace(".", ",");
}
