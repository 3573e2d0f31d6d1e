import { localDay } from "../../../kernel/time/localDay.ts";
import { versionsInForce } from "../../../runtime/history/changeOnce.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { type Facilities, facilitiesContract } from "../contract.ts";
import { facilitiesReached } from "./facilitiesReached.ts";

/**
 * Facilities of today as points, by kind. Public is what the register publishes; one's own is what one delivered
 * and what bears the name of one's unit as its provider.
 */
async function facilityList(context: ReachingContext, { kind }: { kind?: string }): Promise<Facilities> {
  const day = localDay(context.now());
  const rows = await context.db
    .selectFrom("facility")
    .select(["id", "kind", "name", "provider", "address", "longitude", "latitude", "capacity", "published"])
    .where(facilitiesReached(context))
    .where((is) => is.or([is("valid_from", "is", null), is("valid_from", "<=", day)]))
    .where((is) => is.or([is("valid_to", "is", null), is("valid_to", ">", day)]))
    .orderBy("kind")
    .orderBy("name")
    .execute();
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  const version = await versionsInForce(context.db, "facility");
  const facilities = rows
    .filter((row) => kind === undefined || row.kind === kind)
    .map((row) => ({ ...row, version: version(row.id) }));
  return {
    kinds: [...counts].map(([one, count]) => ({ kind: one, count })),
    facilities,
  };
}

export const listFacilities = operation(facilitiesContract, facilityList, { narrows: ["own", "published"] });
