import { operation } from "../../../runtime/http/operation.ts";
import { type HandoverSummary, handoversContract } from "../contract/handover.ts";

/** What municipalities released to their county, seen from either side, newest first. */
export const listHandovers = operation(handoversContract, async ({ db, tenant }) => {
  const tenants = await db.selectFrom("kreislauf.tenant").select(["slug", "name", "parent"]).execute();
  const named = (slug: string) => ({ slug, name: tenants.find((one) => one.slug === slug)?.name || slug });
  const rows = await db
    .selectFrom("kreislauf.handover")
    .select([
      "id",
      "from_tenant",
      "to_tenant",
      "title",
      "released_at",
      "released_by",
      "taken_at",
      "delivery_id",
      "summary",
    ])
    .where((is) => is.or([is("from_tenant", "=", tenant), is("to_tenant", "=", tenant)]))
    .orderBy("id", "desc")
    .execute();
  const parent = tenants.find((one) => one.slug === tenant)?.parent ?? null;
  return {
    county: parent === null ? null : named(parent),
    handovers: rows.map((row) => ({
      id: row.id,
      from: named(row.from_tenant),
      to: named(row.to_tenant),
      title: row.title,
      releasedAt: row.released_at.toISOString(),
      releasedBy: row.released_by,
      takenAt: row.taken_at?.toISOString() ?? null,
      delivery: row.delivery_id,
      incoming: row.to_tenant === tenant,
      ...(row.summary as HandoverSummary),
    })),
  };
});
