import { localDay } from "../../../kernel/time/localDay.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { mayLookAs } from "../../../runtime/people/mayLookAs.ts";
import { openActs } from "../../../runtime/people/policy.ts";
import { firstOf } from "../../../runtime/store/tenants.ts";
import { myRights as contract } from "../rightsContract.ts";

/** What the asking person is in this tenant, and in which others there is something to do. */
export const myRights = operation(contract, async ({ installation, tenant, person, now, openCalls }) => {
  const day = localDay(now());
  const first = await firstOf(installation);
  const tenants = await installation.selectFrom("kreislauf.tenant").select(["slug", "name"]).orderBy("name").execute();
  const elsewhere = await installation
    .selectFrom("kreislauf.role_grant")
    .select("tenant")
    .distinct()
    .where("account_id", "=", person.id)
    .where("ended_at", "is", null)
    .where("valid_from", "<=", day)
    .where((is) => is.or([is("valid_until", "is", null), is("valid_until", ">=", day)]))
    .execute();
  const named = (slug: string) => tenants.find((one) => one.slug === slug)?.name || slug;
  return {
    roles: [...new Set(person.grants.map(({ role }) => role))],
    may: openActs(person),
    calls: openCalls(),
    mayLookAs: mayLookAs(person),
    seenAs: person.seesAs?.[0]?.role ?? null,
    tenant: { slug: tenant, name: named(tenant) },
    elsewhere: elsewhere
      .filter((one) => one.tenant !== tenant)
      .map((one) => ({ slug: one.tenant, name: named(one.tenant), isFirst: one.tenant === first })),
  };
});
