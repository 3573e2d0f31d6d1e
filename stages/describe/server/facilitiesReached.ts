import { sql } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";

/** The facilities that a person's right reaches, as a condition over the table `facility`. */
export function facilitiesReached({ reach, now }: Pick<ReachingContext, "reach" | "now">) {
  if (reach.everything) return sql<boolean>`true`;
  const day = localDay(now());
  const units = (reach.own?.scopes ?? []).flatMap((scope) => (scope.startsWith("unit ") ? [scope.slice(5)] : []));
  const delivered = sql`exists (select from delivery d where d.id = facility.delivery_id and ${withinReach(reach, "d")})`;
  const provided = sql`exists (
    select from unit_state u where u.unit_id::text = any(${units}::text[]) and u.name = facility.provider
      and u.valid_from <= ${day}::date and coalesce(u.valid_to, 'infinity') > ${day}::date)`;
  return sql<boolean>`(${reach.published ? sql`facility.published` : sql`false`} or ${delivered} or ${provided})`;
}
