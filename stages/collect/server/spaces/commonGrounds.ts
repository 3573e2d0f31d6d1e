import Flatbush from "flatbush";
import type { CommonGround } from "../../../../kernel/area/arealWeighting.ts";
import { type Ground, groundArea, groundBounds } from "../../../../kernel/geometry/polygon.ts";
import { groundAlgebra } from "./geos.ts";

/**
 * The ground that areas of two divisions have in common, for areal weighting.
 *
 * @param sources and `targets` in the same metric projection, never in degrees
 */
export async function commonGrounds(
  sources: readonly { readonly code: string; readonly ground: Ground }[],
  targets: readonly { readonly code: string; readonly ground: Ground }[],
): Promise<CommonGround[]> {
  const algebra = await groundAlgebra();
  const drawn = targets.flatMap((area) => {
    const bounds = groundBounds(area.ground);
    return bounds === undefined ? [] : [{ ...area, bounds }];
  });
  if (drawn.length === 0) return [];
  const index = new Flatbush(drawn.length);
  for (const { bounds } of drawn) index.add(...bounds);
  index.finish();
  return sources.flatMap((source) => {
    const bounds = groundBounds(source.ground);
    if (bounds === undefined) return [];
    return index.search(...bounds).flatMap((found): CommonGround[] => {
      const target = drawn[found];
      if (target === undefined) return [];
      const area = groundArea(algebra.intersection(source.ground, target.ground));
      return area > 0 ? [{ from: source.code, to: target.code, area }] : [];
    });
  });
}
