import { type Kysely, sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import type { Database } from "../../../runtime/store/database.ts";

/**
 * Refuses a delivery of figures that come out of the protected zone, when it is no
 * release package: somebody counted health or child-welfare cases by hand and
 * nobody proved that the table may be known.
 *
 * Holds as soon as the county trusts the key of a statistics office. A county without
 * one has no protected zone, and delivers these figures in aggregated form like any
 * other. Call it in the transaction that accepts the delivery, which is
 * the newest one then.
 */
export async function demandPackage(
  db: Kysely<Database>,
  { baseFigures }: Pick<Catalogue, "baseFigures">,
): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    with newest as (select id from delivery where state = 'accepted' order by accepted_order desc limit 1)
    select distinct f.key from slice s join figure f on f.id = s.figure_id join newest on newest.id = s.delivery_id
    where exists (select from release_key where withdrawn_at is null)
      and not exists (select from transfer where delivery_id = newest.id)
    order by f.key`.execute(db);
  const guarded = rows.map(({ key }) => key).filter((key) => baseFigures.get(key)?.access === "protected_zone");
  if (guarded.length === 0) return;
  throw new Refusal("protect.onlyByPackage", {
    figures: guarded.slice(0, 5).join(", ") + (guarded.length > 5 ? " …" : ""),
  });
}
