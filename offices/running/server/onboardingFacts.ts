import { join } from "node:path";
import { sql } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { verifyTrail } from "../../../runtime/history/verifyTrail.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { providerId } from "../../../runtime/people/accounts/provider.ts";
import { firstTenant } from "../../../runtime/people/tenant.ts";
import { readCounty } from "../../../runtime/store/foundCounty.ts";
import type { OnboardingFacts } from "../onboarding.ts";
import { backupKind } from "./backupJob.ts";
import { newestBackup } from "./gatherFacts.ts";

/** What the installation itself knows of a tenant on its way to regular operation. */
export async function onboardingFacts(context: Context): Promise<OnboardingFacts> {
  const { db, now } = context;
  const [county, people, rest, trail] = await Promise.all([
    readCounty(db),
    peopleOf(context),
    counts(context),
    verifyTrail(db),
  ]);
  const newest = [rest.backup?.getTime() ?? 0, backupInFolder(context)].reduce((a, b) => Math.max(a, b));
  return {
    county: county === undefined ? null : { name: county.name, fictional: county.fictional },
    levels: rest.levels,
    boundariesOf: rest.boundaries,
    units: rest.units,
    people,
    controller: rest.controller,
    accessContact: rest.contact,
    protectionRules: rest.rules,
    deliveries: { accepted: rest.accepted, withoutSource: rest.without_source },
    agreements: rest.agreements,
    backupDaysAgo: newest === 0 ? null : Math.max(0, Math.floor((now().getTime() - newest) / 86_400_000)),
    trailBroken: trail.broken !== null,
    failedJobs: rest.failed,
  };
}

interface Counts {
  readonly levels: number;
  readonly boundaries: string | null;
  readonly units: number;
  readonly controller: boolean;
  readonly contact: boolean;
  readonly rules: number;
  readonly accepted: number;
  readonly without_source: number;
  readonly agreements: number;
  readonly failed: number;
  readonly backup: Date | null;
}

async function counts({ db, now }: Context): Promise<Counts> {
  const today = localDay(now());
  const weekAgo = new Date(now().getTime() - 7 * 86_400_000);
  const { rows } = await sql<Counts>`
    select
      (select count(*)::integer from area_level) as levels,
      (select max(valid_on)::text from boundary_version) as boundaries,
      (select count(*)::integer from unit) as units,
      exists (select from setting where key = 'controller'
        and content->>'contact' <> '' and content->>'officer' <> '') as controller,
      exists (select from setting where key = 'accessibility'
        and (content->>'email' <> '' or content->>'phone' <> '')) as contact,
      (select count(*)::integer from disclosure_rule where rule is not null)
        + (select count(*)::integer from audience_level where level is not null) as rules,
      (select count(*)::integer from delivery where state = 'accepted') as accepted,
      (select count(*)::integer from delivery where state = 'accepted'
        and (coalesce(source->>'title', '') = '' or coalesce(source->>'licence', '') = '')) as without_source,
      (select count(*)::integer from delivery_agreement
        where active and (approved_until is null or approved_until >= ${today}::date)) as agreements,
      (select count(*)::integer from job where state = 'failed' and ended_at > ${weekAgo}) as failed,
      (select max(ended_at) from job where kind = ${backupKind.name} and state = 'done') as backup`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error("no counts of the installation");
  return found;
}

/** Accounts that may come in, by what they hold in this tenant today. */
async function peopleOf({ installation, tenant, now }: Context): Promise<OnboardingFacts["people"]> {
  const today = localDay(now());
  const { rows } = await sql<{ role: string; protected: boolean }>`
    select distinct g.role, a.id,
      a.two_factor_enabled
        or exists (select from kreislauf.passkey p where p.account_id = a.id)
        or exists (select from kreislauf.credential c where c.account_id = a.id and c.provider = ${providerId}) as protected
    from kreislauf.role_grant g join kreislauf.account a on a.id = g.account_id
    where g.tenant = ${tenant} and g.ended_at is null and g.scope_kind is null
      and g.valid_from <= ${today}::date and (g.valid_until is null or g.valid_until >= ${today}::date)
      and a.joined_at is not null and a.disabled_at is null`.execute(installation);
  const holders = (role: string) => rows.filter((row) => row.role === role).length;
  return {
    administrators: holders("R11"),
    leadPlanners: holders("R1"),
    protectionOfficers: holders("R12"),
    withoutSecondFactor: rows.filter((row) => ["R1", "R3", "R11"].includes(row.role) && !row.protected).length,
  };
}

/** Moment of the newest backup in the usual folder, also of one that the command line made; 0 without any. */
function backupInFolder({ folder, tenant }: Context): number {
  const root = tenant === firstTenant ? folder : join(folder, "..", "..");
  const made = newestBackup(join(root, "backups"));
  return made === null ? 0 : Date.parse(made);
}
