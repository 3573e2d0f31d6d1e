import type { Transaction } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";
import type { SourceFacility } from "../readFigures.ts";

/**
 * Takes a list of facilities into the inventory. The list of the same source that
 * came before ends on the day: what is no longer in it is gone, the rest begins anew.
 */
export async function storeFacilities(
  db: Transaction<Database>,
  facilities: readonly SourceFacility[],
  { deliveryId, shape, day }: { deliveryId: number; shape: string; day: string },
): Promise<number> {
  if (facilities.length === 0) return 0;
  const before = await db
    .selectFrom("learned_mapping")
    .select("delivery_id")
    .where("shape", "=", shape)
    .executeTakeFirst();
  if (before !== undefined)
    await db
      .updateTable("facility")
      .set({ valid_to: day })
      .where("delivery_id", "=", before.delivery_id)
      .where("valid_to", "is", null)
      .where("kind", "in", [...new Set(facilities.map((facility) => facility.kind))])
      .execute();
  for (let at = 0; at < facilities.length; at += 1000)
    await db
      .insertInto("facility")
      .values(
        facilities.slice(at, at + 1000).map(({ row: _, ...facility }) => ({
          ...facility,
          delivery_id: deliveryId,
          valid_from: day,
          valid_to: null,
        })),
      )
      .execute();
  return facilities.length;
}
