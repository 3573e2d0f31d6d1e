import pointInPolygon from "point-in-polygon-hao";
import { type Bounds, type Ground, groundBounds } from "../../kernel/geometry/polygon.ts";
import type { SourceFacility } from "./readFigures.ts";

export interface FacilitiesInside {
  readonly inside: readonly SourceFacility[];
  /** Lie elsewhere: lists of a whole Land hold many. */
  readonly outside: number;
  /** Have no place while the list reaches beyond the county, so that nobody can say whose they are. */
  readonly placeless: number;
}

/**
 * The facilities of a list that stand on the county's ground; on the border counts.
 *
 * Those without coordinates stay where the whole list is the county's own. In a
 * list of the whole Land they are left out, or the county would get all of them.
 *
 * @param grounds in longitude and latitude, like the facilities
 *
 * @example
 * facilitiesInside([], []) // { inside: [], outside: 0, placeless: 0 }
 */
export function facilitiesInside(facilities: readonly SourceFacility[], grounds: readonly Ground[]): FacilitiesInside {
  const polygons = grounds.flatMap((ground) =>
    ground.map((polygon) => ({
      polygon: polygon.map((ring) => ring.map(([x, y]) => [x, y])),
      bounds: groundBounds([polygon]),
    })),
  );
  const stands = (x: number, y: number): boolean =>
    polygons.some(
      ({ polygon, bounds }) =>
        bounds !== undefined && within(bounds, x, y) && pointInPolygon([x, y], polygon as number[][][]) !== false,
    );
  const placed = (facility: SourceFacility): boolean => facility.longitude !== null && facility.latitude !== null;
  const inside = new Set(
    facilities.filter(
      ({ longitude, latitude }) => longitude !== null && latitude !== null && stands(longitude, latitude),
    ),
  );
  const outside = facilities.filter((facility) => placed(facility) && !inside.has(facility)).length;
  const without = facilities.filter((facility) => !placed(facility));
  if (outside === 0) return { inside: [...facilities], outside, placeless: 0 };
  return { inside: [...inside], outside, placeless: without.length };
}

function within([west, south, east, north]: Bounds, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}
