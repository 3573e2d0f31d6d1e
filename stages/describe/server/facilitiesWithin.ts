import { contains, type Ground } from "../../../kernel/geometry/polygon.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Context } from "../../../runtime/http/operation.ts";

/** How many published facilities of each kind lie in an area; nothing where the area has no geometry. */
export async function facilitiesWithin(
  context: Pick<Context, "db" | "now">,
  area: number,
): Promise<{ kind: string; count: number }[]> {
  const day = localDay(context.now());
  const facilities = await context.db
    .selectFrom("facility")
    .select(["kind", "longitude", "latitude"])
    .where("longitude", "is not", null)
    .where("published", "=", true)
    .where((is) => is.or([is("valid_to", "is", null), is("valid_to", ">", day)]))
    .where((is) => is.or([is("valid_from", "is", null), is("valid_from", "<=", day)]))
    .execute();
  if (facilities.length === 0) return [];
  const geometry = await context.db
    .selectFrom("area_geometry")
    .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select("original")
    .where("area_id", "=", area)
    .orderBy("valid_on", "desc")
    .executeTakeFirst();
  const ground = groundOf(geometry?.original);
  if (ground.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { kind, longitude, latitude } of facilities) {
    if (longitude === null || latitude === null || !contains(ground, [longitude, latitude])) continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

function groundOf(geometry: unknown): Ground {
  const { type, coordinates } = (geometry ?? {}) as { type?: string; coordinates?: unknown };
  if (type === "Polygon") return [coordinates as Ground[number]];
  return type === "MultiPolygon" ? (coordinates as Ground) : [];
}
