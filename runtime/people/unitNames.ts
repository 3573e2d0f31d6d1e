import type { Kysely } from "kysely";
import type { Database } from "../store/database.ts";

/**
 * What organisational units are called on a day: a document keeps the name that its
 * unit bore when it was made, however often the unit was renamed since (PM08-052).
 */
export async function unitNames(db: Kysely<Database>): Promise<(unit: number, day: string) => string | null> {
  const states = await db
    .selectFrom("unit_state")
    .select(["unit_id", "name", "valid_from", "valid_to"])
    .orderBy("valid_from")
    .execute();
  return (unit, day) =>
    states.findLast((state) => state.unit_id === unit && state.valid_from <= day)?.name ??
    // Made before its unit was entered in the chart.
    states.find((state) => state.unit_id === unit)?.name ??
    null;
}

/** Name of the unit that an owner names, `unit 12`, on a day; null for other owners. */
export function ownerUnit(
  nameOf: (unit: number, day: string) => string | null,
  owner: string | null,
  day: string,
): string | null {
  return owner?.startsWith("unit ") === true ? nameOf(Number(owner.slice(5)), day) : null;
}
